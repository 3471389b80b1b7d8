import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import net from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { createFrameReader, encodeFrame, MAX_INPUT_BYTES, MAX_OUTPUT_BYTES } from '../../extension/wire/frames.ts';
import { CHROMIUM_ID } from '../../extension/wire/identity.ts';
import { HELPER } from './chromium.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPracticeHosts({ only: ['healthy-nla', 'mute'] });
});
afterAll(() => practice?.close());

const hostOf = (id: string) => {
  const found = practice.hosts.find(known => known.id === id);
  if (found === undefined) throw new Error(`no practice host ${id}`);
  return found;
};

/** The built program, started as Chromium starts it. */
function startHost() {
  const child = spawn(process.execPath, [HELPER, `chrome-extension://${CHROMIUM_ID}/`], { stdio: 'pipe' });
  const read = createFrameReader(MAX_OUTPUT_BYTES);
  const replies: { kind: string }[] = [];
  child.stdout.on('data', (bytes: Buffer) => {
    for (const frame of read(bytes)) replies.push(frame.kind === 'frame' ? JSON.parse(frame.text) : frame);
  });
  const send = (message: object) => child.stdin.write(encodeFrame(JSON.stringify(message), MAX_INPUT_BYTES) ?? '');
  const kinds = () => replies.map(({ kind }) => kind);
  return { child, send, kinds };
}

const checkOf = (id: string) => {
  const { host, port } = hostOf(id);
  return { v: 1, id: 'a', kind: 'check', target: { host, port }, confirmed: true };
};

/** Sockets of a process that listen, by Linux' own table. */
async function listeningSockets({ pid }: ChildProcess): Promise<number> {
  const links = await Promise.all(
    (await readdir(`/proc/${pid}/fd`)).map(fd => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  const inodes = new Set(links.flatMap(link => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const tables = await Promise.all(['tcp', 'tcp6'].map(name => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')));
  const rows = tables.flatMap(table => table.split('\n').map(row => row.trim().split(/\s+/)));
  return rows.filter(row => row[3] === '0A' && inodes.has(row[9] ?? '')).length;
}

test('a check comes out as frames and nothing else', async () => {
  const { child, send, kinds } = startHost();
  send({ v: 1, id: 'h', kind: 'hello' });
  send(checkOf('healthy-nla'));
  await expect.poll(kinds).toContain('done');
  expect(kinds()[0]).toBe('hello');
  expect(new Set(kinds())).toEqual(new Set(['hello', 'stage', 'finding', 'done']));
  child.stdin.end();
  expect(await once(child, 'close')).toEqual([0, null]);
});

test('the host opens no listening socket, and ends with the browser in the middle of a check', async () => {
  const { child, send, kinds } = startHost();
  send(checkOf('mute'));
  await expect.poll(() => kinds().length).toBeGreaterThan(2);
  if (process.platform === 'linux') expect(await listeningSockets(child)).toBe(0);
  const closedAt = performance.now();
  child.stdin.end();
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(performance.now() - closedAt).toBeLessThan(1_000);
});

test('Ctrl-C ends a check cleanly', async () => {
  // A host of our own, so that the signal comes when the check has certainly begun.
  const silent = net.createServer(socket => {
    socket.on('error', () => {}).on('data', () => silent.emit('reached'));
  });
  const reached = once(silent, 'reached');
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const child = spawn(process.execPath, [HELPER, 'check', `127.0.0.1:${port}`, '--json'], { stdio: 'pipe' });
  let out = '';
  child.stdout.on('data', text => {
    out += text;
  });
  await reached;
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([130, null]);
  expect(JSON.parse(out).version).toBe(1);
  silent.close();
});

test('a bad target ends with one sentence and code 2', async () => {
  const child = spawn(process.execPath, [HELPER, 'check', 'host:99999'], { stdio: 'pipe' });
  let err = '';
  child.stderr.on('data', text => {
    err += text;
  });
  expect(await once(child, 'close')).toEqual([2, null]);
  expect(err).toMatch(/^host:99999: .{10,}\n$/);
});
