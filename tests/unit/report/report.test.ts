import { expect, test } from 'vitest';
import type { Finding, Json } from '../../../machines/findings.ts';
import { DETAIL_KINDS } from '../../../machines/report/detail-fields.ts';
import { HIDE_ALL, redact } from '../../../machines/report/redaction.ts';
import { reportDrawn } from '../../../machines/report/report-path.ts';
import { fromFragment, SHARE_LIMIT, toFragment } from '../../../machines/report/share-link.ts';
import { toHtml, toJson, toMarkdown } from '../../../machines/report/write-report.ts';
import { parseReport } from '../../../machines/schemas/parse-report.ts';
import { knowledge } from '../flow/known.ts';
import { codec, inEnglish, reportOf, tokens } from './fixtures.ts';

const port: Finding = { question: 'port', answer: 'silent', source: 'probe', elapsedMs: 3001 };
const withDetail = (detail: Record<string, Json>): Finding => ({ ...port, detail });

test('a report says target, verdict, stages and findings in every form', () => {
  const report = reportOf([port], { host: 'pc1', port: 3390 });
  for (const text of [toMarkdown(report, inEnglish), toHtml(report, inEnglish)]) {
    expect(text).toContain('pc1:3390');
    expect(text).toContain('91%');
    expect(text).toMatch(/3 sec/);
    expect(text).toContain('port?');
  }
});

test('report: read by somebody else → heads on every table, no ids, and "they told us"', () => {
  const report = reportOf([port, { question: 'code', answer: 'mac-client:0x4', source: 'person' }]);
  const drawn = reportDrawn(report, knowledge);
  const markdown = toMarkdown(report, knowledge, drawn);
  const html = toHtml(report, knowledge, drawn);
  expect(html.split('<table>').length).toBeGreaterThan(1);
  expect(html.split('<table><thead>')).toHaveLength(html.split('<table>').length);
  for (const text of [markdown, html]) {
    expect(text).not.toMatch(/mac-client:0x4|\([a-z]+(?:\\?-[a-z]+)*, \d/);
    expect(text).not.toContain(knowledge.words.ui['source.person']);
    expect(text).toContain('They told us');
    expect(text).toContain('0x4');
  }
  expect(markdown).not.toMatch(/^\|\s+\|\s+\|/m);
  for (const text of [markdown, html]) expect(text).toContain('2026-01-02 03:04 UTC');
});

test('what is written as JSON is read back the same', () => {
  const report = reportOf([withDetail({ address: '192.0.2.7', attempts: 2 })], {
    host: 'pc1',
    port: 3389,
    gateway: { host: 'gw', port: 443 },
    user: 'CORP\\ada',
  });
  expect(parseReport(toJson(report))).toEqual({ kind: 'report', report });
});

test('share link: a redacted report → opens again', async () => {
  const report = redact(
    reportOf([withDetail({ host: 'pc1', note: 'ä\u2028' })], { host: 'pc1', port: 3389 }),
    HIDE_ALL,
    tokens(),
  );
  const fragment = await toFragment(report, codec);
  expect(fragment).toMatch(/^1\.[\w-]+$/);
  expect(await fromFragment(`#${fragment}`, codec)).toEqual({ kind: 'report', report });
});

test('a report that hides nothing is never put into a link', async () => {
  await expect(toFragment(reportOf([port]), codec)).rejects.toThrow('redacted');
});

test('within a report one value keeps one pseudonym, whatever its case and field', () => {
  const findings = [withDetail({ host: 'PC1', address: '192.0.2.7' }), withDetail({ name: 'pc1', host: '192.0.2.7' })];
  const { target, findings: hidden } = redact(reportOf(findings, { host: 'pc1', port: 3389 }), HIDE_ALL, tokens());
  expect(target?.host).toBe(hidden[0]?.detail?.host);
  expect(hidden[1]?.detail?.name).toBe(target?.host);
  expect(hidden[1]?.detail?.host).toBe(hidden[0]?.detail?.address);
});

test('what the person chose to show is shown', () => {
  const report = redact(
    reportOf([], { host: 'pc1', port: 3389, user: 'ada' }),
    { ...HIDE_ALL, hosts: false },
    tokens(),
  );
  expect(report.target).toEqual({ host: 'pc1', port: 3389, user: 'user-t0' });
});

/** A small generator, so that the same 200 secrets are planted in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test('of 200 secrets planted in every text field, known and unknown, none leaves', async () => {
  const random = seeded(20_261_123);
  const fields = [
    ...Object.keys(DETAIL_KINDS).filter(key => DETAIL_KINDS[key] !== 'plain'),
    'banner',
    'note',
    'line',
    'raw',
  ];
  const secrets: string[] = [];
  const secret = () => {
    const text = `s${Math.floor(random() * 36 ** 8).toString(36)}x${secrets.length}`;
    secrets.push(text);
    return text;
  };
  const findings: Finding[] = [];
  while (secrets.length < 196) {
    const field = fields[Math.floor(random() * fields.length)] ?? 'host';
    const shape = Math.floor(random() * 4);
    if (shape === 0) findings.push(withDetail({ [field]: secret() }));
    else if (shape === 1) findings.push(withDetail({ [field]: [secret()] }));
    else if (shape === 2) findings.push(withDetail({ nested: { [field]: secret() } }));
    else findings.push(withDetail({ [`${secret()} as a key`]: 1 }));
  }
  const target = {
    host: secret(),
    port: 3389,
    gateway: { host: secret(), port: 443 },
    user: `${secret()}\\${secret()}`,
  };
  const report = redact(reportOf(findings, target), HIDE_ALL, tokens());
  expect(secrets).toHaveLength(200);
  const fragment = await toFragment(report, codec);
  const opened = fragment === undefined ? undefined : await fromFragment(fragment, codec);
  const leaving = [toJson(report), toMarkdown(report, inEnglish), toHtml(report, inEnglish), JSON.stringify(opened)];
  for (const text of leaving) expect(secrets.filter(planted => text.toLowerCase().includes(planted))).toEqual([]);
});

test('writeReport: markup in untrusted text → escaped', () => {
  const hostile = '<img src=x onerror=alert(1)> | [x](javascript:alert(1)) `';
  const report = reportOf([withDetail({ host: hostile })]);
  expect(toHtml(report, inEnglish)).not.toContain('<img');
  expect(toMarkdown(report, inEnglish)).not.toMatch(/(?<!\\)<img|(?<!\\)\[x/);
});

test.each([
  ['empty', '', 'not-a-report'],
  ['no JSON', 'hello', 'not-a-report'],
  ['a list', '[]', 'not-a-report'],
  ['another thing', '{"version":1}', 'not-a-report'],
  ['a newer version', '{"version":2,"verdict":{}}', 'newer-version'],
  ['10 MB', 'x'.repeat(10_000_000), 'too-large'],
])('opening %s says why not', (_, text, fault) => {
  expect(parseReport(text)).toEqual({ kind: 'fault', fault });
});

test.each([
  ['empty', '', 'not-a-report'],
  ['a newer version', '2.AAAA', 'newer-version'],
  ['no deflate stream', '1.AAAAAAAA', 'not-a-report'],
  ['too long', `1.${'A'.repeat(SHARE_LIMIT)}`, 'too-large'],
])('a link that is %s says why not', async (_, fragment, fault) => {
  expect(await fromFragment(fragment, codec)).toEqual({ kind: 'fault', fault });
});

test('a link that unpacks to more than the limit is not a report', async () => {
  const packed = await codec.deflate(new Uint8Array(3_000_000).fill(32));
  expect(await fromFragment(`1.${Buffer.from(packed).toString('base64url')}`, codec)).toEqual({
    kind: 'fault',
    fault: 'not-a-report',
  });
});

test('unknown ids, forged control characters and endless lists do not get in', () => {
  const opened = parseReport(
    JSON.stringify({
      version: 1,
      verdict: {
        causes: [
          { cause: 'gremlins', probability: 1 },
          { cause: 'host-off', probability: 7 },
        ],
      },
      target: { host: 'pc\u202e1', port: 70_000 },
      findings: [
        { question: '__proto__', answer: 'x', source: 'probe' },
        { question: 'port', answer: 'maybe', source: 'probe' },
        { ...port, detail: { host: 'a\u001b[31m' } },
        ...Array.from({ length: 1000 }, () => port),
      ],
    }),
  );
  if (opened.kind !== 'report') throw new Error('expected a report');
  expect(opened.report.verdict.causes).toEqual([]);
  expect(opened.report.target).toBeUndefined();
  expect(opened.report.findings.length).toBeLessThanOrEqual(200);
  expect(opened.report.findings[0]?.detail).toEqual({ host: 'a\ufffd[31m' });
});
