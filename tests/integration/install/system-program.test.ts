import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readingCommands } from '../../../extension/helper/host/commands.ts';
import { runCommand } from '../../../extension/helper/host/run-command.ts';
import { ping } from '../../../extension/helper/probes/ping.ts';
import { hostsFilePath } from '../../../extension/helper/probes/resolver.ts';
import { startProgram } from '../../../extension/helper/system-program.ts';

const PLANTED = ['ping', 'ss', 'systemctl', 'journalctl', 'ufw', 'xargs'] as const;
const bounds = { deadlineMs: 5_000, signal: new AbortController().signal };

let folder = '';
let before: string | undefined;
/** Somebody else's programs, first along the way that a shell would look. Each leaves a file behind where it runs. */
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-planted-'));
  for (const name of PLANTED) {
    await writeFile(path.join(folder, name), `#!/bin/sh\n: > '${folder}/${name}-ran'\n`);
    await chmod(path.join(folder, name), 0o755);
  }
  before = process.env.PATH;
  process.env.PATH = `${folder}:${before}`;
});
afterEach(async () => {
  process.env.PATH = before;
  await rm(folder, { recursive: true, force: true });
});
const ran = async () => (await readdir(folder)).filter(name => name.endsWith('-ran'));

test.runIf(process.platform === 'linux')(
  'programs of the system: others of their names come first along PATH → none of those runs',
  async () => {
    // The first ones are started by this process, the others by another.
    await Promise.all(Array.from({ length: 40 }, (_, at) => ping(`127.0.0.${at + 1}`, bounds)));
    const commands = readingCommands('linux');
    expect(PLANTED).toEqual(expect.arrayContaining(commands.map(({ program }) => program)));
    for (const command of commands) await runCommand(command, bounds.signal);
    expect(await ran()).toEqual([]);
  },
);

test.each(['ping', './ping', 'folder/ping'])('startProgram: %s → refused, whatever lies there', async file => {
  await expect(startProgram(file, [])).rejects.toThrow('no full path');
  expect(await ran()).toEqual([]);
});

test.each([
  ['D:\\Win', 'D:\\Win\\System32\\drivers\\etc\\hosts'],
  ['\\\\share\\planted', 'C:\\Windows\\System32\\drivers\\etc\\hosts'],
  [undefined, 'C:\\Windows\\System32\\drivers\\etc\\hosts'],
])('hostsFilePath: SystemRoot is %s → %s', (SystemRoot, file) => {
  expect(hostsFilePath('win32', { SystemRoot })).toBe(file);
});
