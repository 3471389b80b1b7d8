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

/** `check` as a front end of the helper is given it, so that its tests need no network. */
export type Check = (
  target: Target,
  options: Omit<CheckOptions, 'resolver' | 'deadlines'> & Required<Pick<CheckOptions, 'signal' | 'onEvent'>>,
) => Promise<Pick<CheckResult, 'connections' | 'elapsedMs' | 'cancelled'>>;

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
  const record = new CheckRecord(signal, started, options.onEvent);

  try {
    await examine(asciiTarget(target), {
      connections,
      deadlines,
      signal,
      resolver: options.resolver ?? systemResolver,
      deep: options.deep === true,
      beside: options.beside ?? [],
      amongMany: options.amongMany === true,
      report: report => record.report(report),
      find: found => record.find(found),
    });
  } catch (error) {
    for (const found of record.faultOf(error)) record.find(found);
  } finally {
    clearTimeout(timer);
    dispose();
    connections.close();
  }
  record.closeStages();
  const elapsedMs = Math.round(performance.now() - started);
  record.tell({ type: 'check.finished', connections: connections.count, elapsedMs });
  return {
    stages: record.stages,
    findings: record.findings,
    connections: connections.count,
    elapsedMs,
    cancelled: cancel.aborted,
  };
}

/** What one check has seen so far, told on as it comes. */
class CheckRecord {
  readonly findings: Finding[] = [];
  readonly #stages = new Map<Stage, StageReport>();
  readonly #signal: AbortSignal;
  readonly #started: number;
  readonly #onEvent: CheckOptions['onEvent'];

  constructor(signal: AbortSignal, started: number, onEvent: CheckOptions['onEvent']) {
    this.#signal = signal;
    this.#started = started;
    this.#onEvent = onEvent;
  }

  get stages(): readonly StageReport[] {
    return STAGES.flatMap(stage => this.#stages.get(stage) ?? []);
  }

  /** A listener that breaks misses an event; the check and its end are the others' business too. */
  tell(event: CheckEvent): void {
    try {
      this.#onEvent?.(event);
    } catch (error) {
      this.findings.push(...this.faultOf(error));
    }
  }

  report(report: StageReport): void {
    this.#stages.set(report.stage, report);
    this.tell({ type: 'stage.reported', report });
  }

  find(finding: Finding): void {
    // What a probe makes of its own cancellation is no observation.
    if (this.#signal.aborted) return;
    this.findings.push(finding);
    this.tell({ type: 'finding.reported', finding });
  }

  faultOf(error: unknown): readonly Finding[] {
    return faultOf(runningStage(this.#stages), error, performance.now() - this.#started).findings;
  }

  /** A stage that was not reached, or was cut off, is reported as such: every stage has an outcome. */
  closeStages(): void {
    for (const stage of STAGES) {
      const outcome = this.#stages.get(stage)?.outcome;
      if (outcome === undefined) this.report({ stage, outcome: 'skipped' });
      else if (outcome === 'running') this.report({ stage, outcome: 'unknown' });
    }
  }
}

/** The stage that a fault belongs to: the one under way, or the first. */
function runningStage(stages: ReadonlyMap<Stage, StageReport>): Stage {
  return [...stages.values()].findLast(({ outcome }) => outcome === 'running')?.stage ?? STAGES[0];
}
