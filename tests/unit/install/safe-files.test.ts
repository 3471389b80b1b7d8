import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launching } from '../../../extension/helper/install/greet.ts';
import { launcherFile, programFile } from '../../../extension/helper/install/launcher.ts';
import { dataFolder, type Machine } from '../../../extension/helper/install/machine.ts';
import { manifestFile } from '../../../extension/helper/install/manifest.ts';
import { register } from '../../../extension/helper/install/register.ts';
import { makeOwnFolder, weakSpotOf, writeWhole } from '../../../extension/helper/install/safe-files.ts';
import { statusOf } from '../../../extension/helper/install/status.ts';
import { systemProgram } from '../../../extension/helper/system-program.ts';
import { browserOf, greets, machineIn, put } from './machine.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const linux = { platform: 'linux' } as const;
const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

let folder = '';
let on: Machine;
let umask = 0;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-safe-'));
  on = machineIn(folder);
  // As vfat, NTFS and SMB mounts give it.
  await put(on.program.file, greets([1]));
  await chmod(on.program.file, 0o666);
  umask = process.umask(0);
});
afterEach(async () => {
  process.umask(umask);
  await rm(folder, { recursive: true, force: true });
});

test('install: a download that everybody may write, and no umask → nothing that anybody else can change', async () => {
  const chromium = browserOf('chromium');
  await register(on, chromium);
  expect(await modeOf(programFile(on))).toBe('600');
  expect(await modeOf(launcherFile(on))).toBe('700');
  expect(await modeOf(manifestFile(on, chromium))).toBe('600');
  expect(await modeOf(on.data)).toBe('700');
  expect(await modeOf(path.dirname(manifestFile(on, chromium)))).toBe('700');
  expect((await statusOf(on, chromium)).state).toBe('ready');
  // No temporary file is left behind.
  expect((await readdir(on.data)).sort()).toEqual(['reconnect-helper', 'reconnect.mjs']);
});

test('install: what an older version left open → closed again', async () => {
  const chromium = browserOf('chromium');
  await mkdir(on.data, { mode: 0o777 });
  await writeFile(programFile(on), 'old', { mode: 0o666 });
  expect((await register(on, chromium)).kind).toBe('registered');
  expect([await modeOf(on.data), await modeOf(programFile(on))]).toEqual(['700', '600']);
});

test('install: its folder is a link → refused, and nothing is written where it leads', async () => {
  await mkdir(path.join(folder, 'elsewhere'));
  await symlink(path.join(folder, 'elsewhere'), on.data);
  expect(await register(on, browserOf('chromium'))).toEqual({
    kind: 'unsafe',
    weak: { file: on.data, weakness: 'link' },
  });
  expect(await readdir(path.join(folder, 'elsewhere'))).toEqual([]);
});

test('install: a file of its own is a link → replaced, and what it led to is untouched', async () => {
  const other = path.join(folder, 'other');
  await writeFile(other, 'mine');
  await mkdir(on.data, { mode: 0o700 });
  await symlink(other, launcherFile(on));
  await register(on, browserOf('chromium'));
  expect((await lstat(launcherFile(on))).isSymbolicLink()).toBe(false);
  expect(await readFile(other, 'utf8')).toBe('mine');
});

test('install: a folder above that anybody may rename in → refused', async () => {
  const shared = path.join(folder, 'shared');
  await mkdir(shared, { mode: 0o777 });
  const data = path.join(shared, 'reconnect');
  expect(await register({ ...on, data }, browserOf('chromium'))).toEqual({
    kind: 'unsafe',
    weak: { file: shared, weakness: 'writable' },
  });
});

test('weakSpotOf: a sticky folder above, as /tmp is → none', async () => {
  const shared = path.join(folder, 'shared');
  await mkdir(shared);
  await chmod(shared, 0o1777);
  const own = path.join(shared, 'own');
  expect(await makeOwnFolder(on, own)).toBeUndefined();
  expect(await weakSpotOf(linux, own)).toBeUndefined();
});

test.runIf(isRoot)(
  'install: a folder that somebody else made → refused; a file that somebody else owns → unsafe',
  async () => {
    const chromium = browserOf('chromium');
    await mkdir(on.data, { mode: 0o700 });
    await chown(on.data, NOBODY, NOBODY);
    expect(await register(on, chromium)).toEqual({ kind: 'unsafe', weak: { file: on.data, weakness: 'owner' } });
    await chown(on.data, 0, 0);
    await register(on, chromium);
    await chown(programFile(on), NOBODY, NOBODY);
    const { state, proof } = await statusOf(on, chromium);
    expect([state, proof.at(-1)]).toEqual([
      'unsafe',
      { key: 'status.unsafe-owner', values: { file: programFile(on) } },
    ]);
  },
);

test('writeWhole: the folder is gone → an error, and no half file', async () => {
  await expect(writeWhole(path.join(folder, 'gone', 'file'), 'text', 0o600)).rejects.toThrow(/ENOENT/);
});

test.each<[env: Record<string, string>, data: string]>([
  [{ XDG_DATA_HOME: '/data' }, '/data/reconnect'],
  [{ XDG_DATA_HOME: 'rel' }, '/users/ada/.local/share/reconnect'],
  [{ XDG_DATA_HOME: './rel' }, '/users/ada/.local/share/reconnect'],
  [{ XDG_DATA_HOME: '' }, '/users/ada/.local/share/reconnect'],
  [{}, '/users/ada/.local/share/reconnect'],
])('dataFolder: %j → %s', (env, data) => {
  expect(dataFolder('linux', '/users/ada', env)).toBe(data);
});

test.each<
  [name: Parameters<typeof systemProgram>[0], platform: NodeJS.Platform, env: object, there: string, file: string]
>([
  ['ping', 'win32', { SystemRoot: 'D:\\Windows' }, '', 'D:\\Windows\\System32\\ping.exe'],
  ['ping', 'win32', {}, '', 'C:\\Windows\\System32\\ping.exe'],
  // A variable that leads back to the current folder is not believed.
  ['reg', 'win32', { SystemRoot: '.' }, '', 'C:\\Windows\\System32\\reg.exe'],
  ['reg', 'win32', { SystemRoot: '\\\\evil\\share' }, '', 'C:\\Windows\\System32\\reg.exe'],
  ['powershell', 'win32', {}, '', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'],
  ['ping', 'linux', { PATH: '/evil' }, '/bin/ping', '/bin/ping'],
  ['ss', 'linux', {}, '/usr/sbin/ss', '/usr/sbin/ss'],
  ['ping', 'linux', { PATH: '.' }, '', '/usr/bin/ping'],
  ['ping', 'darwin', {}, '/sbin/ping', '/sbin/ping'],
])('systemProgram: %s on %s with %j, where “%s” is → %s', (name, platform, env, there, file) => {
  expect(systemProgram(name, platform, { ...env }, path => path === there)).toBe(file);
});

test('launching: a batch file → cmd by its full path and one line as it stands, for users beyond ASCII too', () => {
  const [file, args, options] = launching('C:\\Users\\Łukasz & Co\\reconnect-helper.bat', ['chrome-extension://a/']);
  expect(file).toMatch(/^[A-Z]:\\.+\\System32\\cmd\.exe$/);
  expect(args).toEqual(['/d', '/s', '/c', '""C:\\Users\\Łukasz & Co\\reconnect-helper.bat" "chrome-extension://a/""']);
  expect(options).toEqual({ windowsVerbatimArguments: true });
});
