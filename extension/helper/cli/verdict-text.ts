import { toneOf } from '../../../machines/answers.ts';
import type { Facts } from '../../../machines/diagnosis/context.ts';
import type { Judgement } from '../../../machines/diagnosis/judgement.ts';
import { pathOf } from '../../../machines/diagnosis/path.ts';
import { type EvidenceLine, type VerdictView, verdictOf } from '../../../machines/diagnosis/proof.ts';
import { type RemedyView, remedyOf } from '../../../machines/diagnosis/remedy.ts';
import { say, seenWords, targetWords } from '../../../machines/diagnosis/words.ts';
import { formatElapsed } from '../../../machines/elapsed.ts';
import type { Finding } from '../../../machines/findings.ts';
import { isStandardOnly } from '../../../machines/inference/health.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { terminalText } from '../safe-text.ts';
import type { Examined } from './examined.ts';
import { identityLines } from './identity-lines.ts';
import { paint, type Style } from './paint.ts';
import { standingPath } from './path-picture.ts';
import { plainText, wrap } from './plain-text.ts';

const SIGN = { passed: ['✓', '+'], failed: ['✗', '-'], unknown: ['·', '.'] } as const;

const MAX_TEXT_COLUMNS = 100;
const MIN_TEXT_COLUMNS = 40;

interface Page {
  readonly knowledge: Knowledge;
  readonly style: Style;
  readonly columns: number;
}

/** A finished check for a person to read: the path, the answer, the proof, the next thing to do. */
export function verdictText(
  { facts, elapsedMs }: Examined,
  judgement: Judgement,
  knowledge: Knowledge,
  style: Style,
  columns: number,
): string {
  const page = pageOf(knowledge, style, columns);
  const path = pathOf(facts, knowledge, false, judgement);
  const title = paint(style, 'strong', terminalText(targetWords(knowledge, facts.target)));
  const answer = judgement.verdict.healthy
    ? healthyLines(facts, elapsedMs, page)
    : faultLines(verdictOf(judgement, facts, knowledge), facts, page);
  const belief = path.belief === undefined ? [] : [...wrap(path.sentence, page.columns), ''];
  return `${[title, '', standingPath(path, style, columns), ...belief, ...answer].join('\n')}\n`;
}

/** A verdict that names a cause: the answer, the proof, the next thing to do. */
export function faultText(
  view: VerdictView,
  facts: Facts,
  knowledge: Knowledge,
  style: Style,
  columns: number,
): readonly string[] {
  return faultLines(view, facts, pageOf(knowledge, style, columns));
}

function pageOf(knowledge: Knowledge, style: Style, columns: number): Page {
  return { knowledge, style, columns: Math.max(MIN_TEXT_COLUMNS, Math.min(columns, MAX_TEXT_COLUMNS)) };
}

function healthyLines(facts: Facts, elapsedMs: number, { knowledge, style }: Page): readonly string[] {
  const odd = facts.findings.filter(finding => ['bad', 'warning'].includes(toneOf(knowledge.model, finding)));
  const warnings = odd.map(
    finding => `  ${paint(style, 'unknown', '!')} ${terminalText(warningWords(finding, knowledge))}`,
  );
  const key = isStandardOnly(facts.findings) ? 'healthy.standard' : 'healthy';
  const [first = '', ...rest] = say(knowledge, key, { time: formatElapsed(elapsedMs, knowledge.language) }).split(
    /(?<=^[^.,]*[.,]) /,
  );
  return [
    [paint(style, 'strong', first), ...rest].join(' '),
    ...rows(identityLines(facts.findings, knowledge)),
    ...(warnings.length === 0 ? [] : ['', say(knowledge, 'cli.check.worth-knowing'), ...warnings]),
    '',
    say(knowledge, 'cli.check.still'),
  ];
}

/** Where the host goes by another name, both are told: the reader decides whether it is the right one. */
function warningWords(finding: Finding, knowledge: Knowledge): string {
  const { question, answer, detail } = finding;
  const name = detail?.dnsComputer ?? detail?.netbiosComputer;
  if (question !== 'identity' || answer !== 'other-name' || typeof name !== 'string')
    return seenWords(knowledge, finding);
  return say(knowledge, 'healthy.other-name', { name, asked: String(detail?.asked) });
}

function faultLines(view: VerdictView | undefined, facts: Facts, page: Page): readonly string[] {
  const { knowledge, style, columns } = page;
  // Without anything that speaks for it, the likeliest cause is only the commonest one.
  if (view === undefined || view.for.length === 0)
    return [say(knowledge, 'verdict.nothing'), ...rows(identityLines(facts.findings, knowledge))];
  const [second] = view.less;
  return [
    `${paint(style, 'strong', `${view.title}.`)} ${say(knowledge, `verdict.level.${view.level}`)}`,
    ...wrap(view.short, columns),
    ...evidenceLines(say(knowledge, 'cli.check.for'), view.for, style),
    ...evidenceLines(say(knowledge, 'cli.check.against'), view.against, style),
    ...rows(identityLines(facts.findings, knowledge)),
    '',
    view.actor,
    ...(view.settled ? remedyLines(remedyOf(view.cause, knowledge), page) : []),
    ...(second === undefined || view.settled ? [] : [say(knowledge, 'cli.check.else', { cause: second.title })]),
    ...(view.settling === undefined ? [] : [say(knowledge, 'cli.check.next', { question: view.settling })]),
  ];
}

function remedyLines(remedy: RemedyView, { knowledge, style, columns }: Page): readonly string[] {
  const section = (title: string, html: string, first: readonly string[] = []) => [
    '',
    paint(style, 'strong', title),
    ...[...first, ...plainText(html, columns - 2)].map(line => `  ${line}`),
  ];
  return [
    ...section(
      say(knowledge, 'cli.check.remedy'),
      remedy.remedy,
      wrap(`${remedy.who}. ${remedy.effort}.`, columns - 2),
    ),
    ...section(say(knowledge, 'remedy.undo'), remedy.undo),
    ...section(say(knowledge, 'remedy.verify'), remedy.verify),
  ];
}

function evidenceLines(title: string, evidence: readonly EvidenceLine[], style: Style): readonly string[] {
  if (evidence.length === 0) return [];
  const lines = evidence.map(({ sign, words, source }) => {
    const mark = SIGN[sign][style.unicode ? 0 : 1];
    return `  ${paint(style, sign, mark)} ${terminalText(words)} ${paint(style, 'faint', `(${source})`)}`;
  });
  return ['', title, ...lines];
}

function rows(lines: readonly (readonly [label: string, value: string])[]): readonly string[] {
  if (lines.length === 0) return [];
  const width = Math.max(...lines.map(([label]) => label.length)) + 2;
  return ['', ...lines.map(([label, value]) => `  ${label.padEnd(width)}${terminalText(value, 400)}`)];
}
