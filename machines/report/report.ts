import type { StageReport } from '../diagnosis/check-events.ts';
import type { Finding } from '../findings.ts';
import type { Target } from '../target/target.ts';
import type { CauseId } from '../vocabulary.ts';

/** What is handed to an administrator, and what the guide opens again at the same point. */
export interface Report {
  readonly version: 1;
  /** ISO 8601, UTC, given by the face: machines/ has no clock. */
  readonly createdAt: string;
  readonly target?: Target;
  readonly stages: readonly StageReport[];
  readonly findings: readonly Finding[];
  readonly verdict: {
    readonly healthy: boolean;
    readonly settled: boolean;
    /** The likeliest causes, best first. */
    readonly causes: readonly { readonly cause: CauseId; readonly probability: number }[];
  };
  /** Causes whose remedy was tried without success. */
  readonly tried: readonly CauseId[];
  /** The person's own words, as far as no fact was found in them. A report with hidden names has none. */
  readonly note?: string;
  /** True where names, users and addresses are pseudonyms: such a report does not name its target. */
  readonly redacted: boolean;
}

/** A report keeps this many causes; the rest is noise to its reader. */
export const REPORT_CAUSES = 5;

export interface ReportInput {
  readonly createdAt: string;
  readonly target?: Target | undefined;
  readonly stages: readonly StageReport[];
  readonly findings: readonly Finding[];
  readonly verdict: Report['verdict'];
  readonly tried: readonly CauseId[];
  readonly note?: string | undefined;
}

/** The whole report, nothing hidden. Only `redact` makes one that may leave the device. */
export function buildReport({ createdAt, target, stages, findings, verdict, tried, note }: ReportInput): Report {
  return {
    version: 1,
    createdAt,
    ...(target === undefined ? {} : { target }),
    stages,
    findings,
    verdict: {
      healthy: verdict.healthy,
      settled: verdict.settled,
      causes: verdict.causes.slice(0, REPORT_CAUSES).map(({ cause, probability }) => ({
        cause,
        probability: Math.round(probability * 1000) / 1000,
      })),
    },
    tried,
    ...(note === undefined ? {} : { note }),
    redacted: false,
  };
}
