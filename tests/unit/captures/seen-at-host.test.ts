import { expect, test } from 'vitest';
import { CaptureReader } from '../../../machines/captures/read-capture.ts';
import { seenAtHost } from '../../../machines/captures/seen-at-host.ts';
import { captureOf, readScene, Scene } from './scene.ts';

/** As the remote PC records: what the client sends has crossed routers, its own packets have not. */
const atHost = () => new Scene({ ttl: [57, 128] });
/** Something else goes on meanwhile. */
const others = () =>
  new Scene({ to: '203.0.113.9', port: 443, clientPort: 41_000, ttl: [128, 50] }).opens().wait(5_000).client('A');

test.each<[what: string, says: string, scene: () => Scene]>([
  ['only other connections', 'host-log: no-request', others],
  [
    'a request that is never answered',
    'host-log: unanswered',
    () => atHost().client('S').client('S', undefined, 1_000).client('S', undefined, 2_000).beside(others()),
  ],
  [
    'a request that is refused',
    'host-log: refused',
    () => atHost().client('S').server('RA', undefined, 0.05).beside(others()),
  ],
  [
    'answers that nobody takes up',
    'listener: listening · host-log: reply-lost',
    () => answersInVain().beside(others()),
  ],
  ['a connection that opens', 'listener: listening', opensAtHost],
  [
    'a connection that opens, and nobody speaks',
    'listener: listening · host-log: arrived-then-dropped',
    () => opensAtHost().beside(others()),
  ],
])('capture at the host: %s → %s', (_, says, scene) => {
  const seen = seenAtHost(readScene(scene()));
  const findings = seen.kind === 'findings' ? seen.findings : [];
  expect(findings.map(({ question, answer }) => `${question}: ${answer}`).join(' · ')).toBe(says);
});

function answersInVain(): Scene {
  const asked = atHost().client('S').server('SA', undefined, 0.05);
  return asked.client('S', undefined, 1_000).server('SA', undefined, 0.05).wait(3_000);
}

function opensAtHost(): Scene {
  return atHost().client('S').server('SA', undefined, 0.05).client('A', undefined, 20);
}

test('capture at the host: a session that was there before → no request came in', () => {
  const session = atHost().client('A', new Uint8Array(80)).server('A', new Uint8Array(400)).beside(others());
  const seen = seenAtHost(readScene(session));
  expect(seen.kind === 'findings' && seen.findings.map(({ answer }) => answer)).toEqual(['no-request']);
});

test.each<[what: string, fault: string, scene: () => Scene]>([
  ['no packet at all', 'empty', () => new Scene()],
  ['less than two seconds', 'empty', () => new Scene({ to: '203.0.113.9', port: 443 }).opens()],
  ['recorded on the device that connects', 'from-device', () => new Scene({ ttl: [64, 57] }).client('S').server('RA')],
])('capture at the host: %s → %s, and it says nothing', (_, fault, scene) => {
  expect(seenAtHost(readScene(scene()))).toEqual({ kind: 'fault', fault });
});

test('capture at the host: a file of any bytes → no throw', () => {
  const whole = captureOf(others().packets);
  for (let length = 0; length < whole.length; length += 7) {
    const reader = new CaptureReader();
    reader.push(whole.subarray(0, length));
    expect(['findings', 'fault']).toContain(seenAtHost(reader.end()).kind);
  }
});
