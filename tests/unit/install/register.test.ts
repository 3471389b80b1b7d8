import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BrowserId, Platform } from '../../../extension/helper/install/browsers.ts';
import { launcherFile, launcherText } from '../../../extension/helper/install/launcher.ts';
import { manifestFile } from '../../../extension/helper/install/manifest.ts';
import { presentBrowsers } from '../../../extension/helper/install/presence.ts';
import { register, removeProgram, unregister } from '../../../extension/helper/install/register.ts';
import { CHROMIUM_ID, GECKO_ID, NATIVE_HOST } from '../../../extension/wire/identity.ts';
import { browserOf, machineIn, memoryRegistry, put } from './machine.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-install-'));
  await put(machineIn(folder).program.file, 'the program');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each<[Platform, BrowserId, string]>([
  ['linux', 'chrome', '.config/google-chrome/NativeMessagingHosts'],
  ['linux', 'chromium', '.config/chromium/NativeMessagingHosts'],
  ['linux', 'edge', '.config/microsoft-edge/NativeMessagingHosts'],
  ['linux', 'brave', '.config/BraveSoftware/Brave-Browser/NativeMessagingHosts'],
  ['linux', 'vivaldi', '.config/vivaldi/NativeMessagingHosts'],
  ['linux', 'firefox', '.mozilla/native-messaging-hosts'],
  ['darwin', 'chrome', 'Library/Application Support/Google/Chrome/NativeMessagingHosts'],
  ['darwin', 'chromium', 'Library/Application Support/Chromium/NativeMessagingHosts'],
  ['darwin', 'edge', 'Library/Application Support/Microsoft Edge/NativeMessagingHosts'],
  ['darwin', 'brave', 'Library/Application Support/BraveSoftware/Brave-Browser/NativeMessagingHosts'],
  ['darwin', 'vivaldi', 'Library/Application Support/Vivaldi/NativeMessagingHosts'],
  ['darwin', 'firefox', 'Library/Application Support/Mozilla/NativeMessagingHosts'],
])('on %s the manifest of %s lies in %s', async (platform, id, place) => {
  const on = machineIn(folder, platform);
  await register(on, browserOf(id));
  const manifest = JSON.parse(await readFile(path.join(on.home, place, `${NATIVE_HOST}.json`), 'utf8'));
  expect(manifest).toMatchObject({ name: NATIVE_HOST, type: 'stdio', path: launcherFile(on) });
  if (id === 'firefox') expect(manifest.allowed_extensions).toEqual([GECKO_ID]);
  else expect(manifest.allowed_origins).toEqual([`chrome-extension://${CHROMIUM_ID}/`]);
  expect((await stat(launcherFile(on))).mode & 0o777).toBe(0o700);
});

/** What `reg` is told, word for word; `HOST` and `FILE` stand for the long ones. Brave and Vivaldi read Chrome's key. */
test.each<[BrowserId, key: string, also: string]>([
  ['chrome', 'HKCU\\Software\\Google\\Chrome', 'chrome brave vivaldi'],
  ['chromium', 'HKCU\\Software\\Chromium', 'chromium'],
  ['edge', 'HKCU\\Software\\Microsoft\\Edge', 'edge'],
  ['brave', 'HKCU\\Software\\Google\\Chrome', 'chrome brave vivaldi'],
  ['vivaldi', 'HKCU\\Software\\Google\\Chrome', 'chrome brave vivaldi'],
  ['firefox', 'HKCU\\Software\\Mozilla', 'firefox'],
])('on Windows %s is registered under %s, and that goes for %s', async (id, key, also) => {
  const { keys, said, reg } = memoryRegistry();
  const on = machineIn(folder, 'win32', { reg });
  const file = manifestFile(on, browserOf(id));
  await register(on, browserOf(id));
  expect(JSON.parse(await readFile(file, 'utf8')).path).toBe(launcherFile(on));
  expect((await unregister(on, browserOf(id))).map(browser => browser.id).join(' ')).toBe(also);
  const plain = said.map(line => line.replaceAll(NATIVE_HOST, 'HOST').replaceAll(path.dirname(file), 'FOLDER'));
  const name = id === 'firefox' ? 'firefox' : 'chromium';
  expect(plain.map(line => line.replace(`FOLDER/HOST.${name}.json`, 'FILE'))).toEqual([
    `add ${key}\\NativeMessagingHosts\\HOST /ve /t REG_SZ /d FILE /f`,
    `delete ${key}\\NativeMessagingHosts\\HOST /f`,
  ]);
  expect(keys.size).toBe(0);
});

test.each<[Platform, data: string, node: string, text: string]>([
  [
    'linux',
    "/home/o'hara/data",
    '/opt/node',
    "#!/bin/sh\nexec '/opt/node' '/home/o'\\''hara/data/reconnect.mjs' \"$@\"\n",
  ],
  [
    'win32',
    'C:\\Users\\Łukasz\\AppData\\Local\\Reconnect',
    'C:\\100%\\node.exe',
    '@echo off\r\n"%SystemRoot%\\System32\\chcp.com" 65001 >nul\r\n"C:\\100%%\\node.exe" "%~dp0reconnect.mjs" %*\r\n',
  ],
])('on %s the launcher quotes what needs it', async (platform, data, node, text) => {
  expect(launcherText(machineIn(folder, platform, { data }), node)).toBe(text);
});

test.each<[Platform, started: string, found: readonly BrowserId[]]>([
  ['linux', '.config/vivaldi/Local State', ['vivaldi']],
  ['linux', '.mozilla/firefox/profiles.ini', ['firefox']],
  ['linux', '.config/mozilla/firefox/profiles.ini', ['firefox']],
  ['linux', 'snap/chromium/common/chromium/Local State', ['chromium']],
  // What `install` itself makes is no sign of a browser.
  ['linux', '.config/chromium/NativeMessagingHosts/x.json', []],
  ['linux', '.mozilla/native-messaging-hosts/x.json', []],
  ['darwin', 'Library/Application Support/Google/Chrome/Local State', ['chrome']],
  ['win32', 'AppData/Local/Microsoft/Edge/User Data/Local State', ['edge']],
])('on %s, with %s, %j are there', async (platform, started, found) => {
  const on = machineIn(folder, platform);
  await put(path.join(on.home, started));
  expect((await presentBrowsers(on)).map(browser => browser.id)).toEqual(found);
});

test('the saved file may go once it is installed, and uninstall leaves nothing', async () => {
  const on = machineIn(folder);
  await register(on, browserOf('chromium'));
  await rm(on.program.file);
  expect(await readFile(path.join(on.data, 'reconnect.mjs'), 'utf8')).toBe('the program');
  // The copy registers itself again without harm.
  await register(
    { ...on, program: { ...on.program, file: path.join(on.data, 'reconnect.mjs') } },
    browserOf('chromium'),
  );
  expect(await unregister(on, browserOf('chromium'))).toHaveLength(1);
  expect(await unregister(on, browserOf('chromium'))).toEqual([]);
  await removeProgram(on);
  expect(await readdir(path.join(on.home, '.config/chromium/NativeMessagingHosts'))).toEqual([]);
  expect(await readdir(folder)).toEqual(['home', "it's"]);
});
