import type { Stage } from './vocabulary.ts';

export const STAGE_OUTCOMES = ['running', 'passed', 'failed', 'unknown', 'skipped'] as const;
export type StageOutcome = (typeof STAGE_OUTCOMES)[number];

/** How far a check got with one stage, or a capture shows it to have got. */
export interface StageReport {
  readonly stage: Stage;
  readonly outcome: StageOutcome;
  readonly elapsedMs?: number;
}
