import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Every program of the system that this one ever starts. They only read, but for `reg` of `install`, and for `cmd` and
 * `xargs`, which start another.
 */
export type SystemProgram =
  | 'cmd'
  | 'journalctl'
  | 'netstat'
  | 'ping'
  | 'ping6'
  | 'plutil'
  | 'powershell'
  | 'qwinsta'
  | 'reg'
  | 'sc'
  | 'scutil'
  | 'ss'
  | 'systemctl'
  | 'ufw'
  | 'wevtutil'
  | 'xargs';

/** Folders that only an administrator writes; the last two are NixOS, which has no others. */
const UNIX_FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/run/wrappers/bin', '/run/current-system/sw/bin'];
const WINDOWS_FOLDERS: Readonly<Partial<Record<SystemProgram, string>>> = {
  powershell: 'System32\\WindowsPowerShell\\v1.0',
};

/**
 * A program of the system by its full path. INVARIANT: nothing is looked for in the current folder or along `PATH`, where
 * anybody may have put another `ping`: people run this program in their downloads. A program that is nowhere keeps a full
 * path too, and then does not start.
 */
export function systemProgram(
  name: SystemProgram,
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  exists: (file: string) => boolean = existsSync,
): string {
  if (platform === 'win32')
    return path.win32.join(windowsFolder(env), WINDOWS_FOLDERS[name] ?? 'System32', `${name}.exe`);
  const files = UNIX_FOLDERS.map(folder => `${folder}/${name}`);
  return files.find(exists) ?? `${UNIX_FOLDERS[0]}/${name}`;
}

/** Where Windows is; a variable that is no full path of a drive is not believed. */
export function windowsFolder(env: Readonly<Record<string, string | undefined>>): string {
  const told = env.SystemRoot ?? '';
  return /^[A-Za-z]:\\/.test(told) ? told : 'C:\\Windows';
}

/** What came of a run. `missing`: not there, or it may not be run. `stopped`: its deadline or a signal ended it. */
export type Ran =
  | {
      readonly kind: 'ran' | 'stopped';
      readonly succeeded: boolean;
      readonly stdout: Buffer;
      readonly stderr: Buffer;
    }
  | { readonly kind: 'missing' };

export interface RunLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  /** Is told how long the start held this process up. */
  readonly onStarted?: (heldMs: number) => void;
}

/** Runs a program of the system without a shell, bounded in time and output. What goes wrong is data; never rejects. */
export async function runSystemProgram(
  name: SystemProgram,
  args: readonly string[],
  { timeoutMs, maxBytes, signal, onStarted }: RunLimits,
): Promise<Ran> {
  // Loaded where it is needed: a healthy check starts nothing.
  const { execFile } = await import('node:child_process');
  return new Promise(resolve => {
    const started = performance.now();
    execFile(
      systemProgram(name),
      [...args],
      {
        timeout: timeoutMs,
        ...(signal && { signal }),
        maxBuffer: maxBytes,
        encoding: 'buffer',
        windowsHide: true,
        env: { ...process.env, LC_ALL: 'C', SYSTEMD_COLORS: '0' },
      },
      (error, stdout, stderr) => {
        if (error?.code === 'ENOENT' || error?.code === 'EACCES') return resolve({ kind: 'missing' });
        const stopped = signal?.aborted === true || error?.killed === true;
        resolve({ kind: stopped ? 'stopped' : 'ran', succeeded: error === null, stdout, stderr });
      },
    );
    onStarted?.(performance.now() - started);
  });
}

/** Starts a program by the full path of its file, with its three streams. */
export async function startProgram(
  file: string,
  args: readonly string[],
  options: { readonly windowsVerbatimArguments?: boolean; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<ChildProcessWithoutNullStreams> {
  if (!path.isAbsolute(file)) throw new Error(`${file} is no full path`);
  const { spawn } = await import('node:child_process');
  return spawn(file, [...args], { ...options, stdio: 'pipe', windowsHide: true });
}
