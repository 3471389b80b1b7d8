import type { Finding } from '../../../machines/findings.ts';
import type { StageOutcome, StageReport } from '../../../machines/stage-report.ts';
import type { Stage } from '../../../machines/vocabulary.ts';
import type { Connections } from './connections.ts';
import { guarded } from './fault.ts';
import type { Bounds, Deadlines, ProbeResult } from './probe.ts';
import type { Resolver } from './resolver.ts';

/** A question beside the point has so long for its answer. */
export const SECOND_LOOK_MS = 1_500;

/** What every stage of one examination shares: its connections, deadlines and the ways in which it reports. */
export interface Examination {
  readonly connections: Connections;
  readonly deadlines: Deadlines;
  readonly signal: AbortSignal;
  readonly resolver: Resolver;
  readonly deep: boolean;
  /** Other ports of the host that the person named. */
  readonly beside: readonly number[];
  /** Other hosts are checked at the same time: how long a step took is then not the line's alone. */
  readonly amongMany: boolean;
  readonly report: (report: StageReport) => void;
  readonly find: (finding: Finding) => void;
}

/** INVARIANT: never rejects. What a probe throws is a fault of ours, and the next stage goes on where it can. */
export async function stage<P extends ProbeResult>(
  ex: Examination,
  name: Stage,
  probe: () => Promise<P>,
  broken: (fault: ProbeResult) => P,
  started = performance.now(),
): Promise<P> {
  ex.report({ stage: name, outcome: 'running' });
  const probed = await guarded(name, probe, broken);
  conclude(ex, name, probed, performance.now() - started);
  return probed;
}

/** Reports what a stage found and how it ended. */
export function conclude(ex: Examination, name: Stage, { outcome, findings }: ProbeResult, elapsedMs: number): void {
  for (const finding of findings) ex.find(finding);
  const told: StageOutcome = ex.signal.aborted ? 'unknown' : outcome;
  ex.report({ stage: name, outcome: told, elapsedMs: Math.round(elapsedMs) });
}

/** The bounds of one probe within the examination. */
export function within(ex: Examination, deadlineMs: number): Bounds {
  return { deadlineMs, signal: ex.signal, leftBytes: () => ex.connections.leftBytes };
}
