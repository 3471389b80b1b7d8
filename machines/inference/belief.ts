import { answerTraits } from '../answers.ts';
import { entryOf } from '../codes/entry.ts';
import type { Finding } from '../findings.ts';
import type { Model } from '../knowledge.ts';
import { isSeenOnWire } from '../vocabulary.ts';
import { codeWeight } from './code-evidence.ts';
import { CAUSE_COUNT, columnOf, type EvidenceTable, evidenceTable, strengthOf } from './evidence-table.ts';
import { correlationDiscount } from './likelihood.ts';
import { withoutExplainedSilence } from './stage-order.ts';

/** One finding with the vector by which it moves the causes, and the group in which it counts. */
export interface WeightedFinding {
  readonly finding: Finding;
  readonly group: string;
  readonly weight: Float64Array;
  readonly strength: number;
  /** Whether it can settle a cause: a code cannot, nor a circumstance or an impression. */
  readonly proves: boolean;
}

/** A weighed finding with the part of its weight that is left beside the stronger ones of its group. */
export interface DiscountedFinding extends WeightedFinding {
  readonly share: number;
}

/** Weighs collected findings. Those that say nothing (later silence, a code without causes) are left out. */
export function weigh(model: Model, findings: readonly Finding[]): readonly DiscountedFinding[] {
  const table = evidenceTable(model);
  const telling = withoutExplainedSilence(model, findings).filter(finding => saysItsOwn(model, finding, findings));
  const weighed = telling.flatMap(finding => weighOne(model, table, finding));
  const groups = new Set(weighed.map(({ group }) => group));
  return [...groups].flatMap(name => discountCorrelated(weighed.filter(({ group }) => group === name)));
}

/**
 * The strongest of a group counts in full, the others in part. INVARIANT: one share for all causes, so that the result
 * is still a product of likelihoods; and no share depends on the order of findings.
 */
export function discountCorrelated(group: readonly WeightedFinding[]): readonly DiscountedFinding[] {
  return group.toSorted(stronger).map((weighed, rank) => ({ ...weighed, share: correlationDiscount(rank) }));
}

/** P(cause | findings), as a vector in the order of `CAUSE_IDS`. */
export function posterior(prior: Float64Array, counted: readonly DiscountedFinding[]): Float64Array {
  const logs = prior.map(Math.log);
  for (const { weight, share } of counted) {
    for (let c = 0; c < CAUSE_COUNT; c++) logs[c] = (logs[c] ?? 0) + share * (weight[c] ?? 0);
  }
  return normalized(logs);
}

/** exp, scaled to sum to 1; in place. */
export function normalized(logs: Float64Array): Float64Array {
  let max = Number.NEGATIVE_INFINITY;
  for (const log of logs) if (log > max) max = log;
  let sum = 0;
  for (let c = 0; c < logs.length; c++) {
    const p = Math.exp((logs[c] ?? 0) - max);
    logs[c] = p;
    sum += p;
  }
  for (let c = 0; c < logs.length; c++) logs[c] = (logs[c] ?? 0) / sum;
  return logs;
}

function weighOne(model: Model, table: EvidenceTable, finding: Finding): readonly WeightedFinding[] {
  if (finding.question === 'code') return weighCode(model, table, finding);
  const question = table.questions.get(finding.question);
  const column = question && columnOf(question, answerMeant(model, finding), finding.source);
  if (question === undefined || column === undefined) return [];
  const { group, proves } = question;
  return [{ finding, group, proves, weight: column.weight, strength: column.strength }];
}

/**
 * What a probe sees on every host, such as the certificate that Windows makes for itself, says nothing beside a real fault.
 * A person who tells of it was stopped by it.
 */
function saysItsOwn(model: Model, finding: Finding, all: readonly Finding[]): boolean {
  if (isOfAlias(finding, all)) return false;
  return (
    !isOrdinary(model, finding) ||
    all.every(({ question, answer }) => question !== finding.question || answer === finding.answer)
  );
}

/** Behind an alias the certificate names the host and not the alias: `other-name` has said so already. */
function isOfAlias({ question, answer, source }: Finding, all: readonly Finding[]): boolean {
  return question === 'tls' && answer === 'wrong-name' && isSeenOnWire(source) && all.some(isOtherName);
}

function isOtherName({ question, answer }: Finding): boolean {
  return question === 'identity' && answer === 'other-name';
}

/** Whether a probe sees it on healthy hosts everywhere, so that it is weighed as another answer. */
export function isOrdinary(model: Model, finding: Finding): boolean {
  return answerMeant(model, finding) !== finding.answer;
}

/** The answer under which a finding is weighed. */
function answerMeant(model: Model, { question, answer, source }: Finding): string {
  return (isSeenOnWire(source) ? answerTraits(model, question, answer)?.countsAs : undefined) ?? answer;
}

function weighCode(model: Model, { prior }: EvidenceTable, finding: Finding): readonly WeightedFinding[] {
  const code = entryOf(model.codes, finding.answer);
  if (code === undefined || code.causes.length === 0) return [];
  const weight = codeWeight(code, prior);
  return [
    {
      finding,
      group: model.questions.code.groups?.[code.stage] ?? finding.question,
      proves: false,
      weight,
      strength: strengthOf(weight, prior),
    },
  ];
}

function stronger(a: WeightedFinding, b: WeightedFinding): number {
  return b.strength - a.strength || compare(key(a), key(b));
}

function key({ finding }: WeightedFinding): string {
  return `${finding.question} ${finding.answer}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
