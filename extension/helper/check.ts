import type { CheckEvent } from '../../machines/diagnosis/check-events.ts';
import type { Finding } from '../../machines/findings.ts';
import type { StageReport } from '../../machines/stage-report.ts';
import type { Target } from '../../machines/target/target.ts';
import { STAGES, type Stage } from '../../machines/vocabulary.ts';
import { Connections } from './probes/connections.ts';
import { faultOf } from './probes/fault.ts';
import { asciiTarget } from './probes/host-name.ts';
import { DEADLINES, type Deadlines, linkedAbortController } from './probes/probe.ts';
import { type Resolver, systemResolver } from './probes/resolver.ts';
import { examine } from './probes/stages.ts';

export interface CheckOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: CheckEvent) => void;
  /** The whole check's deadline in milliseconds; the stages' own are shorter. */
  readonly timeoutMs?: number;
  /** More connections for more knowledge; on the person's word only. */
  readonly deep?: boolean;
  /** Other ports of the host that the person named: tried where the target's own is silent. */
  readonly beside?: readonly number[];
  /** Other checks run beside this one, so that nothing is said of the line's quality. */
  readonly amongMany?: boolean;
  /** The only addresses that may be connected to; any where it is left out. */
  readonly mayDial?: (address: string) => boolean;
  /** For tests: how names are looked up, and shorter deadlines. */
  readonly resolver?: Resolver;
  readonly deadlines?: Partial<Deadlines>;
}

/** A name's look-up that is shorter than this proves no name server dead. */
const SHORTEST_NAME_MS = 1_000;

/**
 * Where the whole check has less time than a look-up may take, the look-up ends before it: that the name was not found in
 * its time is then told, in place of nothing.
 */
function withinTotal(deadlines: Deadlines, timeoutMs = deadlines.totalMs): Deadlines {
  const nameMs = Math.min(deadlines.nameMs, Math.max(SHORTEST_NAME_MS, timeoutMs * 0.8));
  return { ...deadlines, nameMs };
}

export interface CheckResult {
  readonly stages: readonly StageReport[];
  readonly findings: readonly Finding[];
  readonly connections: number;
  readonly elapsedMs: number;
  readonly cancelled: boolean;
}

/**
 * Examines a target, stage by stage, over one connection where all is well and at most three where not. Reports every
 * stage and finding as it comes. Ends within `timeoutMs`, or at once when `signal` says so, and leaves no socket behind
 * either way. INVARIANT: never rejects. What a probe or a listener throws is a fault of ours, told as a finding.
 */
export async function check(target: Target, options: CheckOptions = {}): Promise<CheckResult> {
  const started = performance.now();
  const deadlines = withinTotal({ ...DEADLINES, ...options.deadlines }, options.timeoutMs);
  const cancel = options.signal ?? new AbortController().signal;
  const { signal, abort, dispose } = linkedAbortController(cancel);
  const timer = setTimeout(abort, options.timeoutMs ?? deadlines.totalMs);
  const connections = new Connections(signal, options.mayDial);
  const stages = new Map<Stage, StageReport>();
  const findings: Finding[] = [];
  // A listener that breaks misses an event; the check and its end are the others' business too.
  const tell = (event: CheckEvent) => {
    try {
      options.onEvent?.(event);
    } catch (error) {
      findings.push(...faultOf(runningStage(stages), error, performance.now() - started).findings);
    }
  };
  const find = (found: Finding) => {
    // What a probe makes of its own cancellation is no observation.
    if (signal.aborted) return;
    findings.push(found);
    tell({ type: 'finding.reported', finding: found });
  };

  try {
    await examine(asciiTarget(target), {
      connections,
      deadlines,
      signal,
      resolver: options.resolver ?? systemResolver,
      deep: options.deep === true,
      beside: options.beside ?? [],
      amongMany: options.amongMany === true,
      report: report => {
        stages.set(report.stage, report);
        tell({ type: 'stage.reported', report });
      },
      find,
    });
  } catch (error) {
    for (const found of faultOf(runningStage(stages), error, performance.now() - started).findings) find(found);
  } finally {
    clearTimeout(timer);
    dispose();
    connections.close();
  }
  // A stage that was not reached, or was cut off, is reported as such: every stage has an outcome.
  for (const stage of STAGES) {
    const report = stages.get(stage);
    if (report !== undefined && report.outcome !== 'running') continue;
    const closed: StageReport = { stage, outcome: report === undefined ? 'skipped' : 'unknown' };
    stages.set(stage, closed);
    tell({ type: 'stage.reported', report: closed });
  }
  const elapsedMs = Math.round(performance.now() - started);
  tell({ type: 'check.finished', connections: connections.count, elapsedMs });
  return {
    stages: STAGES.flatMap(stage => stages.get(stage) ?? []),
    findings,
    connections: connections.count,
    elapsedMs,
    cancelled: cancel.aborted,
  };
}

/** The stage that a fault belongs to: the one under way, or the first. */
function runningStage(stages: ReadonlyMap<Stage, StageReport>): Stage {
  return [...stages.values()].findLast(({ outcome }) => outcome === 'running')?.stage ?? STAGES[0];
}
