import type { QuestionId } from './vocabulary.ts';

/** Its way of finding out stands open under it, so that it belongs to the first frame that shows the question. */
export const UNFOLDED: QuestionId = 'code';
