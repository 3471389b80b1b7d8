import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BROWSERS, type BrowserId, type Platform } from '../../../extension/helper/install/browsers.ts';
import type { Machine } from '../../../extension/helper/install/machine.ts';
import { launcherFile, manifestFile } from '../../../extension/helper/install/manifest.ts';
import { presentBrowsers, register, removeLauncher, unregister } from '../../../extension/helper/install/register.ts';
import { statusOf, statusOfAll } from '../../../extension/helper/install/status.ts';
import { CHROMIUM_ID, GECKO_ID, NATIVE_HOST } from '../../../extension/wire/identity.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'reconnect-install-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A registry in memory, spoken to as to `reg`. */
function memoryRegistry() {
  const keys = new Map<string, string>();
  const reg: Machine['reg'] = async ([verb, key = '', ...words]) => {
    if (verb === 'add') keys.set(key, words[words.indexOf('/d') + 1] ?? '');
    if (verb === 'delete') return keys.delete(key) ? '' : undefined;
    if (verb === 'query')
      return keys.has(key) ? `\r\n${key}\r\n    (Default)    REG_SZ    ${keys.get(key)}\r\n` : undefined;
    return '';
  };
  return { keys, reg };
}

function machine(platform: Platform = 'linux', more: Partial<Machine> = {}): Machine {
  return {
    platform,
    home,
    data: path.join(home, 'data'),
    node: process.execPath,
    program: path.join(home, "it's", '100%', 'reconnect.mjs'),
    root: path.join(home, 'root'),
    reg: memoryRegistry().reg,
    ...more,
  };
}
const browser = (id: BrowserId) => {
  const found = BROWSERS.find(known => known.id === id);
  if (found === undefined) throw new Error(`no browser ${id}`);
  return found;
};

/** A program in place of the helper, under the name that the launcher runs. */
async function program(on: Machine, source: string): Promise<void> {
  await mkdir(path.dirname(on.program), { recursive: true });
  await writeFile(on.program, source);
}
const HELLO = (versions: string) => `
  const text = JSON.stringify({ v: 1, id: 'status', kind: 'hello', versions: ${versions}, program: '9', platform: 'x', capabilities: [] });
  const frame = Buffer.alloc(4 + text.length); frame.writeUInt32LE(text.length); frame.write(text, 4);
  process.stdin.once('data', () => process.stdout.write(frame)); process.stdin.on('end', () => process.exit());`;

test.each<[Platform, BrowserId, string]>([
  ['linux', 'chrome', '.config/google-chrome/NativeMessagingHosts'],
  ['linux', 'chromium', '.config/chromium/NativeMessagingHosts'],
  ['linux', 'edge', '.config/microsoft-edge/NativeMessagingHosts'],
  ['linux', 'brave', '.config/BraveSoftware/Brave-Browser/NativeMessagingHosts'],
  ['linux', 'vivaldi', '.config/vivaldi/NativeMessagingHosts'],
  ['linux', 'firefox', '.mozilla/native-messaging-hosts'],
  ['darwin', 'chrome', 'Library/Application Support/Google/Chrome/NativeMessagingHosts'],
  ['darwin', 'edge', 'Library/Application Support/Microsoft Edge/NativeMessagingHosts'],
  ['darwin', 'firefox', 'Library/Application Support/Mozilla/NativeMessagingHosts'],
])('on %s the manifest of %s lies in %s', async (platform, id, folder) => {
  const on = machine(platform);
  await register(on, browser(id));
  const manifest = JSON.parse(await readFile(path.join(home, folder, `${NATIVE_HOST}.json`), 'utf8'));
  expect(manifest).toMatchObject({ name: NATIVE_HOST, type: 'stdio', path: launcherFile(on) });
  if (id === 'firefox') expect(manifest.allowed_extensions).toEqual([GECKO_ID]);
  else expect(manifest.allowed_origins).toEqual([`chrome-extension://${CHROMIUM_ID}/`]);
  expect((await stat(launcherFile(on))).mode & 0o111).toBe(0o111);
});

test.each<[BrowserId, string]>([
  ['chrome', 'HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts'],
  ['edge', 'HKCU\\Software\\Microsoft\\Edge\\NativeMessagingHosts'],
  ['brave', 'HKCU\\Software\\BraveSoftware\\Brave-Browser\\NativeMessagingHosts'],
  ['firefox', 'HKCU\\Software\\Mozilla\\NativeMessagingHosts'],
])('on Windows the registry names the manifest of %s under %s', async (id, key) => {
  const { keys, reg } = memoryRegistry();
  const on = machine('win32', { reg });
  await register(on, browser(id));
  expect([...keys]).toEqual([[`${key}\\${NATIVE_HOST}`, manifestFile(on, browser(id))]]);
  expect(await readFile(launcherFile(on), 'utf8')).toContain('100%%');
  expect(await unregister(on, browser(id))).toBe(true);
  expect(keys.size).toBe(0);
  await removeLauncher(on);
  expect(await readdir(home)).toEqual([]);
});

test('only browsers that were started before are there', async () => {
  await mkdir(path.join(home, '.config/vivaldi'), { recursive: true });
  await mkdir(path.join(home, '.mozilla/firefox'), { recursive: true });
  expect((await presentBrowsers(machine())).map(found => found.id)).toEqual(['vivaldi', 'firefox']);
});

test('what install wrote, uninstall takes away', async () => {
  const on = machine();
  await register(on, browser('chromium'));
  expect(await unregister(on, browser('chromium'))).toBe(true);
  expect(await unregister(on, browser('chromium'))).toBe(false);
  await removeLauncher(on);
  expect(await readdir(path.join(home, '.config/chromium/NativeMessagingHosts'))).toEqual([]);
  expect(await readdir(home)).toEqual(['.config']);
});

test.each<[state: string, make: (on: Machine) => Promise<unknown>]>([
  ['absent', async () => undefined],
  ['ready', async on => [await register(on, browser('chromium')), await program(on, HELLO('[1]'))]],
  ['too-old', async on => [await register(on, browser('chromium')), await program(on, HELLO('[]'))]],
  ['too-new', async on => [await register(on, browser('chromium')), await program(on, HELLO('[2, 3]'))]],
  ['crashed', async on => [await register(on, browser('chromium')), await program(on, 'process.exit(3)')]],
  ['crashed', async on => [await register(on, browser('chromium')), await program(on, 'console.log("hello")')]],
  ['bad-path', async on => [await register(on, browser('chromium')), await rm(launcherFile(on))]],
  ['bad-path', async on => [await register(on, browser('chromium')), await chmod(launcherFile(on), 0o644)]],
  [
    'bad-path',
    async on => [await register(on, browser('chromium')), await writeFile(manifestFile(on, browser('chromium')), '{')],
  ],
  [
    'forbidden',
    async on => {
      await register(on, browser('chromium'));
      const file = manifestFile(on, browser('chromium'));
      await writeFile(file, (await readFile(file, 'utf8')).replace(CHROMIUM_ID, 'a'.repeat(32)));
    },
  ],
  [
    'blocked-by-policy',
    async on => {
      await register(on, browser('chromium'));
      const folder = path.join(on.root, 'etc/chromium/policies/managed');
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, 'company.json'), '{"NativeMessagingBlocklist": ["*"]}');
    },
  ],
  ['sandboxed-browser', on => mkdir(path.join(on.home, 'snap/chromium'), { recursive: true })],
])('status tells %s', async (state, make) => {
  const on = machine();
  await make(on);
  expect(await statusOf(on, browser('chromium'))).toBe(state);
});

test('a browser that was left out is told from no installation at all', async () => {
  const on = machine();
  await register(on, browser('firefox'));
  await program(on, HELLO('[1]'));
  const all = await statusOfAll(on, [browser('chrome'), browser('firefox')]);
  expect(all.map(({ status }) => status)).toEqual(['other-browser', 'ready']);
});
