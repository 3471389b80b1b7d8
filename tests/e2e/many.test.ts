import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';

const program = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
let practice: Practice;
let folder = '';
beforeAll(async () => {
  practice = await startPracticeHosts({ only: ['healthy-nla', 'refused'] });
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-many-'));
});
afterAll(async () => {
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly exit: number | null;
  readonly lines: readonly string[];
  readonly err: string;
}

/** The command line on a list, with at most so many files open; Ctrl-C after so many lines of output. */
async function check(
  list: readonly string[],
  words: readonly string[],
  { files = 1024, stopAfter = 0 } = {},
): Promise<Ran> {
  const limited = ['-c', `ulimit -n ${files}; exec "$0" "$@"`, process.execPath, program, 'check', '-', ...words];
  const child = spawn('sh', limited);
  let out = '';
  let err = '';
  child.stderr.on('data', chunk => (err += chunk));
  child.stdout.on('data', chunk => {
    out += chunk;
    if (stopAfter > 0 && out.split('\n').length > stopAfter) child.kill('SIGINT');
  });
  child.stdin.end(list.join('\n'));
  const exit = await new Promise<number | null>(resolve => child.once('close', resolve));
  return { exit, lines: out.trim() === '' ? [] : out.trim().split('\n'), err };
}

const named = (id: string) => {
  const host = practice.hosts.find(host => host.id === id);
  return `${host?.host}:${host?.port}`;
};

test('a list of more hosts than there are file descriptors → each is right, over one connection', async () => {
  const list = Array.from({ length: 160 }, (_, at) => named(at % 2 === 0 ? 'healthy-nla' : 'refused'));
  const { exit, lines, err } = await check(list, ['--json'], { files: 64 });
  const found = lines.map(line => JSON.parse(line));
  const well = found.filter(({ verdict }) => verdict.healthy);
  expect([exit, found.length, well.length]).toEqual([1, 160, 80]);
  expect(found.every(({ connections }) => connections === 1)).toBe(true);
  expect(err).toContain('160 checked: 80 healthy, 80 with a fault, 0 not settled.');
});

test('Ctrl-C in a list, then the same command again → no host is lost, and none is printed twice', async () => {
  const list = Array.from({ length: 60 }, (_, at) => `127.0.${at}.9:9`);
  const words = ['--json', '--rate', '100', '--resume', path.join(folder, 'state')];
  const first = await check(list, words, { stopAfter: 5 });
  expect(first.exit).toBe(130);
  expect(first.lines.length).toBeLessThan(60);
  const second = await check(list, words);
  expect(second.exit).toBe(1);
  const hosts = [...first.lines, ...second.lines].map(line => {
    const { host, port } = JSON.parse(line).target;
    return `${host}:${port}`;
  });
  expect(hosts.toSorted()).toEqual(list.toSorted());
  expect(second.err).toContain('60 checked: 0 healthy, 60 with a fault');
});
