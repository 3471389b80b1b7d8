import { expect, test } from 'vitest';
import { encodeConnectionConfirm } from '../../../machines/rdp/x224.ts';
import { RECOVERED, ROWS } from './rows.ts';
import { CLIENT, captureOf, failedStage, HOST, readBytes, readScene, Scene } from './scene.ts';
import { atHost, inSession, refusal, request, settings } from './scenes.ts';
import type { ScenePacket } from './written-capture.ts';

const stageOf = (packets: readonly ScenePacket[]) => failedStage(readBytes(captureOf(packets)));
const cutAt = (length: number) => (packet: ScenePacket) => ({ ...packet, bytes: packet.bytes.subarray(0, length) });
const isFrom = (address: string) => (packet: ScenePacket) => [...packet.bytes.subarray(12, 16)].join('.') === address;

/** Packets from IP on: heads alone, two bytes of what is said, heads of frames, the beginning of a handshake. */
test.each([40, 42, 46, 52, 70, 90, 160])('captures: every packet cut at %i bytes → never another stage', length => {
  const wrong = [...ROWS, ...RECOVERED].flatMap(([given, { packets }, failed]) => {
    const stage = stageOf(packets.map(cutAt(length)));
    return stage === undefined || stage === failed ? [] : [[given, failed, stage]];
  });
  expect(wrong).toEqual([]);
});

test('captures: every packet cut where a long request ends early → nearly all stages are still seen', () => {
  const broken = ROWS.filter(([, , failed]) => failed !== undefined);
  const seen = broken.filter(([, { packets }, failed]) => stageOf(packets.map(cutAt(70))) === failed);
  expect(seen.length / broken.length).toBeGreaterThan(0.9);
});

test('captures: every packet captured twice on its way through a machine → the same stages, captured between the two', () => {
  for (const [given, { packets }, failed] of [...ROWS, ...RECOVERED]) {
    const twice = packets.flatMap(packet => [packet, { ...packet, timeMs: packet.timeMs + 0.02 }]);
    expect([given, stageOf(twice)]).toEqual([given, failed]);
  }
});

test('captures: one direction alone → a stage that it shows by itself, or nothing', () => {
  const wrong = ROWS.flatMap(([given, { packets }, failed]) =>
    [isFrom(CLIENT), isFrom(HOST)].flatMap(side => {
      const stage = stageOf(packets.filter(side));
      // Questions without an answer are all that there is to see of a look-up.
      return stage === undefined || stage === failed || stage === 'name' ? [] : [[given, failed, stage]];
    }),
  );
  expect(wrong).toEqual([]);
});

test('captures: the answers of a host alone → its refusal is seen', () => {
  const { packets } = new Scene().opens().client('A', request).server('A', refusal(5));
  expect(stageOf(packets.filter(isFrom(HOST)))).toBe('negotiation');
});

test('captures: the answers of a host alone, again and again → nothing of the client arrives', () => {
  const scene = atHost().client('S').server('SA', undefined, 0.05);
  for (const afterMs of [1_000, 2_000]) scene.wait(afterMs).server('SA', undefined, 0, 9_000);
  expect(stageOf(scene.packets.filter(isFrom(HOST)))).toBe('port');
});

test('captures: a client alone that acknowledges an answer → no silence on its request', () => {
  const confirm = encodeConnectionConfirm({ kind: 'selected', protocol: 0, flags: 0, sourceReference: 0 });
  const scene = new Scene().opens().client('A', request).server('A', confirm).client('A').wait(9_000).client('FA');
  expect(stageOf(scene.packets.filter(isFrom(CLIENT)))).toBeUndefined();
});

test.each(['pcapng', 'pcapng-big'] as const)(
  'captures: a %s that says when it was stopped → the silence until then counts',
  form => {
    const { packets, nowMs } = atHost().client('S').server('SA', undefined, 0.05).client('A', undefined, 30);
    const stopped = (received: number) =>
      failedStage(readBytes(captureOf(packets, form, { timeMs: nowMs + 5_000, received })));
    expect(stopped(packets.length)).toBe('negotiation');
    // It was filtered afterwards: what came meanwhile is not known.
    expect(stopped(packets.length + 1)).toBeUndefined();
  },
);

test('captures: packets that a machine passes on → captured between the two', () => {
  const passedOn = inSession(new Scene()).packets.flatMap((packet): readonly ScenePacket[] => [
    { ...packet, direction: 'in' },
    { ...packet, direction: 'out', timeMs: packet.timeMs + 0.02 },
  ]);
  for (const form of ['cooked', 'cooked2'] as const)
    expect(readBytes(captureOf(passedOn, form)).connections[0]?.vantage).toBe('between');
  expect(readScene(new Scene().opens(), {}, 'cooked').connections[0]?.vantage).toBe('client');
});

test('captures: a refusal that is cut before its code → a refusal all the same', () => {
  const { packets } = new Scene().opens().client('A', request).server('A', refusal(5)).server('FA');
  const { findings, stages } = readBytes(captureOf(packets.map(cutAt(54))));
  expect(stages).toContainEqual(expect.objectContaining({ stage: 'negotiation', outcome: 'failed' }));
  expect(findings).toContainEqual(expect.objectContaining({ question: 'security', answer: 'mismatch' }));
});

test.each<readonly [note: string | undefined, scene: Scene]>([
  ['client-left', new Scene().agrees(2).secures().client('FA')],
  ['client-left', new Scene().agrees(1).client('FA')],
  [
    'nothing-arrives',
    atHost().client('S').server('SA', undefined, 0.05).client('A', undefined, 30).wait(2_500).asksFor('a'),
  ],
  ['answer-lost', atHost().agrees(2).secures().says('client', 60).says('server', 200, 1).again(5)],
  [undefined, new Scene().client('S').server('RA')],
])('captures: what no finding states, %s → noted', (note, scene) => {
  expect(readScene(scene).note).toBe(note);
});

test('captures: a request that the file lost and the host has, and no answer → silence on it', () => {
  const scene = new Scene()
    .opens()
    .without(unseen => unseen.client('A', request))
    .server('A')
    .wait(6_000);
  const { findings, stages } = readScene(scene.client('FA'));
  expect(stages).toContainEqual(expect.objectContaining({ stage: 'negotiation', outcome: 'failed' }));
  expect(findings).toContainEqual(expect.objectContaining({ question: 'service', answer: 'silent' }));
});

test('captures: a client alone that asks for a name and then connects → the name was answered', () => {
  const scene = new Scene()
    .asksFor('pc1.example')
    .wait(5)
    .resolves('pc1.example', [HOST])
    .beside(new Scene().wait(9).opens());
  expect(stageOf(scene.wait(6_000).asksNeighbour('192.0.2.99').packets.filter(isFrom(CLIENT)))).toBeUndefined();
  const lost = scene.packets.filter(({ bytes }) => !(bytes[9] === 17 && bytes[20] === 0 && bytes[21] === 53));
  expect(stageOf(lost)).toBeUndefined();
});

test('captures: another port, and the request of the try that is let in lost → it still counts', () => {
  const refused = new Scene({ port: 4_489 }).opens().client('A', request).server('A', refusal(2)).client('FA');
  const letIn = new Scene({ port: 4_489, clientPort: 50_001 })
    .wait(300)
    .opens()
    .without(unseen => unseen.client('A', request))
    .server('A', encodeConnectionConfirm({ kind: 'selected', protocol: 0, flags: 0, sourceReference: 0 }));
  for (let frame = 0; frame < 30; frame++) letIn.client('A', settings).server('A', settings);
  expect(failedStage(readScene(refused.beside(letIn.client('FA'))))).toBeUndefined();
});

test('captures: a port that nobody knows, and the request lost → what the host does with it still counts', () => {
  const scene = new Scene({ port: 4_489 })
    .opens()
    .without(unseen => unseen.client('A', request))
    .server('A');
  expect(stageOf(scene.server('RA').packets)).toBe('negotiation');
});
