import type { Finding, Json } from '../findings.ts';
import type { CaptureNote } from '../recorded.ts';
import type { StageOutcome, StageReport } from '../stage-report.ts';
import { type QuestionId, STAGES, type Stage } from '../vocabulary.ts';
import type { Mark } from './connection.ts';

/** What packets show of one attempt: findings, each with the packet that shows it, and how every stage went. */
export class Observed {
  readonly findings: Finding[] = [];
  note: CaptureNote | undefined;
  readonly #stages = new Map<Stage, StageReport>();

  find(question: QuestionId, answer: string, mark: Mark | undefined, elapsedMs?: number, detail: Detail = {}): void {
    const all: Detail = { packet: mark?.packet, ...detail };
    const told = Object.entries(all).filter((entry): entry is [string, Json] => entry[1] !== undefined);
    this.findings.push({
      question,
      answer,
      source: 'capture',
      ...(elapsedMs === undefined ? {} : { elapsedMs: Math.max(0, Math.round(elapsedMs)) }),
      ...(told.length === 0 ? {} : { detail: Object.fromEntries(told) }),
    });
  }

  report(stage: Stage, outcome: StageOutcome, elapsedMs?: number): undefined {
    this.#stages.set(stage, {
      stage,
      outcome,
      ...(elapsedMs === undefined ? {} : { elapsedMs: Math.max(0, Math.round(elapsedMs)) }),
    });
  }

  get stages(): readonly StageReport[] {
    return STAGES.flatMap(stage => this.#stages.get(stage) ?? []);
  }

  get failed(): Stage | undefined {
    return this.stages.find(({ outcome }) => outcome === 'failed')?.stage;
  }

  /** How far it got: the place of the failed stage, or one behind the last that passed. */
  get reach(): number {
    const failed = this.failed;
    if (failed !== undefined) return STAGES.indexOf(failed);
    return STAGES.findLastIndex(stage => this.#stages.get(stage)?.outcome === 'passed') + 1;
  }
}

type Detail = Readonly<Record<string, Json | undefined>>;
