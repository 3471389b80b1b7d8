import { expect, test } from 'vitest';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { factsOf, knowledge } from './known.ts';

const SIGNS: Readonly<Record<string, string>> = {
  passed: '●',
  failed: '◆',
  unknown: '?',
  running: '…',
  skipped: '-',
  waiting: '.',
};
const draw = (script: string, checking: boolean) => {
  const path = pathOf(factsOf(script), knowledge, checking);
  return { path, picture: path.places.map(({ state }) => SIGNS[state]).join('') };
};

/** Device, network, firewall, host, sign-in. */
test.each<[picture: string, script: string, sentence: string]>([
  ['.....', '', 'Nothing is known about the way yet.'],
  ['.?...', 'path: silent', 'No check was made. The line shows what you told us.'],
  ['..?..', 'port: refused', 'No check was made. The line shows what you told us.'],
  ['..?..', 'port: closed (transcript)', 'No check was made. The line shows what you told us.'],
  ['.●●..', 'path: answers · port: open', 'No check was made. The line shows what you told us.'],
  ['●●●..', 'progress: prompt', 'No check was made. The line shows what you told us.'],
  ['●●●●?', 'credentials: rejected', 'No check was made. The line shows what you told us.'],
  ['.....', 'credentials: unknown · vpn: connected · history: worked-before', 'Nothing is known about the way yet.'],
  ['●●◆--', 'name=passed 3 · path=passed 9 · port=failed 3001', 'The line breaks at the firewall or VPN.'],
  ['●◆---', 'name=failed 5', 'The line breaks at the network.'],
  ['●?●◆-', 'name=passed · path=unknown · port=passed · negotiation=failed', 'The line breaks at the host.'],
  [
    '●●●◆-',
    'name=passed · path=passed · port=passed · negotiation=passed · tls=failed',
    'The line breaks at the host.',
  ],
  [
    '●●●●?',
    'name=passed · port=passed · tls=passed · authentication=unknown',
    'No break was seen, but not every part could be checked.',
  ],
  ['●●●●●', 'name=passed · port=passed · tls=passed · authentication=passed', 'The whole way is clear.'],
  // A refusal came back from behind the firewall.
  ['●●●◆-', 'name=passed · port=failed 1 · port: refused (probe)', 'The line breaks at the host.'],
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
    'The name is found. The host can be reached',
    '12 ms',
  ],
  ['port=failed 3001 · port: silent (probe)', 2, 'The port gives no answer', '3.0 s'],
  ['port=passed 14 · port: open (probe) · gateway: unreachable (probe)', 2, 'The gateway gives no answer', '14 ms'],
  ['name=passed 3', 3, 'Not tried', ''],
  // Every Windows host signs its own certificate: where the stage passed, that is no news.
  ['tls=passed 5 · tls: untrusted (probe)', 3, 'It shows a certificate of its own, as usual', '5 ms'],
  ['tls=passed 5 · tls: expired (probe) · service: rdp (probe)', 3, 'Remote Desktop answers', '5 ms'],
])('%s says at place %i: %s, %s', (script, place, seen, time) => {
  const shown = draw(script, false).path.places[place];
  expect([shown?.seen, shown?.time]).toEqual([seen, time]);
});
