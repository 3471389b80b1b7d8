/** What is needed only once something is pasted. It is a file of its own, so that the first question is quick. */

import { read } from '../../../machines/reading/read.ts';
import type { DialogLanguage } from '../../../machines/vocabulary.ts';
import { dialogLanguagesOf, sentences } from './sayings-source.ts';

export const readers = { read, readSentences: sentences.readSentences };

export { interpretInput } from '../../../machines/diagnosis/interpret.ts';
export { decodeText } from '../../../machines/reading/decode.ts';
export { codesMeant } from '../options/code-look-up.ts';

/** Where the catalogue of dialogs comes from, language by language. */
interface Catalogue {
  readonly hasWordings: (languages: readonly DialogLanguage[]) => boolean;
  readonly withWordings: (languages: readonly DialogLanguage[]) => Promise<boolean>;
}

/** Whether the language of a text is here, and what dialogs in it are recognised by. */
export const isReadyFor = (catalogue: Catalogue, text: string): boolean =>
  catalogue.hasWordings(dialogLanguagesOf(text)) && sentences.isReadyFor(text);

/** Brings them; false where the catalogue cannot be had, for now. */
export async function bringFor(catalogue: Catalogue, text: string): Promise<boolean> {
  const [isWorded] = await Promise.all([catalogue.withWordings(dialogLanguagesOf(text)), sentences.bringFor(text)]);
  return isWorded;
}
