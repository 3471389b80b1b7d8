import type { Finding } from '../findings.ts';
import { hiddenIn, REPORT_CAUSES, type Report } from '../schemas/report.ts';
import type { StageReport } from '../stage-report.ts';
import type { Target } from '../target/target.ts';
import type { CauseId } from '../vocabulary.ts';

interface ReportInput {
  readonly createdAt: string;
  readonly target?: Target | undefined;
  readonly stages: readonly StageReport[];
  readonly findings: readonly Finding[];
  readonly verdict: Report['verdict'];
  readonly tried: readonly CauseId[];
  readonly note?: string | undefined;
  readonly mark?: string | undefined;
}

/** The whole report, nothing hidden. Only `redact` makes one that may leave the device. */
export function buildReport(input: ReportInput): Report {
  const { createdAt, target, stages, findings, verdict, tried, note, mark } = input;
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
    ...(mark === undefined ? {} : { mark }),
    ...hiddenIn([]),
  };
}
