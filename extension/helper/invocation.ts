import path from 'node:path';
import { GECKO_ID } from '../wire/identity.ts';

/**
 * Who started the program. Chromium passes the extension's origin, Firefox the path of the native manifest and the
 * extension's id. https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_messaging
 */
export function startedBy(words: readonly string[]): 'browser' | 'person' {
  const [first = '', second] = words;
  if (first.startsWith('chrome-extension://')) return 'browser';
  return second === GECKO_ID && path.isAbsolute(first) ? 'browser' : 'person';
}
