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
  return path.join(data, 'reconnect.mjs');
}

export function launcherText(machine: Machine): string {
  const { platform, node } = machine;
  const program = programFile(machine);
  if (platform === 'win32') return `@echo off\r\n${quoteForBatch(node)} ${quoteForBatch(program)} %*\r\n`;
  return `#!/bin/sh\nexec ${quoteForShell(node)} ${quoteForShell(program)} "$@"\n`;
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A Windows path holds no quote; a percent sign would be taken for a variable. */
function quoteForBatch(text: string): string {
  return `"${text.replaceAll('%', '%%')}"`;
}
