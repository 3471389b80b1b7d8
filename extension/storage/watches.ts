import browser from 'webextension-polyfill';
import type { WatchSettings } from '../settings/settings.ts';
import { withStorageLock } from './storage-lock.ts';
import { beginWatch, nextAlarm, readWatches, WATCH_LIMITS, type Watch } from './watching.ts';

const KEY = 'watches';
export const WATCH_ALARM = 'watch';

export async function loadWatches(): Promise<readonly Watch[]> {
  return readWatches((await browser.storage.local.get(KEY))[KEY]);
}

/** The only way to write watches: popup, options and background may do so at the same time. */
export function changeWatches(change: (watches: readonly Watch[]) => readonly Watch[]): Promise<readonly Watch[]> {
  return withStorageLock(KEY, async () => {
    const watches = change(await loadWatches());
    await browser.storage.local.set({ [KEY]: watches });
    return watches;
  });
}

/** Watches a host from now on; the oldest watch gives way where there are too many. */
export async function startWatch(target: string, settings: WatchSettings): Promise<void> {
  const now = Date.now();
  const watches = await changeWatches(known =>
    [...known.filter(watch => watch.target !== target), beginWatch(target, now, settings)].slice(-WATCH_LIMITS.watches),
  );
  browser.alarms.create(WATCH_ALARM, { when: nextAlarm(watches, now, 0) ?? now });
}

export async function stopWatch(target: string): Promise<void> {
  await changeWatches(known => known.filter(watch => watch.target !== target));
}
