/** What is needed only once something is pasted or handed over. It is a file of its own, so that the first question is quick. */
import { read } from '../../../machines/reading/read.ts';
import type { KnowledgeStore } from '../element/knowledge-store.ts';
import { dialogLanguagesOf, sentences } from './sayings-source.ts';

export const readers = { read, readSentences: sentences.readSentences };

export { takeIn } from '../../../machines/diagnosis/interpret.ts';
export { decodeText } from '../../../machines/reading/decode.ts';
export { codesMeant } from '../options/code-look-up.ts';
export { reportOf, reportText } from './report-text.ts';

/** Whether the language of a text is here, and what dialogs in it are recognised by. */
export const isReadyFor = (store: KnowledgeStore, text: string): boolean =>
  store.hasWordings(dialogLanguagesOf(text)) && sentences.isReadyFor(text);

/** Brings them; false where the catalogue cannot be had, for now. */
export async function bringFor(store: KnowledgeStore, text: string): Promise<boolean> {
  const [isWorded] = await Promise.all([store.withWordings(dialogLanguagesOf(text)), sentences.bringFor(text)]);
  return isWorded;
}
