import path from 'node:path';
import type { Machine } from './machine.ts';

/** The file that a browser starts. It pins the Node that ran `install`, because browsers start programs with a bare PATH. */
export const LAUNCHER = {
  linux: 'reconnect-helper',
  darwin: 'reconnect-helper',
  win32: 'reconnect-helper.bat',
} as const;

/** The copy of this program that `install` makes: the file that the person saved may go where it likes. */
export function programFile({ data }: Machine): string {
  return path.join(data, PROGRAM);
}

/** The file's name in this program's own folder, beside the launcher. */
export const PROGRAM = 'reconnect.mjs';

/**
 * cmd reads a batch file in the console's code page, in which a user's `ö` is something else: this file is UTF-8, and names
 * the program beside it by its own folder.
 */
const UTF8_BATCH = ['@echo off', '"%SystemRoot%\\System32\\chcp.com" 65001 >nul'];

export function launcherText(machine: Machine): string {
  const { platform, node } = machine;
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
