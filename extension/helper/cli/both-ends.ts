import { entryOf } from '../../../machines/codes/entry.ts';
import { type Facts, openCase } from '../../../machines/diagnosis/context.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { verdictOf } from '../../../machines/diagnosis/proof.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import { endOf } from '../../../machines/ends.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { bothEndsOf } from '../../../machines/report/both-ends.ts';
import { buildReport } from '../../../machines/report/build-report.ts';
import { isLongBefore, type JoinTools, joinFindings, joinReports } from '../../../machines/report/join-report.ts';
import { reportPath } from '../../../machines/report/report-path.ts';
import { hiddenIn, type Report } from '../../../machines/schemas/report.ts';
import type { Target } from '../../../machines/target/target.ts';
import { terminalText } from '../safe-text.ts';
import type { Style } from './paint.ts';
import { standingPath } from './path-picture.ts';
import { answerOfEach, type ReadFilesResult } from './read.ts';
import { recordedJson, recordedText } from './recorded.ts';
import { verdictToJson } from './verdict-json.ts';
import { faultText } from './verdict-text.ts';

/** What one file says, and whether the person says that it is from the remote PC. */
export interface Evidence {
  readonly name: string;
  readonly isOfHost: boolean;
  /** A report or the output of a check: it knows itself at which end it was made. */
  readonly isReport: boolean;
  readonly report: Report;
  /** The newest event of a log. */
  readonly newestMs?: number | undefined;
  /** Why it says nothing: a sentence under `join.<fault>`. */
  readonly fault?: string;
}

type Seen =
  | (Partial<Pick<Report, 'stages'>> &
      Pick<Report, 'findings'> & { readonly kind: 'findings'; readonly target?: Target | undefined })
  | { readonly kind: 'fault'; readonly fault: string };

/** What a file shows, as a report without a date: what it says is judged where it is put together with others. */
export function evidenceOf(file: Pick<Evidence, 'name' | 'isOfHost' | 'newestMs'>, seen: Seen): Evidence {
  const { findings, stages = [], target } = seen.kind === 'findings' ? seen : { findings: [] };
  const verdict = { healthy: false, settled: false, causes: [] };
  const report = buildReport({ createdAt: '', target, stages, findings, verdict, tried: [] });
  return { ...file, isReport: false, report, ...(seen.kind === 'fault' && { fault: seen.fault }) };
}

/** One report or saved output as `read` prints any other file. */
export function readReport(
  name: string,
  report: Report,
  knowledge: Knowledge,
  style: Style,
  columns: number,
): ReadFilesResult {
  const facts = factsOf(report);
  const line = {
    file: name,
    ...(report.target && { target: report.target }),
    ...recordedJson(facts, knowledge, 'report'),
  };
  const text = [terminalText(name, 200), '', ...recordedText(facts, knowledge, 'report.no-fault', style, columns), ''];
  return { lines: [JSON.stringify(line)], text: text.join('\n'), rejected: false };
}

/**
 * The case of both ends, where the files are of both; one sentence where they should be and are not. Captures and texts
 * are joined where the person says which of them are the remote PC's.
 */
export function joinEvidence(
  files: readonly Evidence[],
  knowledge: Knowledge,
): Report | { sentence: string } | undefined {
  const { model } = knowledge;
  const isHosts = ({ isOfHost, isReport, report }: Evidence) =>
    isOfHost || (isReport && report.findings.every(finding => endOf(model, finding) === 'host'));
  const hosts = files.filter(isHosts);
  const [first, ...others] = files.filter(file => !isHosts(file));
  if (hosts.length === 0 || !files.some(({ isOfHost, isReport }) => isOfHost || isReport)) return undefined;
  if (first === undefined) return { sentence: say(knowledge, 'join.no-device') };
  const tools: JoinTools = {
    model,
    isKnownCode: id => entryOf(model.codes, id) !== undefined,
    token: () => crypto.randomUUID().slice(0, 4),
  };
  let joined = others.reduce(withMore, first.report);
  for (const host of hosts) {
    const result = withHost(joined, host, tools);
    if (typeof result === 'string') return { sentence: `${terminalText(host.name, 120)}: ${say(knowledge, result)}` };
    joined = result;
  }
  return joined;
}

/** The case with one file of the remote PC, or the key of the sentence that says why not. */
function withHost(
  report: Report,
  { report: host, isReport, newestMs, fault }: Evidence,
  tools: JoinTools,
): Report | string {
  if (fault !== undefined) return `join.${fault}`;
  if (isReport) {
    const joined = joinReports(report, host, tools);
    return joined.kind === 'joined' ? joined.report : `join.${joined.fault}`;
  }
  if (newestMs !== undefined && isLongBefore(newestMs, report.createdAt)) return 'join.older-log';
  return host.findings.length === 0 ? 'join.nothing-of-host' : joinFindings(report, host.findings, tools);
}

/**
 * Several files of the device are one attempt: stages are those of the first that has any. INVARIANT: only what each of
 * them hides counts as hidden, since a report that is said to name nobody may become a link.
 */
function withMore(report: Report, { report: other }: Evidence): Report {
  return {
    ...report,
    createdAt: report.createdAt || other.createdAt,
    ...(report.target === undefined && other.target !== undefined && { target: other.target }),
    stages: report.stages.length > 0 ? report.stages : other.stages,
    findings: [...report.findings, ...other.findings],
    tried: [...new Set([...report.tried, ...other.tried])],
    ...hiddenIn(report.hidden.filter(kind => other.hidden.includes(kind))),
  };
}

function factsOf({ target, findings, stages, tried }: Report): Facts {
  return { ...openCase({ probe: false, target, findings }), stages, tried };
}

/** The last line of `read --json` where both ends are known: a report that the site opens, and what each end saw. */
export function joinedJson(files: readonly Evidence[], report: Report, knowledge: Knowledge): object {
  const { model } = knowledge;
  const { verdict } = judge(model, factsOf(report));
  const ends = bothEndsOf(report.findings, knowledge);
  const at = (end: 'device' | 'host') => answerOfEach(report.findings.filter(finding => endOf(model, finding) === end));
  return {
    ...report,
    joined: files.map(({ name }) => name),
    verdict: verdictToJson(verdict),
    ends: {
      device: at('device'),
      host: at('host'),
      ...(ends && { place: ends.place ?? null, sentence: ends.sentence, contradictions: ends.contradictions }),
    },
  };
}

/** What each end saw, the line, and the verdict, for a person. */
export function joinedText(report: Report, knowledge: Knowledge, style: Style, columns: number): string {
  const facts = factsOf(report);
  const view = verdictOf(judge(knowledge.model, facts), facts, knowledge);
  const ends = bothEndsOf(report.findings, knowledge);
  const sides = ends?.ends.flatMap(({ title, lines }) => [
    `  ${title}:`,
    ...lines.map(({ words, source }) => `    ${terminalText(words)} (${source})`),
  ]);
  const against = ends?.contradictions.map(line => `    ${terminalText(line)}`) ?? [];
  return [
    say(knowledge, 'report.ends'),
    '',
    ...(ends === undefined ? [] : [`  ${ends.sentence}`, '']),
    ...(sides ?? []),
    ...(against.length === 0 ? [] : [`  ${say(knowledge, 'report.ends.contradicts')}:`, ...against]),
    '',
    standingPath(reportPath(report, knowledge), style, columns),
    ...(view === undefined ? [] : faultText(view, facts, knowledge, style, columns)),
    '',
  ].join('\n');
}
