import { expect, test } from 'vitest';
import type { Facts } from '../../../machines/diagnosis/context.ts';
import { joinedPath } from '../../../machines/diagnosis/joined-path.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { isAnswer } from '../../../machines/vocabulary.ts';
import { factsOf, knowledge } from './known.ts';

const SIGNS: Readonly<Record<string, string>> = {
  passed: '●',
  failed: '◆',
  unknown: '?',
  running: '…',
  skipped: '-',
  waiting: '.',
  told: '○',
  maybe: '◇',
};
const draw = (script: string, checking: boolean) => {
  const path = pathOf(factsOf(script), knowledge, checking);
  return { path, picture: path.places.map(({ state }) => SIGNS[state]).join('') };
};

/** Device, network, firewall, host, sign-in. */
test.each<[picture: string, script: string, sentence: string]>([
  ['.....', '', 'Nothing is known yet.'],
  ['.?...', 'path: silent', 'Nobody has checked yet. This is what you told us.'],
  ['..?..', 'port: refused', 'Nobody has checked yet. This is what you told us.'],
  ['..?..', 'port: closed (transcript)', 'Nobody has checked yet. This is what you told us.'],
  ['.○○..', 'path: answers · port: open', 'Going by what you told us, the network and the firewall or VPN are fine.'],
  [
    '○○○..',
    'progress: prompt',
    'Going by what you told us, this device, the network, and the firewall or VPN are fine.',
  ],
  [
    '○○○○?',
    'credentials: rejected',
    'Going by what you told us, this device, the network, the firewall or VPN, and the remote PC are fine.',
  ],
  ['.....', 'credentials: unknown · vpn: connected · history: worked-before', 'Nothing is known yet.'],
  ['●●◆--', 'name=passed 3 · path=passed 9 · port=failed 3001', 'The connection breaks at the firewall or VPN.'],
  ['●◆---', 'name=failed 5', 'The connection breaks at the network.'],
  ['●?●◆-', 'name=passed · path=unknown · port=passed · negotiation=failed', 'The connection breaks at the remote PC.'],
  [
    '●●●◆-',
    'name=passed · path=passed · port=passed · negotiation=passed · tls=failed',
    'The connection breaks at the remote PC.',
  ],
  [
    '●●●●?',
    'name=passed · port=passed · tls=passed · authentication=unknown',
    'No break was seen, but not every part could be checked.',
  ],
  ['●●●●●', 'name=passed · port=passed · tls=passed · authentication=passed', 'Every part that can be checked works.'],
  // Healthy, and yet most apps get no further.
  [
    '●●●●-',
    'name=passed · port=passed · negotiation=passed · tls=skipped · authentication=skipped · security: standard (probe)',
    'It answers, but only with old RDP security, which most of today’s apps refuse.',
  ],
  // A refusal came back from behind the firewall.
  ['●●●◆-', 'name=passed · port=failed 1 · port: refused (probe)', 'The connection breaks at the remote PC.'],
])('%s ← %s', (picture, script, sentence) => {
  const drawn = draw(script, false);
  expect(drawn.picture).toBe(picture);
  expect(drawn.path.sentence).toBe(sentence);
  expect(drawn.path.clear).toBe(picture === '●●●●●' && script.includes('='));
});

test.each<[picture: string, script: string]>([
  ['…....', ''],
  ['●…...', 'name=running'],
  ['●●...', 'name=passed 2'],
  ['●●…..', 'name=passed 2 · path=passed 9 · port=running'],
])('while a check runs: %s ← %s', (picture, script) => {
  expect(draw(script, true).picture).toBe(picture);
});

test.each<[script: string, place: number, seen: string, time: string]>([
  [
    'name=passed 3 · path=passed 9 · name: resolves (probe) · path: answers (probe)',
    1,
    'The name is found. The remote PC can be reached',
    '12 ms',
  ],
  ['port=failed 3001 · port: silent (probe)', 2, 'The port gives no answer', '3 sec'],
  ['port=passed 14 · port: open (probe) · gateway: unreachable (probe)', 2, 'The gateway gives no answer', '14 ms'],
  ['name=passed 3', 3, 'Not tried', ''],
  // Every Windows host signs its own certificate: where the stage passed, that is no news.
  ['tls=passed 5 · tls: untrusted (probe)', 3, 'It shows a certificate of its own, as usual', '5 ms'],
  ['tls=passed 5 · tls: expired (probe) · service: rdp (probe)', 3, 'Remote Desktop answers', '5 ms'],
])('%s says at place %i: %s, %s', (script, place, seen, time) => {
  const shown = draw(script, false).path.places[place];
  expect([shown?.seen, shown?.time]).toEqual([seen, time]);
});

const believed = (script: string, more: Partial<Facts> = {}) => {
  const facts = factsOf(script, more);
  return pathOf(facts, knowledge, false, judge(knowledge.model, facts));
};

test('bracket: nothing known → none', () => {
  expect(believed('').belief).toBeUndefined();
});

test('bracket: a break that was seen → none, since it is drawn red', () => {
  const path = believed('port=failed 3001 · port: silent (probe)');
  expect(path.places[2]?.state).toBe('failed');
  expect(path.belief).toBeUndefined();
});

test.each([
  'code: mac-client:0x4',
  'path: silent',
  'progress: prompt',
  'vpn: fails-only-without',
  'other-client: works',
  'name=passed · name: resolves (probe) · port=unknown',
])('bracket: %s → never over a place that was seen to work, and within the line', script => {
  const { places, belief } = believed(script);
  if (belief === undefined) throw new Error('no belief is drawn');
  expect(belief.from + belief.over).toBeLessThanOrEqual(places.length);
  const covered = places.slice(belief.from, belief.from + belief.over);
  expect(covered.map(({ state }) => state)).not.toContain('passed');
});

test('bracket: an answer that clears places → narrower than before', () => {
  const wide = believed('code: mac-client:0x204').belief?.over ?? 0;
  expect(believed('code: mac-client:0x204 · vpn: fails-only-without').belief?.over).toBeLessThan(wide);
});

test('place: told by a person → hollow; read from a paste → solid', () => {
  expect(believed('port: open').places[2]?.state).toBe('told');
  expect(believed('port: open (transcript)').places[2]?.state).toBe('passed');
});

test('place: without a check → "Not known", never "Not yet"', () => {
  expect(believed('vpn: connected').places.map(({ word }) => word)).not.toContain('Not yet');
  expect(draw('', true).path.places.map(({ word }) => word)).toContain('Not yet');
});

test('place: each tap → an answer of the vocabulary that shows this part to work', () => {
  for (const { id, tap } of believed('code: mac-client:0x4').places) {
    if (id === 'sign-in') expect(tap).toBeUndefined();
    else {
      if (tap === undefined) throw new Error(`${id} cannot be tapped`);
      expect(isAnswer(tap.question, tap.answer)).toBe(true);
      const after = believed('code: mac-client:0x4', {
        findings: [{ question: tap.question, answer: tap.answer, source: 'person' }],
      });
      expect(after.places.find(place => place.id === id)?.state).toBe('told');
    }
  }
});

test('line: the person is back in → whole, with the fixed place', () => {
  const joined = joinedPath(believed('path: silent'), 'host', knowledge);
  expect(joined).toMatchObject({ clear: true, mended: 'host' });
  expect(joined.belief).toBeUndefined();
  expect(joined.places.every(({ state }) => state === 'passed')).toBe(true);
});
