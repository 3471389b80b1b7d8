import { type Facts, openCase } from '../../machines/diagnosis/context.ts';
import { judge } from '../../machines/diagnosis/judgement.ts';
import { readCase } from '../../machines/diagnosis/read-case.ts';
import type { SavedCase } from '../../machines/diagnosis/saved-case.ts';
import { caseToBegin, type Start } from '../../machines/diagnosis/start.ts';
import { endOf } from '../../machines/ends.ts';
import type { Finding } from '../../machines/findings.ts';
import type { Model } from '../../machines/knowledge.ts';
import { notAfter, parseDateTime } from '../../machines/schemas/date-time.ts';
import { listOf, parseJson } from '../../machines/schemas/fields.ts';
import { parseReport, type ReportFault } from '../../machines/schemas/parse-report.ts';
import { isRecord } from '../../machines/schemas/record.ts';
import type { Report } from '../../machines/schemas/report.ts';
import { markOf } from './case-mark.ts';

/** One case of this device's history. */
export interface CaseRecord {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly begunAt: string;
  readonly changedAt: string;
  /** What the person calls it, for example the network: "Home Wi-Fi". */
  readonly note: string;
  readonly saved: SavedCase;
  /** As it stood when the first remedy was shown. */
  readonly before?: SavedCase;
  /** It came from a report in which something is hidden: names in it are pseudonyms. */
  readonly redacted?: true;
  /** It came from a file, and nobody has gone on with it: it is the first to give way. */
  readonly imported?: true;
}

export const CASE_LIMITS = { cases: 100, note: 60, fileBytes: 8 * 1024 * 1024 } as const;

export type ReadCases =
  | { readonly kind: 'cases'; readonly records: readonly CaseRecord[] }
  | { readonly kind: 'fault'; readonly fault: ReportFault };

export function newRecord(saved: SavedCase, more: Partial<CaseRecord> = {}): CaseRecord {
  const now = new Date().toISOString();
  return { id: crypto.randomUUID(), begunAt: now, changedAt: now, note: '', saved, ...more };
}

/** The record with what the flow has come to. What stood before the first remedy stays, to be compared. */
export function movedOn(record: CaseRecord, saved: SavedCase): CaseRecord {
  // A remedy that worked at once may be stored as such alone, without the moment in which it was tried.
  const mends = saved.screen === 'mending' || saved.screen === 'resolved';
  const before = record.before ?? (mends ? record.saved : undefined);
  return { ...record, saved, changedAt: new Date().toISOString(), ...(before === undefined ? {} : { before }) };
}

/** Nothing was told yet: no case. */
export const isEmpty = ({ findings, tried, asked, target }: SavedCase): boolean =>
  findings.length === 0 && tried.length === 0 && asked.length === 0 && target === undefined;

/** What a machine at the remote PC has told. */
export function isOfRemotePc(finding: Finding, model: Model): boolean {
  return finding.source !== 'person' && endOf(model, finding) === 'host';
}

/** Whether a report is this device's own case, back with what the remote PC says. Its mark tells: others can have seen the same. */
export async function isOwnCase({ id }: CaseRecord, report: Report, model: Model): Promise<boolean> {
  if (report.mark === undefined || report.mark !== (await markOf(id, report.createdAt))) return false;
  return report.findings.some(finding => isOfRemotePc(finding, model));
}

/** The own case at its verdict, with all that was told of the remote PC meanwhile. */
export function withRemotePc(saved: SavedCase, { findings }: Report, model: Model): SavedCase {
  const { question: _put, ...rest } = saved;
  const kept = saved.findings.filter(finding => !isOfRemotePc(finding, model));
  const isKept = (told: Finding) =>
    kept.some(one => one.question === told.question && one.answer === told.answer && one.source === told.source);
  const told = findings.filter(finding => endOf(model, finding) === 'host' && !isKept(finding));
  return { ...rest, screen: 'concluded', findings: [...kept, ...told] };
}

/** A report as a case that can be gone on with. A pseudonym is no host that anyone could check. */
export function recordOfReport(report: Report): CaseRecord {
  return recordOf(report, caseToBegin({ kind: 'saved', screen: 'concluded', facts: factsOfReport(report) }));
}

/**
 * A report that was handed over, as the case of whoever it was handed to: nothing was put to them yet, and what only the
 * host's administrator can see is asked next.
 */
export function recordForAdministrator(report: Report, model: Model): CaseRecord {
  const facts: Facts = { ...factsOfReport(report), reach: 'administrator' };
  const { next } = judge(model, facts);
  const start: Start =
    next === undefined
      ? { kind: 'saved', screen: 'concluded', facts }
      : { kind: 'saved', screen: 'asking', facts: { ...facts, question: next.question } };
  return recordOf(report, caseToBegin(start));
}

function factsOfReport({ target, stages, findings, tried, hidden, note }: Report): Facts {
  const known = openCase({ probe: true, findings, ...(target && !hidden.includes('hosts') && { target }) });
  return { ...known, stages, tried, ...(note === undefined ? {} : { note }) };
}

function recordOf({ hidden, createdAt }: Report, saved: SavedCase): CaseRecord {
  const begunAt = createdAt === '' ? undefined : notAfter(createdAt, new Date());
  return newRecord(saved, { ...(begunAt && { begunAt }), ...(hidden.length > 0 && { redacted: true }) });
}

/**
 * The store and a file may hold anything: everything passes the parser of an untrusted report.
 * INVARIANT: what is read here can be drawn; its dates are real, and none is later than now.
 */
export function readRecord(value: unknown): CaseRecord | undefined {
  if (!isRecord(value)) return undefined;
  const { id, note } = value;
  const [begunAt, changedAt] = [parseDateTime(value.begunAt), parseDateTime(value.changedAt)];
  const saved = savedIn(value.saved);
  if (saved === undefined || typeof id !== 'string' || !/^[\da-f-]{36}$/.test(id)) return undefined;
  if (begunAt === undefined || changedAt === undefined) return undefined;
  const before = savedIn(value.before);
  const now = new Date();
  return {
    id,
    begunAt: notAfter(begunAt, now),
    changedAt: notAfter(changedAt, now),
    note: typeof note === 'string' ? cutNote(note) : '',
    saved,
    ...(before && { before }),
    ...(value.redacted === true && { redacted: true }),
    ...(value.imported === true && { imported: true }),
  };
}

/** A note as it may be kept and shown: one short line. */
export function cutNote(note: string): string {
  return note.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, CASE_LIMITS.note);
}

export function writeCases(records: readonly CaseRecord[]): string {
  return `${JSON.stringify({ version: 1, cases: records }, undefined, 1)}\n`;
}

/** A file that this page wrote, or a single report. */
export function readCases(json: string): ReadCases {
  if (json.length > CASE_LIMITS.fileBytes) return { kind: 'fault', fault: 'too-large' };
  const value = parseJson(json);
  if (isRecord(value) && Array.isArray(value.cases)) {
    if (typeof value.version === 'number' && value.version > 1) return { kind: 'fault', fault: 'newer-version' };
    const records = listOf(value.cases, CASE_LIMITS.cases, readRecord);
    return records.length === 0 ? { kind: 'fault', fault: 'not-a-report' } : { kind: 'cases', records };
  }
  const parsed = parseReport(json);
  return parsed.kind === 'fault' ? parsed : { kind: 'cases', records: [recordOfReport(parsed.report)] };
}

function savedIn(value: unknown): SavedCase | undefined {
  const read = readCase(value);
  return read && caseToBegin({ kind: 'saved', ...read });
}
