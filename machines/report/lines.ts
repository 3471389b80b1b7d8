import { formatElapsed } from '../elapsed.ts';
import type { Finding, Json } from '../findings.ts';
import { isStandardOnly } from '../inference/health.ts';
import type { Knowledge } from '../knowledge.ts';
import type { Report } from '../schemas/report.ts';
import { DETAIL_KINDS } from './detail-fields.ts';

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
  const seenBy = words.ui[`handed.source.${source}`] ?? words.ui[`source.${source}`] ?? source;
  return [title, label, seenBy, [...time, ...detailLines(detail ?? {}, { words, language })].join(' · ')] as const;
}

/** What was seen, field by field; a value that is a word is said in the language, what a host chose is left as it is. */
function detailLines(
  detail: NonNullable<Finding['detail']>,
  knowledge: Pick<InLanguage, 'words' | 'language'>,
): readonly string[] {
  const { ui } = knowledge.words;
  return Object.entries(detail).map(([key, value]) => {
    const name = ui[`report.field.${key}`] ?? key;
    return `${name}: ${detailText(value, DETAIL_KINDS[key] === 'plain', knowledge)}`;
  });
}

function detailText(value: Json, isOurs: boolean, knowledge: Pick<InLanguage, 'words' | 'language'>): string {
  const { words, language } = knowledge;
  if (typeof value === 'string') return isOurs ? (words.ui[`report.value.${value}`] ?? value) : value;
  if (typeof value === 'boolean') return words.ui[`report.value.${value ? 'yes' : 'no'}`] ?? String(value);
  if (typeof value === 'number') return String(value);
  if (value === null) return '';
  if (isList(value))
    return listed(
      language,
      value.map(item => detailText(item, isOurs, knowledge)),
    );
  return listed(language, detailLines(value, knowledge));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function bracket(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
