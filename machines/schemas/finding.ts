import type { Finding, Json } from '../findings.ts';
import { STAGE_OUTCOMES, type StageReport } from '../stage-report.ts';
import { isAnswer, isQuestionId, SOURCES, STAGES } from '../vocabulary.ts';
import { cutText, fieldsOf, isElapsedMs, isOneOf } from './fields.ts';
import { LIMITS } from './limits.ts';
import { type Fields, isRecord } from './record.ts';

/**
 * The one decoder of a finding. INVARIANT: question, answer and source are of the vocabulary; an impossible time and a
 * detail of another shape are left out, texts are cut and cleaned, since they may come from a hostile server.
 */
export function decodeFinding(value: unknown): Finding | undefined {
  const { question, answer, source, elapsedMs, detail } = fieldsOf(value) ?? {};
  if (typeof question !== 'string' || !isQuestionId(question)) return undefined;
  if (typeof answer !== 'string' || !isAnswer(question, answer) || !isOneOf(SOURCES, source)) return undefined;
  return {
    question,
    answer,
    source,
    ...(isElapsedMs(elapsedMs) && { elapsedMs }),
    ...(isRecord(detail) && { detail: decodeDetail(detail, LIMITS.depth) }),
  };
}

/** The one decoder of how far a stage came. An impossible time is left out. */
export function decodeStageReport(value: unknown): StageReport | undefined {
  const { stage, outcome, elapsedMs } = fieldsOf(value) ?? {};
  if (!isOneOf(STAGES, stage) || !isOneOf(STAGE_OUTCOMES, outcome)) return undefined;
  return { stage, outcome, ...(isElapsedMs(elapsedMs) && { elapsedMs }) };
}

function decodeDetail(fields: Fields, depth: number): Readonly<Record<string, Json>> {
  const entries = Object.entries(fields).slice(0, LIMITS.fields);
  return Object.fromEntries(entries.map(([key, field]) => [cutText(key, LIMITS.text), jsonOf(field, depth)]));
}

function jsonOf(value: unknown, depth: number): Json {
  if (typeof value === 'string') return cutText(value, LIMITS.text);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.slice(0, LIMITS.fields).map(item => jsonOf(item, depth - 1));
  return isRecord(value) ? decodeDetail(value, depth - 1) : null;
}
