import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../machines/findings.ts';
import { type Change, type Comparable, type ComparedBy, compare } from '../../../machines/report/compare.ts';
import { factsOf, knowledge } from '../flow/known.ts';

const CLEAR =
  'name=passed 3 · path=passed 4 · port=passed 5 · negotiation=passed 6 · tls=passed 7 · authentication=passed 8';
const SILENT = 'name=passed 3 · path=passed 4 · port=failed 3001 · port: silent (probe)';
const NO_NAME = 'name=failed 5 · name: not-found (probe)';
const NO_TLS = 'name=passed 3 · path=passed 4 · port=passed 5 · negotiation=passed 6 · tls=failed 7';
const SLOW = CLEAR.replace('port=passed 5', 'port=passed 400');
const NETWORKS: ComparedBy = { by: 'network', before: 'Office', after: 'Phone' };

const compareScripts = (before: string, after: string, how?: ComparedBy) =>
  compare(knowledge, factsOf(before), factsOf(after), how);

describe('in one sentence', () => {
  test.each<[before: string, after: string, change: Change, byTime: string, byNetwork: string]>([
    [
      SILENT,
      CLEAR,
      'better',
      'It works now. Before, the connection broke at the firewall or VPN.',
      'look at Office and not',
    ],
    [
      CLEAR,
      SILENT,
      'worse',
      'It worked before. Now the connection breaks at the firewall or VPN.',
      'look at Phone and not',
    ],
    [
      NO_NAME,
      SILENT,
      'better',
      'The connection broke at the network, now it breaks at the firewall',
      'Phone gets further',
    ],
    [
      NO_TLS,
      SILENT,
      'worse',
      'The connection broke at the remote PC, now it breaks at the firewall',
      'Office gets further',
    ],
    [SILENT, SILENT, 'same', 'As before, the connection breaks at the firewall or VPN.', 'neither alone'],
    [CLEAR, CLEAR, 'same', 'It works, as before.', 'It works over Office and over Phone.'],
    [CLEAR, SLOW, 'worse', 'It works, as before, but worse', 'Office is the better one'],
    [SLOW, CLEAR, 'better', 'It works, as before, and better', 'Phone is the better one'],
    [
      `${CLEAR} · vpn: connected`,
      `${CLEAR} · vpn: not-used`,
      'other',
      'though something is different',
      'It works over both, though',
    ],
    ['', CLEAR, 'better', 'It works now.', 'It works over Phone, so look at Office.'],
    ['port: silent', 'port: refused', 'same', 'As before, the connection breaks', 'neither alone'],
    [
      'progress: nothing',
      'credentials: locked',
      'other',
      'The likeliest cause is another one now:',
      'Over Phone the likeliest cause',
    ],
    ['', '', 'same', 'Nothing has changed.', 'Office and Phone show the same.'],
    ['vpn: connected', 'vpn: connected', 'same', 'Nothing has changed.', 'Office and Phone show the same.'],
  ])('%s / %s', (before, after, change, byTime, byNetwork) => {
    const inTime = compareScripts(before, after);
    expect(inTime.change).toBe(change);
    expect(inTime.sentence).toContain(byTime);
    expect(compareScripts(before, after, NETWORKS).sentence).toContain(byNetwork);
    expect(inTime.sentence).not.toMatch(/[{}]|compare\./);
  });

  test('the word of the person counts: it works', () => {
    const before = factsOf('port: silent');
    expect(compare(knowledge, before, { ...before, resolved: true }).sentence).toContain('It works now.');
  });
});

describe('in a table', () => {
  test.each<[what: string, before: string, after: string, row: RegExp, change: Change]>([
    ['a place that broke', CLEAR, SILENT, /^Firewall, VPN: Passed → Failed$/, 'worse'],
    ['a place that came in order', SILENT, CLEAR, /^Firewall, VPN: Failed → Passed$/, 'better'],
    ['a place that was not reached', SILENT, CLEAR, /^Remote PC: Not tried → Passed$/, 'better'],
    ['a place that is no more reached', CLEAR, SILENT, /^Remote PC: Passed → Not tried$/, 'other'],
    [
      'an answer that became good',
      'port: silent',
      'port: open',
      /port: The port gives no answer → The port opens$/,
      'better',
    ],
    ['an answer that became bad', 'port: open', 'port: silent', /port: The port opens → /, 'worse'],
    ['an answer that nobody gave before', '', 'vpn: connected', /vpn: Not known → The VPN is connected$/, 'other'],
    [
      'an answer that stayed',
      'vpn: connected',
      'vpn: connected',
      /vpn: The VPN is connected → The VPN is connected$/,
      'same',
    ],
    ['the time', CLEAR, SLOW, /^Time for what both passed: 33 ms → 428 ms$/, 'worse'],
    [
      'a time within the noise',
      CLEAR,
      CLEAR.replace('port=passed 5', 'port=passed 40'),
      /^Time .*: 33 ms → 68 ms$/,
      'same',
    ],
    ['the cause', 'credentials: locked', CLEAR, /^Likeliest cause: cause account-state → None, it works$/, 'other'],
  ])('%s', (_, before, after, row, change) => {
    const rows = compareScripts(before, after).rows.map(one => [
      `${one.what}: ${one.before} → ${one.after}`,
      one.change,
    ]);
    expect(rows.filter(([words]) => row.test(String(words)))).toEqual([[expect.stringMatching(row), change]]);
  });

  test('changes come first', () => {
    const changes = compareScripts(SILENT, CLEAR).rows.map(({ change }) => change === 'same');
    expect(changes).toEqual(changes.toSorted());
    expect(changes).toContain(true);
    expect(changes).toContain(false);
  });

  test('another machine behind the same name shows, but not between pseudonyms', () => {
    const met = (dnsComputer: string): Finding => ({
      question: 'nla',
      answer: 'answered',
      source: 'probe',
      detail: { dnsComputer, windows: 'Windows 11' },
    });
    const side = (name: string, more: Partial<Comparable> = {}): Comparable => ({
      target: { host: name, port: 3389 },
      stages: [],
      findings: [met(name)],
      ...more,
    });
    const whats = (a: Comparable, b: Comparable) =>
      compare(knowledge, a, b)
        .rows.filter(({ change }) => change !== 'same')
        .map(({ what }) => what);
    expect(whats(side('pc1'), side('pc2'))).toEqual(['Host', 'The remote PC calls itself']);
    expect(whats(side('pc1'), side('host-k3', { redacted: true }))).toEqual([]);
    expect(whats(side('pc1'), side('pc1'))).toEqual([]);
  });
});
