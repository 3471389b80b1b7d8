import browser from 'webextension-polyfill';
import { isText } from '../../machines/schemas/fields.ts';
import { withStorageLock } from './storage-lock.ts';

const KEY = 'said';
/** A selection can be a whole page; no host, dialog or printed output that we read is longer. */
const MAX_CHARACTERS = 20_000;

/** Hands a text to the popup that is about to open. */
export function putHandoffText(text: string): Promise<void> {
  return browser.storage.session.set({ [KEY]: text.slice(0, MAX_CHARACTERS) });
}

/** The text that the menu or the address bar handed over, once. */
export function takeHandoffText(): Promise<string | undefined> {
  return withStorageLock(KEY, async () => {
    const stored = (await browser.storage.session.get(KEY))[KEY];
    await browser.storage.session.remove(KEY);
    return isText(stored, MAX_CHARACTERS) ? stored : undefined;
  });
}
