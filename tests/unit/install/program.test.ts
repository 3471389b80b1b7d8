import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launcherFile } from '../../../extension/helper/install/launcher.ts';
import { manifestFile } from '../../../extension/helper/install/manifest.ts';
import { callOf, type Program, packageFormatBeside } from '../../../extension/helper/install/program.ts';
import { register, removeProgram, unregister } from '../../../extension/helper/install/register.ts';
import { statusOf } from '../../../extension/helper/install/status.ts';
import { isOpenedFromFileManager, type Opening } from '../../../extension/helper/invocation.ts';
import { browserOf, greets, machineIn, memoryRegistry, put } from './machine.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-program-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const script: Program = { kind: 'script', file: '/x/reconnect.mjs', node: '/bin/sh' };
const executable = (calledAs: string): Program => ({ kind: 'executable', file: '/x/reconnect', calledAs });
const packaged = (format: 'deb' | 'nsis', file = '/x/reconnect'): Program => ({ kind: 'packaged', file, format });

test.each<[Program, call: string]>([
  [script, 'node reconnect.mjs'],
  [executable('./reconnect'), './reconnect'],
  [executable('C:\\My Downloads\\reconnect.exe'), '"C:\\My Downloads\\reconnect.exe"'],
  [packaged('deb'), 'reconnect'],
])('call: %j → %s', (program, call) => {
  expect(callOf(program)).toBe(call);
});

test.each<[mark: string | undefined, format: string | undefined]>([
  ['deb\n', 'deb'],
  ['nsis\r\n', 'nsis'],
  ['snap\n', undefined],
  ['', undefined],
  [undefined, undefined],
])('package: the mark %j → %s', async (mark, format) => {
  if (mark !== undefined) await put(path.join(folder, 'installed-by'), mark);
  expect(packageFormatBeside(path.join(folder, 'reconnect'))).toBe(format);
});

test('executable: installed twice → browsers start its one copy, without a launcher, and uninstall leaves nothing', async () => {
  const file = path.join(folder, 'downloads', 'reconnect-linux-x64');
  await put(file, `#!/bin/sh\n${greets([1])}`, 0o755);
  const on = machineIn(folder, 'linux', { program: { kind: 'executable', file, calledAs: './reconnect' } });
  await register(on, browserOf('chrome'));
  await register(on, browserOf('firefox'));
  await rm(file);
  expect(await readdir(on.data)).toEqual(['reconnect']);
  expect((await stat(launcherFile(on))).mode & 0o777).toBe(0o700);
  expect((await statusOf(on, browserOf('chrome'))).state).toBe('ready');
  for (const id of ['chrome', 'firefox'] as const) await unregister(on, browserOf(id));
  await removeProgram(on);
  const left = await readdir(folder, { recursive: true, withFileTypes: true });
  expect(left.filter(entry => entry.isFile())).toEqual([]);
});

test('executable: a newer one → takes the place of the copy', async () => {
  const file = path.join(folder, 'reconnect');
  const on = machineIn(folder, 'linux', { program: { kind: 'executable', file, calledAs: file } });
  for (const version of ['old', 'new']) {
    await put(file, version);
    await register(on, browserOf('chrome'));
    expect(await readFile(launcherFile(on), 'utf8')).toBe(version);
  }
});

test('uninstall: by another kind of program than install → everything goes all the same', async () => {
  const on = machineIn(folder);
  await put(on.program.file, 'the script');
  await register(on, browserOf('chrome'));
  await removeProgram({ ...on, program: executable('./reconnect') });
  await expect(readdir(on.data)).rejects.toThrow(/ENOENT/);
});

test('package: install → takes away what hides the package’s registration, and writes nothing', async () => {
  const own = machineIn(folder);
  await put(own.program.file, 'the script');
  await register(own, browserOf('chrome'));
  const on = machineIn(folder, 'linux', { program: packaged('deb') });
  await register(on, browserOf('chrome'));
  expect(await readdir(path.dirname(manifestFile(own, browserOf('chrome'))))).toEqual([]);
});

test('package: its set-up for one person on Windows → install names the manifest beside the program again', async () => {
  const { keys, reg } = memoryRegistry();
  const program = packaged('nsis', path.join(folder, 'Programs', 'reconnect.exe'));
  const on = machineIn(folder, 'win32', { reg, program });
  await register(on, browserOf('edge'));
  expect([...keys.values()]).toEqual([path.join(folder, 'Programs', 'example.reconnect.helper.chromium.json')]);
  expect(await readdir(folder)).toEqual([]);
});

const opening: Opening = {
  kind: 'executable',
  platform: 'win32',
  words: [],
  terminal: true,
  calledAs: 'C:\\Users\\a\\Downloads\\reconnect.exe',
  cwd: 'C:\\Users\\a\\Downloads',
  home: 'C:\\Users\\a',
  env: {},
};
const finder = {
  platform: 'darwin',
  calledAs: '/Users/a/Downloads/reconnect',
  cwd: '/Users/a',
  home: '/Users/a',
} as const;

test.each<[name: string, change: Partial<Opening>, opened: boolean]>([
  ['Explorer', {}, true],
  ['cmd', { env: { PROMPT: '$P$G' } }, false],
  ['Explorer, with an .rdp file dropped on it', { words: ['C:\\a.rdp'] }, false],
  ['a program that reads its output', { terminal: false }, false],
  ['a script', { kind: 'script' }, false],
  ['the package’s own start', { kind: 'packaged' }, false],
  ['Finder', finder, true],
  ['a terminal of macOS, by its path', { ...finder, calledAs: './reconnect' }, false],
  ['a terminal of macOS, elsewhere', { ...finder, cwd: '/Users/a/Downloads' }, false],
  ['Linux', { platform: 'linux' }, false],
])('opened: by %s → %s', (_, change, opened) => {
  expect(isOpenedFromFileManager({ ...opening, ...change })).toBe(opened);
});
