import type { StageReport } from '../diagnosis/check-events.ts';
import type { Finding, Json } from '../findings.ts';
import type { Target } from '../target/target.ts';
import {
  CAUSE_IDS,
  type CauseId,
  isAnswer,
  isCauseId,
  isQuestionId,
  SOURCES,
  type Source,
  STAGES,
  type Stage,
} from '../vocabulary.ts';
import { parseDateTime } from './date-time.ts';
import { HIDEABLE, type Hideable, hiddenIn, REPORT_CAUSES, type Report } from './report.ts';

export const REPORT_LIMITS = {
  characters: 262_144,
  findings: 200,
  detailFields: 40,
  text: 300,
  note: 1_000,
  depth: 4,
} as const;

/** Why a report was not opened; the sentence is in content/en/ui.yaml under `report.<reason>`. */
export type ReportFault = 'too-large' | 'not-a-report' | 'newer-version';
export type ParsedReport =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'fault'; readonly fault: ReportFault };

/**
 * Opens a report from a file, a link or a message. Everything in it is untrusted: unknown fields are dropped,
 * unknown ids are left out, texts are cut at `REPORT_LIMITS.text`.
 */
export function parseReport(json: string): ParsedReport {
  if (json.length > REPORT_LIMITS.characters) return { kind: 'fault', fault: 'too-large' };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { kind: 'fault', fault: 'not-a-report' };
  }
  if (!isRecord(value) || typeof value.version !== 'number') return { kind: 'fault', fault: 'not-a-report' };
  if (value.version > 1) return { kind: 'fault', fault: 'newer-version' };
  if (value.version !== 1 || !isRecord(value.verdict)) return { kind: 'fault', fault: 'not-a-report' };
  const target = targetOf(value.target);
  return {
    kind: 'report',
    report: {
      version: 1,
      createdAt: parseDateTime(value.createdAt) ?? '',
      ...(target === undefined ? {} : { target }),
      stages: listOf(value.stages, STAGES.length, stageOf),
      findings: listOf(value.findings, REPORT_LIMITS.findings, findingOf),
      verdict: {
        healthy: value.verdict.healthy === true,
        settled: value.verdict.settled === true,
        causes: listOf(value.verdict.causes, REPORT_CAUSES, causeOf),
      },
      tried: listOf(value.tried, CAUSE_IDS.length, tried =>
        typeof tried === 'string' && isCauseId(tried) ? tried : undefined,
      ),
      ...(typeof value.note === 'string' && value.note !== '' ? { note: cut(value.note, REPORT_LIMITS.note) } : {}),
      ...hiddenIn(hiddenOf(value)),
    },
  };
}

function targetOf(value: unknown): Target | undefined {
  if (!isRecord(value)) return undefined;
  const end = endOf(value);
  if (end === undefined) return undefined;
  const gateway = isRecord(value.gateway) ? endOf(value.gateway) : undefined;
  return {
    ...end,
    ...(gateway === undefined ? {} : { gateway }),
    ...(typeof value.user === 'string' ? { user: cut(value.user) } : {}),
  };
}

function endOf(value: Readonly<Record<string, unknown>>): { host: string; port: number } | undefined {
  const { host, port } = value;
  if (typeof host !== 'string' || host === '' || host.length > 253) return undefined;
  return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536
    ? { host: cut(host), port }
    : undefined;
}

function stageOf(value: unknown): StageReport | undefined {
  if (!isRecord(value) || !isStage(value.stage)) return undefined;
  const { outcome } = value;
  if (outcome !== 'passed' && outcome !== 'failed' && outcome !== 'unknown' && outcome !== 'skipped') return undefined;
  return { stage: value.stage, outcome, ...elapsed(value.elapsedMs) };
}

function findingOf(value: unknown): Finding | undefined {
  if (!isRecord(value) || typeof value.question !== 'string' || !isQuestionId(value.question)) return undefined;
  if (typeof value.answer !== 'string' || !isAnswer(value.question, value.answer) || !isSource(value.source))
    return undefined;
  const detail = isRecord(value.detail) ? detailOf(value.detail) : undefined;
  return {
    question: value.question,
    answer: value.answer,
    source: value.source,
    ...elapsed(value.elapsedMs),
    ...(detail === undefined ? {} : { detail }),
  };
}

function causeOf(value: unknown): { cause: CauseId; probability: number } | undefined {
  if (!isRecord(value) || typeof value.cause !== 'string' || !isCauseId(value.cause)) return undefined;
  const { cause, probability } = value;
  return typeof probability === 'number' && probability >= 0 && probability <= 1 ? { cause, probability } : undefined;
}

function detailOf(value: Readonly<Record<string, unknown>>): Record<string, Json> {
  const fields = Object.entries(value).slice(0, REPORT_LIMITS.detailFields);
  return Object.fromEntries(fields.map(([key, field]) => [cut(key), jsonOf(field, REPORT_LIMITS.depth)]));
}

function jsonOf(value: unknown, depth: number): Json {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.slice(0, REPORT_LIMITS.detailFields).map(item => jsonOf(item, depth - 1));
  if (!isRecord(value)) return null;
  const fields = Object.entries(value).slice(0, REPORT_LIMITS.detailFields);
  return Object.fromEntries(fields.map(([key, field]) => [cut(key), jsonOf(field, depth - 1)]));
}

function listOf<T>(value: unknown, limit: number, parse: (item: unknown) => T | undefined): readonly T[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, limit).flatMap(item => parse(item) ?? []);
}

function elapsed(value: unknown): { elapsedMs?: number } {
  return typeof value === 'number' && value >= 0 && value < 86_400_000 ? { elapsedMs: value } : {};
}

/** Control characters and bidi overrides could forge what the reader sees. */
function cut(text: string, length: number = REPORT_LIMITS.text): string {
  return text.slice(0, length).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

/** Older reports only say that they are redacted, and then all of it is. */
function hiddenOf({ hidden, redacted }: Readonly<Record<string, unknown>>): readonly Hideable[] {
  if (!Array.isArray(hidden)) return redacted === true ? HIDEABLE : [];
  return HIDEABLE.filter(kind => hidden.slice(0, HIDEABLE.length).includes(kind));
}

function isStage(value: unknown): value is Stage {
  return (STAGES as readonly unknown[]).includes(value);
}

function isSource(value: unknown): value is Source {
  return (SOURCES as readonly unknown[]).includes(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
