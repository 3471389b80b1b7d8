import { runSystemProgram } from '../system-program.ts';
import type { ReadingCommand } from './commands.ts';

/** What came of running a command. `stopped`: its deadline, or a person's Ctrl-C, ended it. */
export type Output =
  | { readonly kind: 'ran'; readonly bytes: Uint8Array; readonly succeeded: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'stopped' };

/** PowerShell alone takes seconds to start on a busy machine. */
const LIMITS = { timeoutMs: 15_000, maxBytes: 1024 * 1024 };

/**
 * Runs one command, bounded in time and output. What went wrong is data: `systemctl status` of a stopped service ends
 * with 3 and has said what it knows.
 */
export async function runCommand({ program, args }: ReadingCommand, signal: AbortSignal): Promise<Output> {
  const ran = await runSystemProgram(program, args, { ...LIMITS, signal });
  return ran.kind === 'ran' ? { kind: 'ran', bytes: ran.stdout, succeeded: ran.succeeded } : { kind: ran.kind };
}
