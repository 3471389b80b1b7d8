// What is needed only once a case is handed over: a file of its own, beside the readers.

import { entryOf } from '../../../machines/codes/entry.ts';
import { type Facts, stagesOf } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { buildReport } from '../../../machines/report/build-report.ts';
import { type ReportLines, reportLines } from '../../../machines/report/lines.ts';
import { HIDE_ALL, redact } from '../../../machines/report/redaction.ts';
import { reportDrawn } from '../../../machines/report/report-path.ts';
import { toMarkdown } from '../../../machines/report/write-report.ts';
import type { Report } from '../../../machines/schemas/report.ts';

/** The report of a case. Hidden, it names no host, user or address; each call hides them behind other names. */
export function reportOf(facts: Facts, knowledge: Knowledge, hidden: boolean): Report {
  const { verdict } = judge(knowledge.model, facts);
  const report = buildReport({ ...facts, stages: stagesOf(facts), verdict, createdAt: new Date().toISOString() });
  const isKnownCode = (id: string) => entryOf(knowledge.model.codes, id) !== undefined;
  return hidden ? redact(report, HIDE_ALL, token, isKnownCode) : report;
}

/** A report as it is looked through, and as the text that is copied. */
export interface ReportPreview {
  readonly lines: ReportLines;
  readonly text: string;
}

/** Draws what both forms show once: the lines on the screen and the Markdown that is copied say the same. */
export function reportPreview(report: Report, knowledge: Knowledge): ReportPreview {
  const drawn = reportDrawn(report, knowledge);
  return {
    lines: reportLines(report, knowledge, drawn.codes),
    text: toMarkdown(report, knowledge, drawn),
  };
}

export const reportText = (report: Report, knowledge: Knowledge): string =>
  toMarkdown(report, knowledge, reportDrawn(report, knowledge));

function token(): string {
  const letters = crypto.getRandomValues(new Uint8Array(4));
  return Array.from(letters, byte => (byte % 36).toString(36)).join('');
}
