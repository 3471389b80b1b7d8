import { expect, test } from 'vitest';
import { ContainerReader } from '../../../machines/captures/container.ts';
import { InTime } from '../../../machines/captures/in-time.ts';
import { CaptureReader } from '../../../machines/captures/read-capture.ts';
import { DETAIL_KINDS, isDetailField, isPlain } from '../../../machines/report/detail-fields.ts';
import { seededRandom } from '../../fuzz/random.ts';
import { RECOVERED, ROWS } from './rows.ts';
import {
  CLIENT,
  captureOf,
  clientHello,
  FORMS,
  failedStage,
  HOST,
  joined,
  readBytes,
  readScene,
  record,
  Scene,
  serverHello,
} from './scene.ts';
import { atHost, inSession, refusal, request, signIn } from './scenes.ts';

test.each([...ROWS, ...RECOVERED].map(([given, ...row]) => ({ given, row })))(
  'captures: $given → the stage and what shows it',
  ({ row }) => {
    const [scene, failed, answers, not = []] = row;
    const reading = readScene(scene);
    const told = reading.findings.map(({ question, answer }) => `${question}: ${answer}`);
    expect(failedStage(reading)).toBe(failed);
    for (const answer of answers) expect(told).toContain(answer);
    for (const answer of not) expect(told).not.toContain(answer);
  },
);

test('captures: whatever a finding tells → its details stay in a report that is shared', () => {
  const details = [...ROWS, ...RECOVERED].flatMap(([, scene]) =>
    readScene(scene).findings.flatMap(({ detail = {} }) => Object.entries(detail)),
  );
  const lost = details.filter(
    ([field, value]) => !isDetailField(field) || (DETAIL_KINDS[field] === 'plain' && !isPlain(field, value)),
  );
  expect(details.length).toBeGreaterThan(100);
  expect(lost).toEqual([]);
});

test.each(FORMS)('captures: the same packets as %s → the same reading', form => {
  const scene = new Scene()
    .asksFor('pc1.example')
    .resolves('pc1.example', [HOST])
    .agrees(2)
    .client('A', record(22, clientHello()))
    .server('R');
  const { findings, stages } = readScene(scene, {}, form);
  expect({ findings, stages }).toEqual({ findings: readScene(scene).findings, stages: readScene(scene).stages });
  expect(failedStage({ ...readScene(scene), stages })).toBe('tls');
});

test('captures: cut in pieces of any size → the same reading', () => {
  const bytes = captureOf(signIn(new Scene()).says('server', 17).server('FA').packets, 'pcapng');
  const whole = readBytes(bytes);
  for (const size of [1, 7, 64, 1_000]) expect(readInPieces(bytes, size)).toEqual(whole);
});

test('captures: the packets of a file in any order → the same reading', () => {
  const random = seededRandom(7);
  for (const [, scene, failed] of ROWS) {
    const shuffled = scene.packets.map(packet => ({ packet, at: random() })).toSorted((a, b) => a.at - b.at);
    expect(failedStage(readBytes(captureOf(shuffled.map(({ packet }) => packet))))).toBe(failed);
  }
});

test('captures: a file that begins in the middle → says so and blames nobody', () => {
  const scene = inSession(new Scene()).wait(900).server('RA');
  const reading = readBytes(captureOf(scene.packets.slice(12)));
  expect(reading.connections).toMatchObject([{ isCut: true, server: HOST }]);
  expect(failedStage(reading)).toBeUndefined();
});

test('captures: a host that works and one that does not → the one that does not, whichever comes first', () => {
  const works = () => inSession(new Scene({ to: '198.51.100.21', clientPort: 50_001 })).client('FA');
  const fails = () => new Scene().wait(30_000).client('S').server('RA');
  for (const scene of [works().beside(fails()), fails().beside(works())]) {
    const reading = readScene(scene);
    expect(reading.target).toEqual({ host: HOST, port: 3389 });
    expect(reading.connections).toHaveLength(2);
    expect(failedStage(reading)).toBe('port');
  }
});

test('captures: two names that come to nothing → neither is blamed, but the one that is wanted', () => {
  const scene = new Scene().asksFor('a.example').resolves('a.example', 3).asksFor('b.example').resolves('b.example', 3);
  expect(failedStage(readScene(scene))).toBeUndefined();
  expect(failedStage(readScene(scene, { host: 'b.example' }))).toBe('name');
});

test('captures: with a target → the connections to it alone', () => {
  const scene = new Scene()
    .client('S')
    .server('RA')
    .beside(inSession(new Scene({ to: '198.51.100.21', clientPort: 50_001 })));
  const reading = readScene(scene, { host: '198.51.100.21', port: 3389 });
  expect(reading.connections).toHaveLength(1);
  expect(failedStage(reading)).toBeUndefined();
});

test('captures: a client that asks again for less and gets in → nothing failed', () => {
  const first = new Scene().opens().client('A', request).server('A', refusal(2)).client('FA');
  const second = inSession(new Scene({ clientPort: 50_001 }).wait(500));
  expect(failedStage(readScene(first.beside(second)))).toBeUndefined();
});

test('captures: large pieces that are sent again and again while small ones arrive → large packets vanish', () => {
  const scene = atHost().agrees(2).client('A', record(22, clientHello()));
  const flight = record(22, joined(serverHello(), new Uint8Array(1_300)));
  scene.server('A', flight, 0.1);
  const again = scene.packets.at(-1);
  for (const afterMs of [300, 600, 1_200, 2_400]) {
    scene.wait(afterMs);
    if (again !== undefined) scene.raw(again.bytes);
  }
  const told = readScene(scene).findings.map(({ question, answer }) => `${question}: ${answer}`);
  expect(told).toContain('tls: stalls');
  expect(told).toContain('large-packets: vanish');
});

test('captures: at the client: small pieces come and the large one before them never does → large packets vanish', () => {
  const scene = new Scene().agrees(2).client('A', record(22, clientHello())).swallows('server', 1_300);
  scene.server('A', new Uint8Array(200)).wait(5_000).asksFor('other.example');
  const told = readScene(scene).findings.map(({ question, answer }) => `${question}: ${answer}`);
  expect(told).toContain('tls: stalls');
  expect(told).toContain('large-packets: vanish');
});

test('captures: more echo requests than are kept → those that were answered do not count as lost', () => {
  const scene = new Scene().echo('request').echo('reply');
  for (let host = 100; host < 105; host++)
    for (let sequence = 0; sequence < 1_000; sequence++)
      for (const { bytes } of new Scene({ to: `198.51.100.${host}` }).echo('request', sequence).packets)
        scene.raw(bytes);
  scene.echo('request', 2, 1_400).echo('reply', 2, 1_400).agrees(2).client('A', record(22, clientHello()));
  const told = readScene(scene.wait(5_000).client('FA')).findings.map(
    ({ question, answer }) => `${question}: ${answer}`,
  );
  expect(told).toContain('tls: stalls');
  expect(told).not.toContain('large-packets: vanish');
});

test('captures: records of a megabyte → few of them wait for earlier ones', () => {
  let given = 0;
  const inTime = new InTime(() => given++);
  const bytes = new Uint8Array(1024 * 1024);
  for (let number = 1; number <= 200; number++) inTime.take({ number, timeMs: number, linkType: 1, bytes });
  expect(given).toBeGreaterThan(100);
  inTime.end();
  expect(given).toBe(200);
});

test('captures: pieces of a megabyte with one small packet each → few of them are held while packets wait', () => {
  const held = new Set<ArrayBufferLike>();
  const inTime = new InTime(({ bytes }) => held.add(bytes.buffer));
  for (let number = 0; number < 200; number++) {
    const piece = new Uint8Array(1024 * 1024);
    inTime.take({ number, timeMs: number % 2 === 0 ? 9_000 : number, linkType: 1, bytes: piece.subarray(0, 60) });
  }
  inTime.end();
  const heldBytes = [...held].reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(held.size).toBe(200);
  expect(heldBytes).toBeLessThan(18 * 1024 * 1024);
});

test('captures: a record in many pieces of other sizes → the packets of the whole, each once', () => {
  const bytes = captureOf(new Scene().opens().client('A', new Uint8Array(9_000).fill(7)).server('RA').packets);
  const whole = packetsOf([bytes]);
  for (const size of [1, 7, 100, 2_048, 2_049, 5_000])
    expect(
      packetsOf(
        Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size)),
      ),
    ).toEqual(whole);
});

test('captures: which end it was taken at → told by who answers at once', () => {
  expect(readScene(new Scene().agrees(2)).connections).toMatchObject([{ vantage: 'client', client: CLIENT }]);
  const host = new Scene({ ttl: [57, 64] }).client('S').server('SA', undefined, 0.05).client('A', undefined, 30);
  expect(readScene(host.client('A', request).server('RA')).connections).toMatchObject([{ vantage: 'server' }]);
});

function packetsOf(pieces: readonly Uint8Array[]): readonly string[] {
  const reader = new ContainerReader();
  const packets: string[] = [];
  for (const piece of pieces)
    reader.push(piece, ({ number, bytes }) => packets.push(`${number} ${Buffer.from(bytes).toString('hex')}`));
  expect(reader.end()).toBe('whole');
  return packets;
}

function readInPieces(bytes: Uint8Array, size: number) {
  const scene: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) scene.push(bytes.subarray(at, at + size));
  return readPieces(scene);
}

function readPieces(pieces: readonly Uint8Array[]) {
  const reader = new CaptureReader();
  for (const piece of pieces) reader.push(piece);
  return reader.end();
}
