import path from 'node:path';
import { GECKO_ID } from '../wire/identity.ts';
import type { Platform } from './install/browsers.ts';
import type { Program } from './install/program.ts';

/**
 * Who started the program. Chromium passes the extension's origin, Firefox the path of the native manifest and the
 * extension's id. https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_messaging
 */
export function startedBy(words: readonly string[]): 'browser' | 'person' {
  const [first = '', second] = words;
  if (first.startsWith('chrome-extension://')) return 'browser';
  return second === GECKO_ID && path.isAbsolute(first) ? 'browser' : 'person';
}

/** What tells a double click from a command line. */
export interface Opening {
  readonly kind: Program['kind'];
  readonly platform: Platform;
  readonly words: readonly string[];
  /** Whether a person sees what is written and can answer. */
  readonly terminal: boolean;
  /** The program as it was called. */
  readonly calledAs: string;
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Whether the program was opened from Explorer or Finder: without a word, in a window of its own that closes when it ends.
 * Of the shells of Windows, cmd tells its programs its prompt. Finder has Terminal run the full path in the person's home.
 */
export function isOpenedFromFileManager(opening: Opening): boolean {
  const { kind, platform, words, terminal, calledAs, cwd, home, env } = opening;
  if (kind !== 'executable' || words.length > 0 || !terminal) return false;
  if (platform === 'win32') return env.PROMPT === undefined;
  return platform === 'darwin' && calledAs.startsWith('/') && cwd === home;
}
