import type { QuestionId, Source, Stage } from './vocabulary.ts';

/** Data that survives JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One question answered, and who saw the answer. A question may hold several findings: a certificate can be both
 * self-signed and expired. `elapsedMs` is the time the observation took, `detail` what was seen, as typed fields.
 */
export interface Finding {
  readonly question: QuestionId;
  /** One of the question's answers, `unknown`, or for `code` an id of the catalogue. */
  readonly answer: string;
  readonly source: Source;
  readonly stage: Stage | 'any';
  readonly elapsedMs?: number;
  readonly detail?: Readonly<Record<string, Json>>;
}
