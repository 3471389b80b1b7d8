import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import type { Platform } from './browsers.ts';

/** The machine that the helper is registered on; a test gives one of its own. */
export interface Machine {
  readonly platform: Platform;
  readonly home: string;
  /** Where this program may keep the launcher, per user. */
  readonly data: string;
  /** The Node that runs this program; the browser must not pick another one. */
  readonly node: string;
  /** This program's file. */
  readonly program: string;
  /** Policies of a company are looked for under this root; `/` but in tests. */
  readonly root: string;
  /** Runs `reg` with these words; its output, or undefined where it failed. */
  readonly reg: (words: readonly string[]) => Promise<string | undefined>;
  /** A property list of macOS as JSON, or undefined where there is none. */
  readonly plist: (file: string) => Promise<string | undefined>;
  /** Registers with one Chromium of this user-data folder only. Used by tests. */
  readonly browserDir?: string;
}

export function thisMachine(env: Readonly<Record<string, string | undefined>>, browserDir?: string): Machine {
  const platform = process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
  const home = os.homedir();
  return {
    platform,
    home,
    data: browserDir === undefined ? dataFolder(platform, home, env) : path.join(browserDir, 'reconnect'),
    node: process.execPath,
    program: builtProgram(import.meta.filename),
    root: '/',
    // By its full path: a `reg.exe` beside the person's current folder must not be taken for it.
    reg: words => output(path.join(env.SystemRoot || 'C:\\Windows', 'System32', 'reg.exe'), words),
    plist: file => output('/usr/bin/plutil', ['-convert', 'json', '-o', '-', file]),
    ...(browserDir === undefined ? {} : { browserDir }),
  };
}

/** The bundle: this very file, or for a run from the sources the one that they were built into. */
function builtProgram(file: string): string {
  return file.endsWith('.ts') ? path.resolve(path.dirname(file), '../../../dist/reconnect.mjs') : file;
}

function dataFolder(platform: Platform, home: string, env: Readonly<Record<string, string | undefined>>): string {
  if (platform === 'win32') return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'Reconnect');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Reconnect');
  return path.join(env.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'reconnect');
}

function output(program: string, words: readonly string[]): Promise<string | undefined> {
  return new Promise(resolve => {
    execFile(program, [...words], { timeout: 5_000, windowsHide: true }, (error, text) =>
      resolve(error === null ? text : undefined),
    );
  });
}
