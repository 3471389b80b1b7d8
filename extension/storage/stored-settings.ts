import browser from 'webextension-polyfill';
import { LOCKED_DOWN, NO_POLICY, type Policy, readPolicy } from '../settings/policy.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { withStorageLock } from './storage-lock.ts';

const KEY = 'settings';
/** Firefox's words where no company has set anything; toolkit/components/extensions/parent/ext-storage.js. */
const NOTHING_SET = /managed storage manifest not found/i;

export async function loadSettings(): Promise<Settings> {
  return readSettings((await browser.storage.local.get(KEY))[KEY]);
}

/** The only way to write settings: popup and options may change them at the same time. */
export function changeSettings(change: (settings: Settings) => Partial<Settings>): Promise<Settings> {
  return withStorageLock(KEY, async () => {
    const settings = await loadSettings();
    const changed = { ...settings, ...change(settings) };
    await browser.storage.local.set({ [KEY]: changed });
    return changed;
  });
}

/** Firefox rejects where no company has set anything; Chromium then gives an empty object. Another failure allows nothing. */
export async function loadPolicy(): Promise<Policy> {
  return browser.storage.managed
    .get()
    .then(readPolicy, error => (NOTHING_SET.test(String(Object(error).message)) ? NO_POLICY : LOCKED_DOWN));
}
