import { type LazyModule, lazily } from './lazily.ts';

/** The screens after the first question, and what goes with them. */
export type Answers = typeof import('./answers.ts');
export const { now: answersNow, load: loadAnswers }: LazyModule<Answers> = lazily(() => import('./answers.ts'));
