import type { StageReport } from '../stage-report.ts';
import { CAUSE_IDS, type CauseId, isCauseId, STAGES } from '../vocabulary.ts';
import { parseDateTime } from './date-time.ts';
import { cutText, listOf, parseJson } from './fields.ts';
import { decodeFinding, decodeStageReport } from './finding.ts';
import { LIMITS } from './limits.ts';
import { isRecord } from './record.ts';
import { HIDEABLE, type Hideable, hiddenIn, REPORT_CAUSES, type Report } from './report.ts';
import { decodeTarget } from './target.ts';

const MARK = /^[\da-f]{32}$/;

/** Why a report was not opened; the sentence is in content/en/ui.yaml under `report.<reason>`. */
export type ReportFault = 'too-large' | 'not-a-report' | 'newer-version';
export type ParsedReport =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'fault'; readonly fault: ReportFault };

/**
 * Opens a report from a file, a link or a message. Everything in it is untrusted: unknown fields are dropped,
 * unknown ids are left out, texts are cut at `LIMITS.text`.
 */
export function parseReport(json: string): ParsedReport {
  if (json.length > LIMITS.document) return { kind: 'fault', fault: 'too-large' };
  const value = parseJson(json);
  if (!isRecord(value) || typeof value.version !== 'number') return { kind: 'fault', fault: 'not-a-report' };
  if (value.version > 1) return { kind: 'fault', fault: 'newer-version' };
  if (value.version !== 1 || !isRecord(value.verdict)) return { kind: 'fault', fault: 'not-a-report' };
  const { target } = decodeTarget(value.target);
  return {
    kind: 'report',
    report: {
      version: 1,
      createdAt: parseDateTime(value.createdAt) ?? '',
      ...(target === undefined ? {} : { target }),
      stages: listOf(value.stages, STAGES.length, stageOf),
      findings: listOf(value.findings, LIMITS.findings, decodeFinding),
      verdict: {
        healthy: value.verdict.healthy === true,
        settled: value.verdict.settled === true,
        causes: listOf(value.verdict.causes, REPORT_CAUSES, causeOf),
      },
      tried: listOf(value.tried, CAUSE_IDS.length, tried =>
        typeof tried === 'string' && isCauseId(tried) ? tried : undefined,
      ),
      ...(typeof value.note === 'string' && value.note !== '' ? { note: cutText(value.note, LIMITS.note) } : {}),
      ...(typeof value.mark === 'string' && MARK.test(value.mark) ? { mark: value.mark } : {}),
      ...hiddenIn(hiddenOf(value)),
    },
  };
}

/** A report is written when nothing runs any more. */
function stageOf(value: unknown): StageReport | undefined {
  const report = decodeStageReport(value);
  return report?.outcome === 'running' ? undefined : report;
}

function causeOf(value: unknown): { cause: CauseId; probability: number } | undefined {
  if (!isRecord(value) || typeof value.cause !== 'string' || !isCauseId(value.cause)) return undefined;
  const { cause, probability } = value;
  return typeof probability === 'number' && probability >= 0 && probability <= 1 ? { cause, probability } : undefined;
}

/** Older reports only say that they are redacted, and then all of it is. */
function hiddenOf({ hidden, redacted }: Readonly<Record<string, unknown>>): readonly Hideable[] {
  if (!Array.isArray(hidden)) return redacted === true ? HIDEABLE : [];
  return HIDEABLE.filter(kind => hidden.slice(0, HIDEABLE.length).includes(kind));
}
