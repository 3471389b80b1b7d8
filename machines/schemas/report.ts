import type { Finding } from '../findings.ts';
import type { StageReport } from '../stage-report.ts';
import type { Target } from '../target/target.ts';
import type { CauseId } from '../vocabulary.ts';

/** What a person can hide of a report. */
export const HIDEABLE = ['hosts', 'users', 'addresses', 'certificates'] as const;
export type Hideable = (typeof HIDEABLE)[number];

/** What is handed to an administrator, and what the guide opens again at the same point. */
export interface Report {
  readonly version: 1;
  /** ISO 8601, UTC, given by the front end: machines/ has no clock. */
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
  /** By which the device that made it knows its own case again; it says nothing to anybody else, and another report has another. */
  readonly mark?: string;
  /** What stands in it as pseudonyms, or not at all. */
  readonly hidden: readonly Hideable[];
  /** True where hosts, users and addresses are hidden: such a report names nobody, and only such a one becomes a link. */
  readonly redacted: boolean;
}

const NAMES_SOMEBODY: readonly Hideable[] = ['hosts', 'users', 'addresses'];

/** INVARIANT: `redacted` follows from what is hidden; nothing else sets it. */
export function hiddenIn(hidden: readonly Hideable[]): Pick<Report, 'hidden' | 'redacted'> {
  return { hidden, redacted: NAMES_SOMEBODY.every(kind => hidden.includes(kind)) };
}

/** A report keeps this many causes; the rest is noise to its reader. */
export const REPORT_CAUSES = 5;
