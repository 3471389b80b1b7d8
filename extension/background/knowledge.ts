import browser from 'webextension-polyfill';
import type { Knowledge } from '../../machines/knowledge.ts';

let loaded: Promise<Knowledge> | undefined;

/** The words and the model in the language that the browser picked, read once in a worker's life. */
export function knowledge(): Promise<Knowledge> {
  loaded ??= fetch(browser.runtime.getURL(`/${browser.i18n.getMessage('knowledge')}`)).then(answer => answer.json());
  return loaded;
}
