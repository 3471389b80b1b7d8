import type { StageOutcome, StageReport } from '../../../machines/check-events.ts';
import { STAGES, type Stage } from '../../../machines/vocabulary.ts';

export type PlaceState = StageOutcome | 'waiting';

/** A joint of the path that a person sees: one or more stages. */
export interface Place {
  readonly name: string;
  readonly stages: readonly Stage[];
  readonly state: PlaceState;
  readonly elapsedMs?: number;
}

const PLACES: readonly (readonly [name: string, stages: readonly Stage[]])[] = [
  ['This device', []],
  ['Network', ['name', 'path']],
  ['Firewall / VPN', ['port']],
  ['Host', ['negotiation', 'tls']],
  ['Sign-in', ['authentication']],
];

/** The path as far as it is known. Nothing is skipped while the check still runs. */
export function placesOf(reports: readonly StageReport[]): readonly Place[] {
  const known = new Map(reports.map(report => [report.stage, report]));
  return PLACES.map(([name, stages]) => {
    if (stages.length === 0) return { name, stages, state: 'passed' };
    const seen = stages.map(stage => known.get(stage)).filter(report => report !== undefined);
    const state = joined(
      seen.map(report => report.outcome),
      seen.length === stages.length,
    );
    const times = seen.flatMap(({ elapsedMs, outcome }) =>
      elapsedMs === undefined || outcome === 'skipped' ? [] : [elapsedMs],
    );
    return times.length === 0
      ? { name, stages, state }
      : { name, stages, state, elapsedMs: times.reduce((sum, time) => sum + time, 0) };
  });
}

/** One state for several stages: a failure shows, work shows, a passed stage outshines one that says nothing. */
function joined(outcomes: readonly StageOutcome[], all: boolean): PlaceState {
  if (outcomes.includes('failed')) return 'failed';
  if (outcomes.includes('running')) return 'running';
  if (outcomes.length === 0) return 'waiting';
  if (!all) return 'running';
  if (outcomes.includes('passed')) return 'passed';
  return outcomes.includes('unknown') ? 'unknown' : 'skipped';
}

/** The stage of a report list at which the line breaks. */
export function brokenStage(reports: readonly StageReport[]): Stage | undefined {
  return STAGES.find(stage => reports.some(report => report.stage === stage && report.outcome === 'failed'));
}
