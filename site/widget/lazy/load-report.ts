import { type LazyModule, lazily } from './lazily.ts';

/** What is needed once a case is handed over. */
type ReportModule = typeof import('./report-text.ts');
export const { now: reportNow, load: loadReport }: LazyModule<ReportModule> = lazily(() => import('./report-text.ts'));
