import browser from 'webextension-polyfill';
import type { WatchSettings } from '../settings/settings.ts';
import { beginWatch, nextAlarm, readWatches, WATCH_LIMITS, type Watch } from './watching.ts';

const KEY = 'watches';
export const WATCH_ALARM = 'watch';

export async function loadWatches(): Promise<readonly Watch[]> {
  return readWatches((await browser.storage.local.get(KEY))[KEY]);
}

export async function saveWatches(watches: readonly Watch[]): Promise<void> {
  await browser.storage.local.set({ [KEY]: watches });
}

/** Watches a host from now on; the oldest watch gives way where there are too many. */
export async function startWatch(target: string, settings: WatchSettings): Promise<void> {
  const others = (await loadWatches()).filter(watch => watch.target !== target);
  const now = Date.now();
  const watches = [...others, beginWatch(target, now, settings)].slice(-WATCH_LIMITS.watches);
  await saveWatches(watches);
  browser.alarms.create(WATCH_ALARM, { when: nextAlarm(watches, now, 0) ?? now });
}

export async function stopWatch(target: string): Promise<void> {
  await saveWatches((await loadWatches()).filter(watch => watch.target !== target));
}
