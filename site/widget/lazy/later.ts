/** What is needed only once something is pasted or handed over. It is a file of its own, so that the first question is quick. */
export { takeIn } from '../../../machines/diagnosis/interpret.ts';
export { decodeText } from '../../../machines/reading/decode.ts';
export { read } from '../../../machines/reading/read.ts';
export { codesMeant } from '../options/code-look-up.ts';
export { reportOf, reportText } from './report-text.ts';
