import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseReport } from '../../../machines/schemas/parse-report.ts';
import { captureOf, Scene } from '../captures/scene.ts';
import { run } from './command-line.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'reconnect-ends-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
}

const json = (value: object) => `${JSON.stringify({ version: 1, verdict: {}, ...value })}\n`;
/** As `check --json` and `host --json` print them. */
const CLIENT = file(
  'client.json',
  json({
    target: { host: 'pc1', port: 3389 },
    stages: [
      { stage: 'path', outcome: 'passed' },
      { stage: 'port', outcome: 'failed', elapsedMs: 3_001 },
    ],
    findings: [
      { question: 'path', answer: 'answers', source: 'probe' },
      { question: 'port', answer: 'silent', source: 'probe' },
    ],
  }),
);
const HOST = file(
  'host.json',
  json({
    platform: 'win32',
    commands: [],
    findings: [
      { question: 'rdp-enabled', answer: 'yes', source: 'host' },
      { question: 'service-state', answer: 'stopped', source: 'host' },
      { question: 'listener', answer: 'not-listening', source: 'host' },
    ],
  }),
);
const HOST_CAPTURE = file(
  'host.pcap',
  captureOf(new Scene({ to: '203.0.113.9', port: 443, ttl: [128, 50] }).opens().wait(5_000).client('A').packets),
);
const CLIENT_CAPTURE = file(
  'client.pcap',
  captureOf(new Scene().client('S').client('S', undefined, 1_000).client('S', undefined, 2_000).wait(4_000).packets),
);

const linesOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

test('read: the output of a check and of a host → a line each, and one more for both ends', async () => {
  const { exit, out } = await run(['read', CLIENT, HOST, '--json']);
  expect(exit).toBe(0);
  const [client, host, joined, ...more] = linesOf(out);
  expect(more).toEqual([]);
  expect(client).toMatchObject({ file: 'client.json', findings: { port: 'silent' }, readers: ['report'] });
  expect(host).toMatchObject({ file: 'host.json', findings: { 'service-state': 'stopped' } });
  expect(joined).toMatchObject({
    joined: ['client.json', 'host.json'],
    target: { host: 'pc1', port: 3389 },
    ends: { device: { port: 'silent' }, host: { listener: 'not-listening' }, place: 'host' },
  });
  expect(joined.verdict.causes[0]).toMatchObject({ cause: 'service-down', blame: 'host' });
  // What is printed opens again as a report.
  const opened = parseReport(JSON.stringify(joined));
  expect(opened.kind === 'report' && opened.report.findings.map(({ source }) => source)).toEqual([
    'probe',
    'probe',
    'host',
    'host',
    'host',
  ]);
});

test('read: two captures, one of them said to be the host’s → the network in between', async () => {
  const { exit, out } = await run(['read', CLIENT_CAPTURE, '--host', HOST_CAPTURE, '--json']);
  expect(exit).toBe(0);
  expect(linesOf(out).at(-1)).toMatchObject({ ends: { host: { 'host-log': 'no-request' }, place: 'between' } });
});

test('read: captures of which nobody says where they were made → a line each and nothing more', async () => {
  const { out } = await run(['read', CLIENT_CAPTURE, HOST_CAPTURE, '--json']);
  expect(linesOf(out)).toHaveLength(2);
});

test('read: what a command printed on the host → it is the host’s word', async () => {
  const printed = file(
    'sc.txt',
    'C:\\> sc query TermService\n\nSERVICE_NAME: TermService\n        STATE : 1  STOPPED\n',
  );
  const { out } = await run(['read', CLIENT, '--host', printed, '--json']);
  expect(linesOf(out).at(-1)).toMatchObject({ ends: { host: { 'service-state': 'stopped' } } });
});

test.each<[what: string, args: readonly string[], key: string]>([
  [
    'the device’s own capture as the host’s',
    [CLIENT, '--host', file('own.pcap', captureOf(new Scene().client('S').server('RA').packets))],
    'join.from-device',
  ],
  ['an empty capture as the host’s', [CLIENT, '--host', file('empty.pcap', captureOf([]))], 'join.empty'],
  ['two checks of devices', [CLIENT, '--host', CLIENT], 'join.two-devices'],
  ['only files of the host', ['--host', HOST, '--host', HOST], 'join.no-device'],
])('read: %s → one sentence, and 2', async (_, args, key) => {
  const { exit, err } = await run(['read', ...args]);
  expect(exit).toBe(2);
  expect(err).toContain(key);
});

test('read: both ends for a person → both are named, with the verdict', async () => {
  const { exit, out } = await run(['read', CLIENT, HOST]);
  expect(exit).toBe(0);
  expect(out).toMatch(/report\.ends\.device[\s\S]*report\.ends\.host[\s\S]*service-down/);
});

test('read: ends that contradict each other → nothing is settled, put together or read again', async () => {
  const device = file(
    'no-name.json',
    json({
      findings: [{ question: 'name', answer: 'not-found', source: 'probe' }],
      stages: [{ stage: 'name', outcome: 'failed' }],
    }),
  );
  const log = file(
    'arrived.json',
    json({ findings: [{ question: 'host-log', answer: 'arrived-then-dropped', source: 'host' }] }),
  );
  const { out } = await run(['read', device, log, '--json']);
  const joined = linesOf(out).at(-1);
  expect(joined).toMatchObject({ verdict: { settled: false }, ends: { place: 'contradicts' } });
  expect(joined.ends.contradictions).toHaveLength(1);
  const [again] = linesOf((await run(['read', file('joined.json', JSON.stringify(joined)), '--json'])).out);
  expect(again.verdict).toMatchObject({ settled: false });
});

test('read: one report of the device hides its names, another file of it does not → the case does not count as hidden', async () => {
  const hidden = file(
    'hidden.json',
    json({
      hidden: ['hosts', 'users', 'addresses'],
      tried: ['service-down'],
      findings: [{ question: 'port', answer: 'silent', source: 'probe' }],
    }),
  );
  for (const files of [
    [hidden, CLIENT_CAPTURE],
    [CLIENT_CAPTURE, hidden],
  ]) {
    const { out } = await run(['read', ...files, '--host', HOST_CAPTURE, '--json']);
    const joined = linesOf(out).at(-1);
    expect(JSON.stringify(joined.findings)).toContain('198.51.100.20');
    expect(joined).toMatchObject({ hidden: [], redacted: false, tried: ['service-down'] });
  }
});

test('read: a port that the host tried on itself → it counts where it is the one that the device cannot reach', async () => {
  const tried = (port: number) =>
    file(
      `own-${port}.txt`,
      `PS C:\\> Test-NetConnection localhost -Port ${port}\n\nComputerName     : localhost\nRemoteAddress    : ::1\nRemotePort       : ${port}\nTcpTestSucceeded : False\n`,
    );
  const read = (port: number) => run(['read', CLIENT, '--host', tried(port), '--target', 'pc1:3390', '--json']);
  const [, ofHost, joined] = linesOf((await read(3390)).out);
  expect(ofHost).toMatchObject({ findings: { port: 'closed' } });
  expect(joined).toMatchObject({ ends: { host: { listener: 'not-listening' } } });
  expect((await read(3389)).err).toContain('join.nothing-of-host');
});

test('host: a log of connections that is empty → reported with its minutes, and it moves no verdict of its own', async () => {
  const self = { platform: 'win32', looked: [], findings: [] };
  const quiet = await run(['host', '--json'], { self: { ...self, quietMinutes: 15 } });
  const plain = await run(['host', '--json'], { self });
  expect(JSON.parse(quiet.out)).toMatchObject({
    createdAt: expect.stringMatching(/Z$/),
    findings: [{ question: 'host-log', answer: 'nothing-arrived', source: 'host', detail: { minutes: 15 } }],
  });
  expect(JSON.parse(quiet.out).verdict).toEqual(JSON.parse(plain.out).verdict);
});
