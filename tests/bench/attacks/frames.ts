import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createFrameReader, encodeFrame, MAX_INPUT_BYTES, MAX_OUTPUT_BYTES } from '../../../extension/wire/frames.ts';
import { CHROMIUM_ID } from '../../../extension/wire/identity.ts';
import { fieldsOf } from '../../../machines/schemas/fields.ts';
import { countHeld } from './count-held.ts';
import { serveOnLoopback } from './loopback.ts';
import type { AttackRow } from './row.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const BUILT = path.join(ROOT, 'dist', 'reconnect.mjs');
/** As people have it, where it is built. */
const PROGRAM = existsSync(BUILT) ? BUILT : path.join(ROOT, 'extension', 'helper', 'main.ts');
const ANSWER_MS = 15_000;
const MOST_MEMORY_MB = 400;
const HELLO = { v: 1, id: 'after', kind: 'hello' };

const text = (value: unknown) => frameOf(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const check = (target: unknown, more: object = {}) => text({ v: 1, id: 'c', kind: 'check', target, ...more });

function frameOf(body: Buffer): Buffer {
  const header = Buffer.alloc(4);
  new DataView(header.buffer, header.byteOffset).setUint32(0, body.length, littleEndian());
  return Buffer.concat([header, body]);
}

function lengthAlone(bytes: number): Buffer {
  return frameOf(Buffer.alloc(0))
    .fill(0)
    .fill(bytes === 0xffffffff ? 0xff : 0x7f);
}

function littleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}

/** What no request may hold: each must be turned away, and the next request be answered. */
const BAD_HOSTS = [
  ...['', ' ', '-f', '--version', '-pc1', 'pc1;id', 'pc1|id', 'pc1 id', '$(id)', '`id`', "pc1'", 'pc1"', 'pc1\\x'],
  ...['pc1\0', 'pc1\n', 'pc1\u001b[2J', 'pc1\u202e', 'pc1\u200b', '\ufeffpc1', 'http://pc1', 'pc1/x', 'pc1?x', 'a@b'],
  ...['10.0.0.0/8', '10.0.0.256', '010.0.0.1', '127.1', '2130706433', '0x7f000001', '127.0x1', '１２７.０.０.１'],
  ...['fe80::1%-f;id', '::1::', '[::1]', ':::', '1:2:3', 'a'.repeat(254), `${'a'.repeat(64)}.b`, 'a..b', '.', '*'],
];
const BAD_PORTS = [0, -1, 65_536, 3389.5, '3389', null, [], Number.MAX_SAFE_INTEGER, true];
const BAD_USERS = ['a\0', 'a\n', 'a\u202e', 'a'.repeat(257), 5, {}];
const BAD_FRAMES: Readonly<Record<string, Buffer>> = {
  'an empty frame': text(''),
  'bytes that are no UTF-8': frameOf(Buffer.from([0xff, 0xfe, 0x80])),
  'no JSON': text('{'),
  'a list': text([]),
  'a number': text(5),
  null: text('null'),
  'no id': text({ v: 1, kind: 'hello' }),
  'an id of another kind': text({ v: 1, id: {}, kind: 'check' }),
  'an id of 65 characters': text({ v: 1, id: 'x'.repeat(65), kind: 'check' }),
  'a kind that there is not': text({ v: 1, id: 'a', kind: 'exec' }),
  'a field that there is not': check({ host: 'pc1', port: 3389 }, { command: 'id' }),
  'the prototype as a field': text('{"v":1,"id":"a","kind":"check","__proto__":{"target":{"host":"pc1","port":3389}}}'),
  'a constructor as a target': check({ constructor: { prototype: {} } }),
  'lists 30,000 deep': text(`${'['.repeat(30_000)}${']'.repeat(30_000)}`),
  'objects 8,000 deep': text(`${'{"a":'.repeat(8_000)}1${'}'.repeat(8_000)}`),
  'a number of 60,000 digits': text(`{"v":${'9'.repeat(60_000)}}`),
  'another version': text({ v: 2, id: 'a', kind: 'check', target: { host: 'pc1', port: 3389 } }),
  'a port that nobody agreed to': check({ host: 'pc1', port: 22 }),
  'a gateway that is an address of a page': check({
    host: 'pc1',
    port: 3389,
    gateway: { host: 'http://x', port: 443 },
  }),
  'a check to cancel that there is not': text({ v: 1, id: 'a', kind: 'cancel' }),
};

/** Native frames as no browser sends them, against the helper's own process. */
export async function frames(): Promise<readonly AttackRow[]> {
  const hosts = BAD_HOSTS.map(host => [JSON.stringify(host), check({ host, port: 3389 })] as const);
  const ports = BAD_PORTS.map(
    port => [JSON.stringify(port), check({ host: 'pc1', port }, { confirmed: true })] as const,
  );
  const users = BAD_USERS.map(user => [JSON.stringify(user), check({ host: 'pc1', port: 3389, user })] as const);
  return [
    await turnedAway('frames and envelopes', Object.entries(BAD_FRAMES)),
    await turnedAway('hosts', hosts),
    await turnedAway('ports', ports),
    await turnedAway('users', users),
    countHeld('lengths, floods and ends', [
      ['a length of 4 GiB', await endsBy(lengthAlone(0xffffffff))],
      ['a length of 2 GiB', await endsBy(lengthAlone(0x7f7f7f7f))],
      ['half a header, then the end', await endsBy(Buffer.from([1, 0]))],
      ['half a frame, then the end', await endsBy(text(HELLO).subarray(0, 9))],
      ['20,000 greetings', await greetings(20_000)],
      ['1,000 checks at once', await manyChecks(1_000)],
      ['a frame byte by byte', await dribbled()],
    ]),
  ];
}

interface Session {
  readonly child: ChildProcessWithoutNullStreams;
  readonly replies: Readonly<Record<string, unknown>>[];
  /** Settles once this many replies came, or the time is up. */
  readonly until: (isEnough: () => boolean) => Promise<boolean>;
  readonly end: () => Promise<void>;
}

function open(): Session {
  const child = spawn(process.execPath, [PROGRAM, `chrome-extension://${CHROMIUM_ID}/`]);
  const read = createFrameReader(MAX_OUTPUT_BYTES);
  const replies: Readonly<Record<string, unknown>>[] = [];
  const listeners = new Set<() => void>();
  const wake = () => {
    for (const listener of listeners) listener();
  };
  child.stdin.on('error', () => {});
  child.stdout.on('data', (bytes: Buffer) => {
    for (const frame of read(bytes))
      replies.push(frame.kind === 'frame' ? (fieldsOf(JSON.parse(frame.text)) ?? {}) : {});
    wake();
  });
  child.once('exit', wake);
  const until = (isEnough: () => boolean) =>
    new Promise<boolean>(resolve => {
      const look = () => {
        if (!isEnough() && child.exitCode === null) return;
        settle(isEnough());
      };
      const timer = setTimeout(() => settle(false), ANSWER_MS);
      const settle = (enough: boolean) => {
        clearTimeout(timer);
        listeners.delete(look);
        resolve(enough);
      };
      listeners.add(look);
      look();
    });
  const end = async () => {
    child.stdin.end();
    if (child.exitCode === null)
      await Promise.race([once(child, 'exit'), new Promise(done => setTimeout(done, 2_000))]);
    if (child.exitCode === null) child.kill('SIGKILL');
  };
  return { child, replies, until, end };
}

/** One process for all of them: each must be turned away, and the greeting behind it be answered. */
async function turnedAway(name: string, bad: readonly (readonly [title: string, frame: Buffer])[]): Promise<AttackRow> {
  const session = open();
  const outcomes: (readonly [string, string | undefined])[] = [];
  for (const [title, frame] of bad) {
    const before = session.replies.length;
    session.child.stdin.write(Buffer.concat([frame, text(HELLO)]));
    const answered = await session.until(() => session.replies.slice(before).some(({ kind }) => kind === 'hello'));
    const kinds = session.replies.slice(before).map(({ kind }) => kind);
    const held = answered && kinds[0] === 'rejected' && kinds.length === 2;
    outcomes.push([title, held ? undefined : `answers ${kinds.join(', ') || 'nothing'}`]);
  }
  await session.end();
  return countHeld(name, outcomes);
}

/** Ends by itself, without a crash, and holds nothing of what was announced. */
async function endsBy(bytes: Buffer): Promise<string | undefined> {
  const session = open();
  session.child.stdin.end(bytes);
  await session.until(() => session.child.exitCode !== null);
  const { exitCode } = session.child;
  await session.end();
  return exitCode === 0 ? undefined : `ended with ${exitCode}`;
}

async function greetings(count: number): Promise<string | undefined> {
  const session = open();
  session.child.stdin.write(Buffer.concat(Array.from({ length: count }, () => text(HELLO))));
  const answered = await session.until(() => session.replies.length >= count);
  const megabytes = memoryOf(session.child.pid);
  await session.end();
  if (!answered) return `${session.replies.length} of ${count} answered`;
  return megabytes > MOST_MEMORY_MB ? `${megabytes} MB` : undefined;
}

/** One is made, all others are told that it is busy. */
async function manyChecks(count: number): Promise<string | undefined> {
  let connections = 0;
  const host = await serveOnLoopback(() => {
    connections++;
  });
  const session = open();
  const target = { host: '127.0.0.1', port: host.port };
  session.child.stdin.write(
    Buffer.concat(
      Array.from({ length: count }, (_, at) => text({ v: 1, id: `c${at}`, kind: 'check', target, confirmed: true })),
    ),
  );
  const answered = await session.until(() => session.replies.filter(({ code }) => code === 9).length >= count - 1);
  await session.end();
  await host.close();
  if (!answered) return 'not all others were told “busy”';
  return connections > 1 ? `${connections} connections` : undefined;
}

async function dribbled(): Promise<string | undefined> {
  const session = open();
  const frame = encodeFrame(JSON.stringify(HELLO), MAX_INPUT_BYTES) ?? new Uint8Array();
  for (const byte of frame) session.child.stdin.write(Uint8Array.of(byte));
  const answered = await session.until(() => session.replies.some(({ kind }) => kind === 'hello'));
  await session.end();
  return answered ? undefined : 'no answer';
}

/** What the kernel counts, in MB; 0 where it does not say. */
function memoryOf(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
}
