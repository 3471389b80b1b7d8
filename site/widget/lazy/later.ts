/** What is needed only once something is pasted or handed over. It is a file of its own, so that the first question is quick. */
import { read } from '../../../machines/reading/read.ts';
import { sentences } from './sayings-source.ts';

export const readers = { read, readSentences: sentences.readSentences };

export { takeIn } from '../../../machines/diagnosis/interpret.ts';
export { decodeText } from '../../../machines/reading/decode.ts';
export { codesMeant } from '../options/code-look-up.ts';
export { reportOf, reportText } from './report-text.ts';
export { dialogLanguagesOf, sentences } from './sayings-source.ts';
