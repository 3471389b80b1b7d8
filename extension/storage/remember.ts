import browser from 'webextension-polyfill';
import type { Knowledge } from '../../machines/knowledge.ts';
import type { Checked } from '../helper-client/check-actor.ts';
import type { Policy } from '../settings/policy.ts';
import type { Settings } from '../settings/settings.ts';
import { forgetChecks, keepCheck } from './last-checks.ts';
import { addRecent, decodeRecent, forgetRecents, loadRecents, type Recent, recentOf } from './recents.ts';
import { loadPolicy, loadSettings } from './stored-settings.ts';

/** The newest check, in memory until the browser closes; the badge follows it. */
export const LAST = 'last';

const keepsHistory = (settings: Settings, policy: Policy): boolean =>
  settings.history && !policy.off.includes('history');

/**
 * Notes a check that came to its end. INVARIANT: without history nothing of it outlives the browser, also where history
 * was switched off while the check ran.
 */
export async function remember(checked: Checked, knowledge: Knowledge): Promise<Recent | undefined> {
  const recent = recentOf(checked, knowledge, Date.now());
  if (recent === undefined) return undefined;
  await browser.storage.session.set({ [LAST]: recent });
  const isKept = async () => keepsHistory(await loadSettings(), await loadPolicy());
  const recents = await addRecent(recent, isKept);
  if (recents !== undefined)
    await keepCheck(recent.target, checked.facts, async () => (await loadRecents()).map(({ target }) => target));
  return recent;
}

export async function loadLast(): Promise<Recent | undefined> {
  return decodeRecent((await browser.storage.session.get(LAST))[LAST]);
}

export async function forget(): Promise<void> {
  await Promise.all([forgetRecents(), forgetChecks(), browser.storage.session.remove(LAST)]);
}
