/** A module that comes later: at hand without waiting once it is here. One copy serves every widget, as one of a browser's modules does. */
export interface LazyModule<Module> {
  readonly now: () => Module | undefined;
  /** `undefined` where it cannot be had, for now. */
  readonly load: () => Promise<Module | undefined>;
}

function lazily<Module>(bring: () => Promise<Module>): LazyModule<Module> {
  let here: Module | undefined;
  return {
    now: () => here,
    load: async () => (here ??= await bring().catch(() => undefined)),
  };
}

/** The screens after the first question, and what goes with them. */
export type Answers = typeof import('./answers.ts');
export const { now: answersNow, load: loadAnswers }: LazyModule<Answers> = lazily(() => import('./answers.ts'));

/** What is needed once something is pasted or opened. */
export type ReaderModule = typeof import('./later.ts');
export const { now: readerNow, load: loadReaderModule }: LazyModule<ReaderModule> = lazily(() => import('./later.ts'));

/** What is needed once a case is handed over. */
export type ReportModule = typeof import('./report-text.ts');
export const { now: reportNow, load: loadReport }: LazyModule<ReportModule> = lazily(() => import('./report-text.ts'));
