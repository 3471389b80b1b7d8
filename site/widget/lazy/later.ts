/// <reference path="../../../machines/reading/sentences/carried.d.ts" />
/** What is needed only once something is pasted or handed over. It is a file of its own, so that the first question is quick. */
import sayings from '#sayings';
import { read } from '../../../machines/reading/read.ts';
import { readSentences } from '../../../machines/reading/sentences/read-sentences.ts';

export const readers = { read, readSentences: (text: string) => readSentences(sayings, text) };

export { takeIn } from '../../../machines/diagnosis/interpret.ts';
export { decodeText } from '../../../machines/reading/decode.ts';
export { codesMeant } from '../options/code-look-up.ts';
export { reportOf, reportText } from './report-text.ts';
