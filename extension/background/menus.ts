import browser from 'webextension-polyfill';
import { say } from '../../machines/diagnosis/words.ts';
import { putHandoffText } from '../storage/handoff-text.ts';
import { hostOfLink } from '../storage/parse-host-input.ts';
import { loadPolicy } from '../storage/stored-settings.ts';
import { knowledge } from './knowledge.ts';
import { showCase } from './show-case.ts';

const SELECTION = 'check';
const LINK = 'check-link';

/** "Check Remote Desktop to …" on what is selected, and on a link's host. */
export function offerMenus(): void {
  // One after the other: the background starts, is told of its installation and of a new policy, all at once.
  let before = Promise.resolve();
  const follow = (anew: boolean) => {
    before = before.then(() => followPolicy(anew));
  };
  browser.runtime.onInstalled.addListener(() => follow(true));
  browser.storage.managed.onChanged.addListener(() => follow(false));
  // Firefox emits no change event: there a policy is read when the browser starts.
  follow(false);
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText, linkUrl }) => {
    const text = menuItemId === LINK ? hostOfLink(linkUrl ?? '') : selectionText;
    if (text !== undefined) void putHandoffText(text).then(showCase);
  });
}

/** The browser keeps menus over the life of a background; they are made anew after an update, for their words. */
async function followPolicy(anew: boolean): Promise<void> {
  const { off } = await loadPolicy();
  const wanted = !off.includes('menus');
  if (wanted && !anew && (await areThere())) return;
  await browser.contextMenus.removeAll();
  if (wanted) await createMenus();
}

const areThere = () =>
  browser.contextMenus.update(SELECTION, {}).then(
    () => true,
    () => false,
  );

async function createMenus(): Promise<void> {
  const words = await knowledge();
  // The browser puts the selected words in place of %s.
  const title = say(words, 'popup.menu', { text: '%s' });
  browser.contextMenus.create({ id: SELECTION, title, contexts: ['selection'] });
  browser.contextMenus.create({ id: LINK, title: say(words, 'popup.menu-link'), contexts: ['link'] });
}
