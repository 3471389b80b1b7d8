import browser from 'webextension-polyfill';
import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import type { Target } from '../../machines/target/target.ts';
import type { CaseStore } from '../../site/widget/index.ts';

const KEY = 'case';

/** The case on the screen, in memory until the browser closes: a popup that is opened again goes on where it stood. */
export const caseStore: CaseStore & { readonly clear: () => Promise<void> } = {
  load: async () => (await browser.storage.session.get(KEY))[KEY],
  save: saved => browser.storage.session.set({ [KEY]: saved }),
  clear: () => browser.storage.session.remove(KEY),
};

/** A case that opens with a check of this target. */
export function caseOf(target: Target): SavedCase {
  return { version: 1, screen: 'checking', target, probe: true, stages: [], findings: [], asked: [], tried: [] };
}
