import os from 'node:os';
import path from 'node:path';
import { runSystemProgram, type SystemProgram } from '../system-program.ts';
import type { Platform } from './browsers.ts';
import { type Program, thisProgram } from './program.ts';

/** The machine that the helper is registered on; a test gives one of its own. */
export interface Machine {
  readonly platform: Platform;
  readonly home: string;
  /** Where this program may keep the launcher, per user. */
  readonly data: string;
  readonly program: Program;
  /** Policies of a company are looked for under this root; `/` but in tests. */
  readonly root: string;
  /** Runs `reg` with these words; its output, or undefined where it failed. */
  readonly reg: (words: readonly string[]) => Promise<string | undefined>;
  /** A property list of macOS as JSON, or undefined where there is none. */
  readonly plist: (file: string) => Promise<string | undefined>;
  /** Registers with one Chromium of this user-data folder only. Used by tests. */
  readonly browserDir?: string;
}

/** The machine that this runs on. Whatever is neither Windows nor macOS is taken for Linux. */
export function thisMachine(env: Readonly<Record<string, string | undefined>>, browserDir?: string): Machine {
  const platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
  const home = os.homedir();
  return {
    platform,
    home,
    data: browserDir === undefined ? dataFolder(platform, home, env) : path.join(browserDir, 'reconnect'),
    program: thisProgram(import.meta.filename),
    root: '/',
    reg: words => output('reg', words),
    plist: file => output('plutil', ['-convert', 'json', '-o', '-', file]),
    ...(browserDir === undefined ? {} : { browserDir }),
  };
}

/** Where this program keeps its copy, per user. */
export function dataFolder(
  platform: Platform,
  home: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  // A relative folder would be another one wherever the program is started; the XDG specification wants it ignored.
  const told = (variable: string) => (path.isAbsolute(env[variable] ?? '') ? env[variable] : undefined);
  if (platform === 'win32') return path.join(told('LOCALAPPDATA') ?? path.join(home, 'AppData', 'Local'), 'Reconnect');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Reconnect');
  return path.join(told('XDG_DATA_HOME') ?? path.join(home, '.local', 'share'), 'reconnect');
}

/** What a program printed, or undefined where it failed. */
async function output(program: SystemProgram, words: readonly string[]): Promise<string | undefined> {
  const ran = await runSystemProgram(program, words, { timeoutMs: 5_000, maxBytes: 1024 * 1024 });
  return ran.kind === 'ran' && ran.succeeded ? ran.stdout.toString() : undefined;
}
