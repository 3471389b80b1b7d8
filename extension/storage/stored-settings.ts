import browser from 'webextension-polyfill';
import { NO_POLICY, type Policy, readPolicy } from '../settings/policy.ts';
import { readSettings, type Settings } from '../settings/settings.ts';

const KEY = 'settings';

export async function loadSettings(): Promise<Settings> {
  return readSettings((await browser.storage.local.get(KEY))[KEY]);
}

export async function saveSettings(settings: Settings): Promise<void> {
  await browser.storage.local.set({ [KEY]: settings });
}

export async function changeSettings(change: (settings: Settings) => Partial<Settings>): Promise<Settings> {
  const settings = await loadSettings();
  const changed = { ...settings, ...change(settings) };
  await saveSettings(changed);
  return changed;
}

/** Firefox rejects where no company has set anything; Chromium then gives an empty object. */
export async function loadPolicy(): Promise<Policy> {
  return browser.storage.managed.get().then(readPolicy, () => NO_POLICY);
}
