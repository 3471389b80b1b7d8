import browser from 'webextension-polyfill';
import { allowedOrigins, GUIDE_ORIGINS } from '../settings/allowed-origins.ts';
import { matchPattern } from '../settings/origins.ts';

const SCRIPT = 'guide';

/** Puts the content script into pages that a person or the company added, as far as the browser was asked and agreed. */
export function followGuidePages(): void {
  const follow = () => void register();
  browser.permissions.onAdded.addListener(follow);
  browser.permissions.onRemoved.addListener(follow);
  browser.runtime.onInstalled.addListener(follow);
  browser.runtime.onStartup.addListener(follow);
  browser.storage.local.onChanged.addListener(follow);
}

async function register(): Promise<void> {
  // There only once the person has let a page in.
  const scripting: typeof browser.scripting | undefined = browser.scripting;
  if (scripting === undefined) return;
  const patterns = (await allowedOrigins()).filter(origin => !GUIDE_ORIGINS.includes(origin)).map(matchPattern);
  const granted = await Promise.all(patterns.map(pattern => browser.permissions.contains({ origins: [pattern] })));
  const matches = [...new Set(patterns.filter((_, index) => granted[index]))];
  const known = await scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
  if (known.length > 0) await scripting.unregisterContentScripts({ ids: [SCRIPT] });
  if (matches.length === 0) return;
  const js = ['content-scripts/guide.js'];
  await scripting.registerContentScripts([{ id: SCRIPT, js, matches, runAt: 'document_start' }]);
}
