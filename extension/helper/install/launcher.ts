import path from 'node:path';
import type { Machine } from './machine.ts';

/** The file that a browser starts. It pins the Node that ran `install`, because browsers start programs with a bare PATH. */
export const LAUNCHER = {
  linux: 'reconnect-helper',
  darwin: 'reconnect-helper',
  win32: 'reconnect-helper.bat',
} as const;

/** The script's name in this program's own folder, beside the launcher. */
export const PROGRAM = 'reconnect.mjs';

/** The executable's name there; a browser starts it without a launcher. */
export const EXECUTABLE = { linux: 'reconnect', darwin: 'reconnect', win32: 'reconnect.exe' } as const;

/**
 * The copy of this program that `install` makes: the file that the person saved may go where it likes. What an installer
 * placed stays where it is.
 */
export function programFile({ data, platform, program }: Machine): string {
  if (program.kind === 'packaged') return program.file;
  return path.join(data, program.kind === 'script' ? PROGRAM : EXECUTABLE[platform]);
}

/** The file that browsers start. */
export function launcherFile(machine: Machine): string {
  if (machine.program.kind !== 'script') return programFile(machine);
  return path.join(machine.data, LAUNCHER[machine.platform]);
}

/** All that `install` may have put into this program's own folder, whichever kind of program it was. */
export function ownFiles({ data, platform }: Machine): readonly string[] {
  return [LAUNCHER[platform], PROGRAM, EXECUTABLE[platform]].map(name => path.join(data, name));
}

/**
 * cmd reads a batch file in the console's code page, in which a user's `ö` is something else: this file is UTF-8, and names
 * the program beside it by its own folder.
 */
const UTF8_BATCH = ['@echo off', '"%SystemRoot%\\System32\\chcp.com" 65001 >nul'];

/** Of a script only: it starts the Node that ran `install` with the script. */
export function launcherText(machine: Machine, node: string): string {
  const { platform } = machine;
  const program = programFile(machine);
  if (platform === 'win32') return [...UTF8_BATCH, `${quoteForBatch(node)} "%~dp0${PROGRAM}" %*`, ''].join('\r\n');
  return `#!/bin/sh\nexec ${quoteForShell(node)} ${quoteForShell(program)} "$@"\n`;
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A Windows path holds no quote; a percent sign would be taken for a variable. */
function quoteForBatch(text: string): string {
  return `"${text.replaceAll('%', '%%')}"`;
}
