import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { encodeConnectionRequest } from '../../../machines/rdp/x224.ts';
import { captureOf, HOST, Scene } from '../captures/scene.ts';
import { eventLogOf } from '../event-log/event-log-file.ts';
import { run } from './command-line.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'reconnect-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

const request = encodeConnectionRequest({ cookie: 'somebody', protocols: 11 });
const reset = new Scene().opens().client('A', request).server('RA');

test('read: a capture → one JSON line with stages, verdict and connections as a check has them', async () => {
  const { out, exit } = await run(['read', fileOf('reset.pcap', captureOf(reset.packets)), '--json']);
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    file: 'reset.pcap',
    target: { host: HOST, port: 3389 },
    findings: { port: 'open', service: 'closes' },
    readers: ['capture'],
    stages: [
      { stage: 'path', outcome: 'passed' },
      { stage: 'port', outcome: 'passed' },
      { stage: 'negotiation', outcome: 'failed' },
    ],
    verdict: { healthy: false },
    connections: 1,
    end: 'whole',
  });
});

test('read: an event log → its time line, stages and verdict', async () => {
  const log = eventLogOf([
    { provider: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS', id: 131, timeMs: 1_750_000_000_000 },
    { provider: 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS', id: 140, timeMs: 1_750_000_001_000 },
  ]);
  const { out } = await run(['read', fileOf('core.evtx', log), '--json']);
  const read = JSON.parse(out);
  expect(read).toMatchObject({ findings: { credentials: 'rejected' }, readers: ['event-log'], events: 2 });
  expect(read.stages).toContainEqual({ stage: 'authentication', outcome: 'failed' });
  expect(read.timeline.map(({ event }: { event: number }) => event)).toEqual([131, 140]);
});

test.each<readonly [given: string, bytes: Uint8Array]>([
  ['a capture without a packet', captureOf([])],
  ['a capture in which the port opens and nothing fails', captureOf(new Scene().opens().packets)],
  ['an event log without an event', eventLogOf([])],
])('read: %s → a verdict that names no cause', async (_, bytes) => {
  const { out } = await run(['read', fileOf('nothing', bytes), '--json']);
  expect(JSON.parse(out).verdict).toEqual({ healthy: false, settled: false, causes: [] });
});

test('read: a capture with a fault → only causes that something in it speaks for, the likeliest first', async () => {
  const { out } = await run(['read', fileOf('fault.pcap', captureOf(reset.packets)), '--json']);
  const { causes } = JSON.parse(out).verdict;
  expect(causes.length).toBeGreaterThan(1);
  expect(causes.filter((cause: { for: string[] }) => cause.for.length === 0)).toEqual([]);
  const probabilities = causes.map(({ probability }: { probability: number }) => probability);
  expect(probabilities).toEqual(probabilities.toSorted((a: number, b: number) => b - a));
});

test.each([1, 7, 1_000])('read: a capture on standard input in pieces of %i → read as a file is', async size => {
  const bytes = captureOf(reset.packets);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.slice(at * size, (at + 1) * size),
  );
  const piped = JSON.parse((await run(['read', '--json'], { chunks })).out);
  const { out } = await run(['read', fileOf('piped.pcap', bytes), '--json']);
  expect(piped).toEqual({ ...JSON.parse(out), file: '-' });
});

test('read: a file that is not there → one sentence, and nothing on standard output', async () => {
  const { out, err, exit } = await run(['read', path.join(folder, 'missing.pcap')]);
  expect({ out, exit }).toEqual({ out: '', exit: 2 });
  expect(err).toContain('missing.pcap cannot be read.');
});

test('read: captures for a person → each connection, the chosen one marked, and where it broke', async () => {
  const file = fileOf('for-people.pcap', captureOf(reset.packets, 'pcapng'));
  const { out } = await run(['read', file, '--target', HOST]);
  expect(out).toContain(`> 192.0.2.10 -> ${HOST}  Negotiation failed (packet 1, captured at the client)`);
  expect(out).toContain('Client device    in this file');
  expect(out).not.toContain('This device');
});

test('read: a capture that is cut in the middle of a packet → read as far as it goes, and reported', async () => {
  const bytes = captureOf(reset.packets);
  const { out, exit } = await run(['read', fileOf('cut.pcap', bytes.subarray(0, bytes.length - 3)), '--json']);
  expect(exit).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ end: 'cut', connections: 1 });
});
