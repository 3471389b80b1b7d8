/// <reference path="../../../machines/reading/sentences/carried.d.ts" />
import sayings from '#carried-sayings';
import { dialogLanguagesIn } from '../../../machines/codes/dialog-languages.ts';
import { carriedReader } from '../../../machines/reading/sentences/carried-reader.ts';

/** The languages in which a text may hold a dialog. */
export const dialogLanguagesOf = (text: string) => dialogLanguagesIn(sayings.dialogs, text);

/** Sentences are read in the language they are in: that one is fetched, from beside the script, when a text is in it. */
export const sentences = carriedReader(sayings);

// Somebody is about to type: most likely in their own language. Getting it ready takes longer than reading a sentence.
const soon = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 200));
soon(() => void sentences.prepare(globalThis.navigator?.language.slice(0, 2) ?? 'en'));
