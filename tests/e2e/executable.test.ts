import { execFile } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildExecutable } from '../../.tasks/release/executable.ts';
import { buildDeb } from '../../.tasks/release/linux-packages.ts';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { type Extended, HELPER, openExtended } from './chromium.ts';

const run = promisify(execFile);

/** Neither Node nor anything else is found by a name. */
const NOTHING_IN_PATH = { PATH: '/nowhere' };

const NO_MOUNT = 'nothing may be mounted here';

/** Whether this process may give a program another view of the system, by this script of a shell. */
async function mayMount(script: string): Promise<boolean> {
  return run('/usr/bin/unshare', ['-m', '/bin/sh', '-c', script, 'sh', '/bin/true']).then(
    () => true,
    () => false,
  );
}

/** The program as people on Linux get it: one file with Node in it, and the same as a package of the system. */
describe.skipIf(process.platform !== 'linux')('the executable', () => {
  let folder: string;
  let home: string;
  let program: string;
  let practice: Practice;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-executable-'));
    home = path.join(folder, 'home');
    program = path.join(folder, 'downloads', 'reconnect');
    await mkdir(path.dirname(program));
    await mkdir(home);
    const node = { version: process.versions.node, binary: process.execPath, builder: process.execPath };
    const system = process.arch === 'arm64' ? 'linux-arm64' : 'linux-x64';
    await buildExecutable({ system, ...node }, HELPER, program);
    practice = await startPracticeHosts({ only: ['healthy-nla'] });
  });
  afterAll(async () => {
    await practice?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a program with nothing of this system's environment, to its exit code. */
  async function outcome(file: string, words: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return run(file, words, { env: { HOME: home, ...NOTHING_IN_PATH, ...env } }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  }

  /** The popup of a browser that finds the helper checks a healthy host. */
  async function expectCheck(browser: Extended): Promise<void> {
    const page: Page = await browser.openPopup();
    await page.locator('#helper-word:disabled').waitFor();
    const [host] = practice.hosts;
    await page.locator('#said').fill(`127.0.0.1:${host?.port}`);
    await page.locator('#target button').click();
    await page.locator('#result:not([hidden])').waitFor();
    await expect.poll(() => page.locator('#result-sentence').textContent()).not.toBe('');
  }

  test('executable: what a shell tells Node → is ignored', async () => {
    const { code, stdout, stderr } = await outcome(program, ['code', '0x204'], {
      NODE_OPTIONS: '--require=/nowhere.js',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('mac-client:0x204');
  });

  test('executable: installed, the download deleted → Chromium checks with its copy, and uninstall leaves no file', async () => {
    const browser = await openExtended({ helper: false });
    const place = ['--browser', 'chromium', '--browser-dir', browser.profile];
    const installed = await outcome(program, ['install', ...place]);
    expect(installed).toMatchObject({ code: 0, stderr: '' });
    await expectCheck(browser);
    const copy = path.join(browser.profile, 'reconnect', 'reconnect');
    expect((await outcome(copy, ['uninstall', ...place])).code).toBe(0);
    expect(existsSync(path.dirname(copy))).toBe(false);
    expect(await readdir(path.join(browser.profile, 'NativeMessagingHosts'))).toEqual([]);
    await browser.close();
  });

  test('executable: no browser reaches it → status names the command as the person called it', async () => {
    const { stdout } = await outcome(program, ['status', '--browser', 'chrome']);
    expect(stdout).toContain(`${program} install`);
    expect(stdout).not.toContain('.mjs');
  });

  test('executable: the name server is mute → ends with the code of its verdict', async context => {
    const settings = path.join(folder, 'resolv.conf');
    await writeFile(settings, 'nameserver 127.0.0.99\n');
    const inside = `mount --bind '${settings}' /etc/resolv.conf && exec "$@"`;
    if (!(await mayMount(inside))) return context.skip(NO_MOUNT);
    const mute = dgram.createSocket('udp4');
    await once(mute.bind(53, '127.0.0.99'), 'listening');
    const words = [program, 'check', 'office-pc.reconnect.example', '--timeout', '2', '--json'];
    const { code, stdout, stderr } = await outcome(
      '/usr/bin/unshare',
      ['-m', '/bin/sh', '-c', inside, 'sh', ...words],
      {
        PATH: '/usr/bin:/bin',
      },
    );
    mute.close();
    expect(stderr).toBe('');
    const { healthy, settled } = JSON.parse(stdout).verdict;
    expect({ healthy, code }).toEqual({ healthy: false, code: settled ? 1 : 3 });
  });

  describe('as a package of Debian', () => {
    let root: string;
    let reason: string | undefined;
    const dpkg = (...words: readonly string[]) => run('dpkg', [`--root=${root}`, '--force-depends', ...words]);

    beforeAll(async () => {
      if (!existsSync('/usr/bin/dpkg-deb')) reason = 'dpkg-deb is not there';
      if (reason !== undefined) return;
      root = path.join(folder, 'system');
      for (const part of ['info', 'updates', 'triggers'])
        await mkdir(path.join(root, 'var/lib/dpkg', part), { recursive: true });
      await writeFile(path.join(root, 'var/lib/dpkg/status'), '');
      const { stdout } = await run('dpkg', ['--print-architecture']);
      const file = path.join(folder, 'reconnect.deb');
      const release = { version: '', folder, scratch: path.join(folder, 'scratch'), epoch: '1700000000', notBuilt: [] };
      const parts = { executable: program, nodeLicense: 'The licence of Node.js' };
      await buildDeb(release, parts, { architecture: stdout.trim(), output: file, compression: 'none' });
      await dpkg('--install', file);
      if (!(await mayMount(`${layers()} && exec "$@"`))) reason = NO_MOUNT;
    });

    const layers = () =>
      ['etc', 'usr']
        .map(part => `mount -t overlay overlay -o "lowerdir=${root}/${part}:/${part}" /${part}`)
        .join(' && ');

    /** A program that sees this system with the package on it. */
    async function onSystem(name: string, command: string): Promise<string> {
      const file = path.join(folder, name);
      await writeFile(file, `#!/bin/sh\nexec unshare -m sh -c '${layers()} && exec ${command} "$@"' sh "$@"\n`);
      await chmod(file, 0o755);
      return file;
    }

    test('package: installed → every browser that is not a sandbox is ready, for everybody', async context => {
      if (reason !== undefined) return context.skip(reason);
      const reconnect = await onSystem('reconnect.sh', '/usr/bin/env -u PATH /usr/bin/reconnect');
      const words = ['chrome', 'chromium', 'edge', 'firefox'].flatMap(name => ['--browser', name]);
      const { code, stdout } = await outcome(reconnect, ['status', '--json', ...words], { PATH: '/usr/bin:/bin' });
      expect(JSON.parse(stdout).browsers.map((row: { state: string }) => row.state)).toEqual(Array(4).fill('ready'));
      expect(code).toBe(0);
      // It writes nothing into the person's folders, and says who removes it.
      expect((await outcome(reconnect, ['install', ...words], { PATH: '/usr/bin:/bin' })).code).toBe(0);
      const removed = await outcome(reconnect, ['uninstall'], { PATH: '/usr/bin:/bin' });
      expect(removed).toMatchObject({ code: 2, stderr: expect.stringContaining('apt remove reconnect') });
      expect(await readdir(home, { recursive: true })).toEqual([]);
    });

    test('package: Chromium → says that the helper is ready, and checks', async context => {
      if (reason !== undefined) return context.skip(reason);
      const browser = await openExtended({
        helper: false,
        program: await onSystem('chromium.sh', '/usr/bin/chromium'),
      });
      await expectCheck(browser);
      await browser.close();
    });

    test('package: purged → no file is left', async context => {
      if (reason !== undefined) return context.skip(reason);
      await dpkg('--purge', 'reconnect');
      const left = await readdir(root, { recursive: true, withFileTypes: true });
      const files = left.filter(entry => !entry.isDirectory()).map(entry => path.join(entry.parentPath, entry.name));
      expect(files.filter(file => !file.startsWith(path.join(root, 'var/lib/dpkg')))).toEqual([]);
    });
  });
});
