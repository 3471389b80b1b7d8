import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { say } from '../../machines/diagnosis.words.ts';
import type { Knowledge } from '../../machines/knowledge.ts';
import { noteSaid } from './popup/said.ts';

const MENU = 'check';

/** Ways into the popup from elsewhere in the browser. It keeps no state: a worker may be killed at any time. */
export default defineBackground(() => {
  browser.runtime.onInstalled.addListener(() => void offerMenu());
  browser.contextMenus.onClicked.addListener(({ selectionText }) => {
    if (selectionText !== undefined) void open(selectionText);
  });
  browser.omnibox.onInputEntered.addListener(text => void open(text));
});

async function offerMenu(): Promise<void> {
  const knowledge: Knowledge = await fetch('/knowledge.json').then(answer => answer.json());
  await browser.contextMenus.removeAll();
  // The browser puts the selected words in place of %s.
  browser.contextMenus.create({
    id: MENU,
    title: say(knowledge, 'popup.menu', { text: '%s' }),
    contexts: ['selection'],
  });
}

async function open(text: string): Promise<void> {
  await noteSaid(text);
  // Older browsers open a popup only where the person clicked on its button.
  await browser.action.openPopup().catch(() => browser.tabs.create({ url: browser.runtime.getURL('popup.html') }));
}
