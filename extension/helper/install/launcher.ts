import type { Machine } from './machine.ts';

/** The file that a browser starts. It pins the Node that ran `install`, because browsers start programs with a bare PATH. */
export const LAUNCHER = {
  linux: 'reconnect-helper',
  darwin: 'reconnect-helper',
  win32: 'reconnect-helper.bat',
} as const;

export function launcherText({ platform, node, program }: Machine): string {
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
