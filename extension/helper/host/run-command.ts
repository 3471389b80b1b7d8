import { execFile } from 'node:child_process';
import type { ReadingCommand } from './commands.ts';

/** What came of running a command. `stopped`: its deadline, or a person's Ctrl-C, ended it. */
export type Output =
  | { readonly kind: 'ran'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  | { readonly kind: 'stopped' };

/** PowerShell alone takes seconds to start on a busy machine. */
const DEADLINE_MS = 15_000;
const MAX_OUTPUT_BYTES = 1024 * 1024;

/** Runs one command without a shell, bounded in time and output. What went wrong is data; never rejects. */
export function runCommand({ program, args }: ReadingCommand, signal: AbortSignal): Promise<Output> {
  return new Promise(resolve => {
    execFile(
      program,
      [...args],
      {
        timeout: DEADLINE_MS,
        signal,
        maxBuffer: MAX_OUTPUT_BYTES,
        encoding: 'buffer',
        windowsHide: true,
        env: { ...process.env, LC_ALL: 'C', SYSTEMD_COLORS: '0' },
      },
      (error, stdout) => {
        if (signal.aborted || error?.killed === true) return resolve({ kind: 'stopped' });
        // `systemctl status` of a stopped service ends with 3 and has said what it knows.
        if (error?.code === 'ENOENT' || error?.code === 'EACCES') return resolve({ kind: 'missing' });
        resolve({ kind: 'ran', bytes: stdout });
      },
    );
  });
}
