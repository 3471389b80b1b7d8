import { formatElapsed } from '../elapsed.ts';
import type { Finding, Json } from '../findings.ts';
import { isStandardOnly } from '../inference/health.ts';
import type { Knowledge, Words } from '../knowledge.ts';
import type { Report } from './report.ts';

/** What of the knowledge a report is written with. */
export type InLanguage = Pick<Knowledge, 'language' | 'direction' | 'words'>;

/** A report as plain data in reading order; Markdown and HTML only dress it. */
export interface ReportLines {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly verdict: readonly string[];
  readonly stages: ReportTable;
  readonly findings: ReportTable;
}

/** Rows without any are a table that is not shown. */
export interface ReportTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** `codes` says in words what codes stand for; without one its id stands there. */
export function reportLines(
  report: Report,
  knowledge: InLanguage,
  codes: ReadonlyMap<string, string> = new Map(),
): ReportLines {
  const { words, language } = knowledge;
  const say = (key: string) => words.ui[key] ?? key;
  const { target } = report;
  const facts: [string, string][] = [];
  if (target !== undefined) facts.push([say('report.target'), `${bracket(target.host)}:${target.port}`]);
  if (target?.gateway !== undefined)
    facts.push([say('report.gateway'), `${bracket(target.gateway.host)}:${target.gateway.port}`]);
  if (target?.user !== undefined) facts.push([say('report.user'), target.user]);
  if (report.hidden.length > 0)
    facts.push([
      say('report.hidden'),
      listed(
        language,
        report.hidden.map(kind => say(`report.hidden.${kind}`)),
      ),
    ]);
  if (report.createdAt !== '') facts.push([say('report.created'), report.createdAt]);
  if (report.note !== undefined) facts.push([say('report.note'), report.note]);
  return {
    title: say('report.title'),
    facts,
    verdict: verdictLines(report, knowledge),
    stages: {
      heads: ['stage', 'outcome', 'time'].map(head => say(`report.head.${head}`)),
      rows: report.stages.map(({ stage, outcome, elapsedMs }) => [
        say(`report.stage.${stage}`),
        say(`state.${outcome}`),
        elapsedMs === undefined ? '' : formatElapsed(elapsedMs, language),
      ]),
    },
    findings: {
      heads: ['question', 'answer', 'source', 'detail'].map(head => say(`report.head.${head}`)),
      rows: report.findings.map(finding => findingLine(finding, knowledge, codes)),
    },
  };
}

function verdictLines({ verdict, tried, findings }: Report, { words, language }: InLanguage): string[] {
  const say = (key: string) => words.ui[key] ?? key;
  if (verdict.healthy && !verdict.settled)
    return [say(isStandardOnly(findings) ? 'report.healthy.standard' : 'report.healthy')];
  const lines = verdict.causes.map(
    ({ cause, probability }) => `${words.causes[cause].title} (${percent(probability, language)})`,
  );
  const triedLine = listed(
    language,
    tried.map(cause => words.causes[cause].title),
  );
  return [
    ...(verdict.settled ? [] : [say('report.not-settled')]),
    ...lines,
    ...(triedLine === '' ? [] : [`${say('report.tried')} ${triedLine}`]),
  ];
}

const percent = (share: number, language: string): string => share.toLocaleString(language, { style: 'percent' });

const listed = (language: string, items: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'unit' }).format(items);

/** Who reads a report was told nothing: "You told us" is said as "They told us". */
function findingLine(
  { question, answer, source, elapsedMs, detail }: Finding,
  { words, language }: InLanguage,
  codes: ReadonlyMap<string, string>,
) {
  const title = words.questions[question].title;
  const coded = question === 'code' ? codes.get(answer) : undefined;
  const label = coded ?? words.questions[question].answers[answer]?.label ?? answer;
  const time = elapsedMs === undefined ? [] : [formatElapsed(elapsedMs, language)];
  const fields = Object.entries(detail ?? {}).map(([key, value]) => `${fieldName(key, words)}: ${plain(value)}`);
  const seenBy = words.ui[`handed.source.${source}`] ?? words.ui[`source.${source}`] ?? source;
  return [title, label, seenBy, [...time, ...fields].join(' · ')] as const;
}

/** `keyType` is written as "key type" where it has no words of its own. */
function fieldName(key: string, words: Words): string {
  return words.ui[`compare.detail.${key}`] ?? key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function bracket(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
