import browser from 'webextension-polyfill';
import { type RecentState, stateOf } from '../storage/recents.ts';
import { LAST, loadLast } from '../storage/remember.ts';

/** Shape, then hue: who sees no colour still tells them apart. */
const SIGNS: Readonly<Record<RecentState, { readonly text: string; readonly color: string }>> = {
  passed: { text: '✓', color: '#00796a' },
  failed: { text: '✕', color: '#d1360d' },
  unknown: { text: '?', color: '#6b5d33' },
};

/** The last verdict on the toolbar's button, and its sentence under the pointer. */
export function keepBadge(): void {
  browser.storage.session.onChanged.addListener(changes => {
    if (LAST in changes) void drawBadge();
  });
}

async function drawBadge(): Promise<void> {
  const last = await loadLast();
  const sign = last === undefined ? undefined : SIGNS[stateOf(last)];
  await browser.action.setBadgeText({ text: sign?.text ?? '' });
  await browser.action.setTitle({ title: last === undefined ? 'Reconnect' : `${last.target}: ${last.sentence}` });
  if (sign === undefined) return;
  await browser.action.setBadgeBackgroundColor({ color: sign.color });
  await browser.action.setBadgeTextColor({ color: '#ffffff' });
}
