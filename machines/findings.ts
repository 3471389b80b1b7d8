import type { Model } from './knowledge.ts';
import { isAnswer, QUESTION_IDS, type QuestionId, SOURCES, type Source, UNKNOWN } from './vocabulary.ts';

/** Data that survives JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One question answered, and who saw the answer. A question may hold several findings: a certificate can be both
 * self-signed and expired. `elapsedMs` is the time the observation took, `detail` what was seen, as typed fields.
 */
export interface Finding {
  readonly question: QuestionId;
  /** One of the question's answers, `unknown`, or for `code` an id of the catalogue. */
  readonly answer: string;
  readonly source: Source;
  readonly elapsedMs?: number;
  readonly detail?: Readonly<Record<string, Json>>;
}

/** `detail.fault` of a finding whose probe broke on a bug of ours: it says nothing of the host, and the answer is `unknown`. */
export const OUR_FAULT = 'ours';

/** Such a finding may be shown, and nothing may be concluded from it. */
export function isOurFault({ detail }: Finding): boolean {
  return detail?.fault === OUR_FAULT;
}

/** One question with answers that cannot hold at once. Shown, never hidden; the better source is believed. */
export interface Contradiction {
  readonly question: QuestionId;
  readonly findings: readonly Finding[];
}

/** What the findings come to: one entry a question and answer, from the best source that answered the question. */
export interface Collected {
  readonly findings: readonly Finding[];
  readonly contradictions: readonly Contradiction[];
  /** Questions that were answered, `unknown` included: there is no point in asking them again. */
  readonly answered: ReadonlySet<QuestionId>;
}

/** INVARIANT: the result does not depend on the order of the findings. */
export function collect(model: Model, findings: readonly Finding[]): Collected {
  const answered = new Set<QuestionId>();
  const kept: Finding[] = [];
  const contradictions: Contradiction[] = [];
  for (const [question, ofQuestion] of byQuestion(findings)) {
    // What a fault of ours kept from being seen is as open as before.
    if (!ofQuestion.every(isOurFault)) answered.add(question);
    const telling = distinct(ofQuestion.filter(({ answer }) => answer !== UNKNOWN && isAnswer(question, answer)));
    const best = telling[0];
    if (best === undefined) continue;
    const across = model.questions[question].several === 'across-sources';
    kept.push(...(across ? telling : telling.filter(({ source }) => source === best.source)));
    if (contradictory(model, question, telling, best.source)) contradictions.push({ question, findings: telling });
  }
  return { findings: kept, contradictions, answered };
}

/** With one more finding, on a question that nothing was known about. */
export function withFinding(collected: Collected, finding: Finding): Collected {
  return { ...collected, findings: [...collected.findings, finding] };
}

function byQuestion(findings: readonly Finding[]): readonly (readonly [QuestionId, readonly Finding[]])[] {
  const groups = new Map<QuestionId, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.question);
    if (group === undefined) groups.set(finding.question, [finding]);
    else group.push(finding);
  }
  return QUESTION_IDS.flatMap(question => {
    const group = groups.get(question);
    return group === undefined ? [] : [[question, group] as const];
  });
}

/** One finding an answer, from its best source; sorted by source, then answer. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const sorted = findings.toSorted(
    (a, b) => precedence(a.source) - precedence(b.source) || (a.answer < b.answer ? -1 : a.answer > b.answer ? 1 : 0),
  );
  return sorted.filter((finding, index) => sorted.findIndex(({ answer }) => answer === finding.answer) === index);
}

function contradictory(model: Model, question: QuestionId, telling: readonly Finding[], best: Source): boolean {
  const { several } = model.questions[question];
  if (several === 'across-sources') return false;
  const believed = telling.filter(({ source }) => source === best);
  const others = telling.filter(({ source }) => source !== best);
  const among = several === 'within-source' ? [] : pairs(believed);
  const across = believed.length === 0 ? [] : others.map(other => [other, believed] as const);
  return (
    among.some(([a, b]) => !agree(model, question, a.answer, b.answer)) ||
    across.some(([other, all]) => !all.some(({ answer }) => agree(model, question, other.answer, answer)))
  );
}

function pairs(findings: readonly Finding[]): readonly (readonly [Finding, Finding])[] {
  return findings.flatMap((a, index) => findings.slice(index + 1).map(b => [a, b] as const));
}

function agree(model: Model, question: QuestionId, a: string, b: string): boolean {
  const covers = (vague: string, precise: string) =>
    model.questions[question].answers[vague]?.covers?.includes(precise) ?? false;
  return a === b || covers(a, b) || covers(b, a);
}

/** Lower is better: probe, then host, transcript, rdp-file, person. */
function precedence(source: Source): number {
  return SOURCES.indexOf(source);
}
