import type { StageReport } from '../../../machines/stage-report.ts';
import { CAUSE_IDS, type CauseId, STAGES, type Stage } from '../../../machines/vocabulary.ts';

/** How many hosts of a list came to what. Bounded by the vocabulary, not by the list. */
export interface Tally {
  readonly healthy: number;
  readonly fault: number;
  readonly unsettled: number;
  /** Lines that name no target. */
  readonly unreadable: number;
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
  readonly causes: Readonly<Partial<Record<CauseId, number>>>;
}

export const EMPTY_TALLY: Tally = { healthy: 0, fault: 0, unsettled: 0, unreadable: 0, stages: {}, causes: {} };

/** What one host came to. `stage`: where it failed; `cause`: the likeliest, where there is a fault. */
export interface CountedHost {
  readonly as: 'healthy' | 'fault' | 'unsettled' | 'unreadable';
  readonly stage?: Stage | undefined;
  readonly cause?: CauseId | undefined;
}

/** A new tally with one host more; the given one stays. */
export function addTo(tally: Tally, { as, stage, cause }: CountedHost): Tally {
  return {
    ...tally,
    [as]: tally[as] + 1,
    stages: stage === undefined ? tally.stages : { ...tally.stages, [stage]: (tally.stages[stage] ?? 0) + 1 },
    causes: cause === undefined ? tally.causes : { ...tally.causes, [cause]: (tally.causes[cause] ?? 0) + 1 },
  };
}

/** The first stage that failed. */
export function failedStage(stages: readonly StageReport[]): Stage | undefined {
  return STAGES.find(stage => stages.some(report => report.stage === stage && report.outcome === 'failed'));
}

/** Stages in their order, with how many hosts failed there. */
export function countedStages({ stages }: Tally): readonly (readonly [Stage, number])[] {
  return STAGES.flatMap(stage => pair(stage, stages[stage]));
}

/** Causes, the most frequent first. */
export function countedCauses({ causes }: Tally): readonly (readonly [CauseId, number])[] {
  return CAUSE_IDS.flatMap(cause => pair(cause, causes[cause])).toSorted(([, a], [, b]) => b - a);
}

function pair<K>(id: K, count: number | undefined): readonly (readonly [K, number])[] {
  return count === undefined || count === 0 ? [] : [[id, count]];
}
