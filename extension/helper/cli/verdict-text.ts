import type { Facts } from '../../../machines/diagnosis.facts.ts';
import { judge } from '../../../machines/diagnosis.judgement.ts';
import { pathOf } from '../../../machines/diagnosis.path.ts';
import { type EvidenceLine, type VerdictView, verdictOf } from '../../../machines/diagnosis.proof.ts';
import { seenWords, targetWords, toneOf } from '../../../machines/diagnosis.words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { formatElapsed } from '../../../machines/report/elapsed.ts';
import type { Examined } from './examined.ts';
import { identityLines } from './identity-lines.ts';
import { paint, type Style } from './paint.ts';
import { standingPath } from './path-picture.ts';
import { printable } from './printable.ts';

const SIGN = { passed: ['✓', '+'], failed: ['✗', '-'], unknown: ['·', '.'] } as const;

/** A finished check for a person to read: the path, the answer, the proof, the next thing to do. */
export function verdictText(
  { facts, elapsedMs }: Examined,
  knowledge: Knowledge,
  style: Style,
  columns: number,
): string {
  const path = pathOf(facts, knowledge, false);
  const judgement = judge(knowledge.model, facts);
  const title = paint(style, 'strong', printable(targetWords(knowledge, facts.target)));
  const answer = judgement.verdict.healthy
    ? healthyText(facts, elapsedMs, knowledge, style)
    : faultText(verdictOf(judgement, facts, knowledge), facts, style);
  return `${title}\n\n${standingPath(path.places, style, columns)}\n${answer}`;
}

function healthyText(facts: Facts, elapsedMs: number, knowledge: Knowledge, style: Style): string {
  const lines = [
    `${paint(style, 'strong', 'Remote Desktop answers.')} Every stage up to the sign-in passed in ${formatElapsed(elapsedMs)}.`,
    ...rows(identityLines(facts.findings)),
  ];
  const odd = facts.findings.filter(finding => toneOf(finding) === 'bad');
  const warnings = odd.map(finding => `  ${paint(style, 'unknown', '!')} ${printable(seenWords(knowledge, finding))}`);
  if (warnings.length > 0) lines.push('', 'Worth knowing:', ...warnings);
  lines.push('', 'If it still fails, the cause is the client or the account; this check signs nobody in.');
  return `${lines.join('\n')}\n`;
}

function faultText(view: VerdictView | undefined, facts: Facts, style: Style): string {
  if (view === undefined) return 'Nothing that was seen names a cause.\n';
  const lines = [
    `${paint(style, 'strong', `${view.title}.`)} ${view.sureness}, ${view.odds}.`,
    view.short,
    ...evidenceLines('For it:', view.for, style),
    ...evidenceLines('Against it:', view.against, style),
    ...rows(identityLines(facts.findings)),
    '',
    `Who can act: ${view.actor}`,
  ];
  const [second] = view.less;
  if (second !== undefined && !view.settled) lines.push(`Or: ${second.title} (${second.sureness}).`);
  if (view.settling !== undefined) lines.push(`Next: ${view.settling}`);
  return `${lines.join('\n')}\n`;
}

function evidenceLines(title: string, evidence: readonly EvidenceLine[], style: Style): readonly string[] {
  if (evidence.length === 0) return [];
  const lines = evidence.map(({ sign, words, source }) => {
    const mark = SIGN[sign][style.unicode ? 0 : 1];
    return `  ${paint(style, sign, mark)} ${printable(words)} ${paint(style, 'faint', `(${source})`)}`;
  });
  return ['', title, ...lines];
}

function rows(lines: readonly (readonly [label: string, value: string])[]): readonly string[] {
  if (lines.length === 0) return [];
  const width = Math.max(...lines.map(([label]) => label.length)) + 2;
  return ['', ...lines.map(([label, value]) => `  ${label.padEnd(width)}${printable(value, 400)}`)];
}
