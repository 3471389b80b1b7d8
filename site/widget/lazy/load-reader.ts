import { type LazyModule, lazily } from './lazily.ts';

/** What is needed once something is pasted or opened. */
export type ReaderModule = typeof import('./later.ts');
export const { now: readerNow, load: loadReaderModule }: LazyModule<ReaderModule> = lazily(() => import('./later.ts'));
