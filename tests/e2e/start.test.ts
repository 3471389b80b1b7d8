import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { type Missing, type Server, startShadow, startXrdp } from './servers.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What `npm start` runs once everything is set up. */
function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['.tasks/start.ts', ...args], {
    cwd: root,
    env: { ...process.env, RECONNECT_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function startAndEnd(target: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = start([target]);
  const said = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    said.out += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said.err += chunk;
  });
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  return { code, ...said };
}

test('npm start serves the guide and the practice hosts, shows one verdict, and ends on Ctrl-C', async () => {
  const child = start([]);
  let out = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk;
      if (out.includes('Ctrl-C ends it.')) resolve();
    });
    child.once('close', () => reject(new Error(out)));
  });
  const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(out)?.[0] ?? '';
  const page = await fetch(`${url}guides/error-0x4/`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('0x4');
  expect(out).toContain('healthy, with NLA');
  expect(out).toMatch(/Remote Desktop answers/);
  const ended = new Promise<number | null>(resolve => child.once('close', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});

describe('npm start -- HOST:PORT', () => {
  let xrdp: Server | Missing;
  let shadow: Server | Missing;
  let practice: Practice;
  beforeAll(async () => {
    [xrdp, shadow, practice] = await Promise.all([
      startXrdp('negotiate'),
      startShadow('nla'),
      startPracticeHosts({ only: ['refused', 'dropped'] }),
    ]);
  });
  afterAll(async () => {
    if ('stop' in xrdp) await xrdp.stop();
    if ('stop' in shadow) await shadow.stop();
    await practice.close();
  });

  test('xrdp: exit code 0, with its security and certificate', async context => {
    if ('missing' in xrdp) return context.skip(xrdp.missing);
    const { code, out } = await startAndEnd(`127.0.0.1:${xrdp.port}`);
    expect(code).toBe(0);
    expect(out).toMatch(/TLS/);
    expect(out).toContain('CN=practice-xrdp');
  });

  test('the shadow server: exit code 0, with the identity that NLA shows', async context => {
    if ('missing' in shadow) return context.skip(shadow.missing);
    const { code, out } = await startAndEnd(`127.0.0.1:${shadow.port}`);
    expect(code).toBe(0);
    expect(out).toMatch(/NLA/);
    expect(out).toContain('FreeRDP');
  });

  test.each([
    ['refused', /The Remote Desktop service is not running/],
    ['dropped', /blocks Remote Desktop’s port/],
  ])('a port that is %s: exit code 1, with the right cause first', async (id, cause) => {
    const host = practice.hosts.find(found => found.id === id);
    const { code, out } = await startAndEnd(`127.0.0.1:${host?.port}`);
    expect(code).toBe(1);
    expect(out).toMatch(cause);
  });

  test.each([
    ['empty', ''],
    ['300 characters', 'a'.repeat(300)],
    ['a port that is none', 'host:99999'],
    ['a web address', 'http://host/'],
    ['control characters', 'ho\u0007st'],
  ])('%s: one sentence and exit code 2', async (_, target) => {
    const { code, out, err } = await startAndEnd(target);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(/[.!]$/m);
  });
});
