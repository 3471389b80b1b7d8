import browser from 'webextension-polyfill';
import type { CaseStore } from '../../site/widget/index.ts';

const KEY = 'case';

/** The case on the screen, in memory until the browser closes: a popup that is opened again goes on where it stood. */
export const caseStore: CaseStore & { readonly clear: () => Promise<void> } = {
  load: async () => (await browser.storage.session.get(KEY))[KEY],
  save: saved => browser.storage.session.set({ [KEY]: saved }),
  clear: () => browser.storage.session.remove(KEY),
};
