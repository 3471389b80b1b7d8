import browser from 'webextension-polyfill';
import { say } from '../../machines/diagnosis.words.ts';
import { hostOfLink } from '../memory/host-in.ts';
import { noteSaid } from '../memory/said.ts';
import { loadPolicy } from '../settings/storage.ts';
import { knowledge } from './knowledge.ts';
import { showCase } from './show-case.ts';

const SELECTION = 'check';
const LINK = 'check-link';

/** "Check Remote Desktop to …" on what is selected, and on a link's host. */
export function offerMenus(): void {
  browser.runtime.onInstalled.addListener(() => void createMenus());
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText, linkUrl }) => {
    const text = menuItemId === LINK ? hostOfLink(linkUrl ?? '') : selectionText;
    if (text !== undefined) void noteSaid(text).then(showCase);
  });
}

async function createMenus(): Promise<void> {
  const [words, policy] = [await knowledge(), await loadPolicy()];
  await browser.contextMenus.removeAll();
  if (policy.off.includes('menus')) return;
  // The browser puts the selected words in place of %s.
  const title = say(words, 'popup.menu', { text: '%s' });
  browser.contextMenus.create({ id: SELECTION, title, contexts: ['selection'] });
  browser.contextMenus.create({ id: LINK, title: say(words, 'popup.menu-link'), contexts: ['link'] });
}
