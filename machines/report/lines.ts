import { formatElapsed } from '../elapsed.ts';
import type { Finding, Json } from '../findings.ts';
import { isStandardOnly } from '../inference/health.ts';
import type { Words } from '../knowledge.ts';
import type { Report } from './report.ts';

/** A report as plain data in reading order; Markdown and HTML only dress it. */
export interface ReportLines {
  readonly title: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly verdict: readonly string[];
  readonly stages: readonly (readonly [stage: string, outcome: string, elapsed: string])[];
  readonly findings: readonly (readonly [question: string, answer: string, source: string, detail: string])[];
}

export function reportLines(report: Report, words: Words): ReportLines {
  const say = (key: string) => words.ui[key] ?? key;
  const { target } = report;
  const facts: [string, string][] = [];
  if (target !== undefined) facts.push([say('report.target'), `${bracket(target.host)}:${target.port}`]);
  if (target?.gateway !== undefined)
    facts.push([say('report.gateway'), `${bracket(target.gateway.host)}:${target.gateway.port}`]);
  if (target?.user !== undefined) facts.push([say('report.user'), target.user]);
  if (report.hidden.length > 0)
    facts.push([say('report.hidden'), report.hidden.map(kind => say(`report.hidden.${kind}`)).join(', ')]);
  if (report.createdAt !== '') facts.push([say('report.created'), report.createdAt]);
  if (report.note !== undefined) facts.push([say('report.note'), report.note]);
  return {
    title: say('report.title'),
    facts,
    verdict: verdictLines(report, words),
    stages: report.stages.map(({ stage, outcome, elapsedMs }) => [
      stage,
      say(`state.${outcome}`),
      elapsedMs === undefined ? '' : formatElapsed(elapsedMs),
    ]),
    findings: report.findings.map(finding => findingLine(finding, words)),
  };
}

function verdictLines({ verdict, tried, findings }: Report, words: Words): string[] {
  const say = (key: string) => words.ui[key] ?? key;
  if (verdict.healthy && !verdict.settled)
    return [say(isStandardOnly(findings) ? 'report.healthy.standard' : 'report.healthy')];
  const lines = verdict.causes.map(
    ({ cause, probability }) => `${words.causes[cause].title} (${cause}, ${Math.round(probability * 100)} %)`,
  );
  const triedLine = tried.map(cause => words.causes[cause].title).join(', ');
  return [
    ...(verdict.settled ? [] : [say('report.not-settled')]),
    ...lines,
    ...(triedLine === '' ? [] : [`${say('report.tried')} ${triedLine}`]),
  ];
}

function findingLine({ question, answer, source, elapsedMs, detail }: Finding, words: Words) {
  const title = words.questions[question].title;
  const label = words.questions[question].answers[answer]?.label ?? answer;
  const time = elapsedMs === undefined ? [] : [formatElapsed(elapsedMs)];
  const fields = Object.entries(detail ?? {}).map(([key, value]) => `${key}: ${plain(value)}`);
  return [title, label, words.ui[`source.${source}`] ?? source, [...time, ...fields].join(' · ')] as const;
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function bracket(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
