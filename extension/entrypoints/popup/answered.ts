import browser from 'webextension-polyfill';
import type { HelperState } from '../../../machines/diagnosis/check-events.ts';

const KEY = 'helper-answered';

/** A browser says "not found" of a helper that never was and of one that went: the first has never answered. */
export async function refineHelperState(state: 'ready' | HelperState): Promise<'ready' | HelperState> {
  const before = (await browser.storage.local.get(KEY))[KEY] === true;
  if (state === 'absent' && before) return 'lost';
  if (state === 'ready' && !before) await browser.storage.local.set({ [KEY]: true });
  return state;
}
