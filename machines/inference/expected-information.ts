import { type Collected, type Finding, withFinding } from '../findings.ts';
import type { Model } from '../knowledge.ts';
import type { CauseId, QuestionId } from '../vocabulary.ts';
import { type DiscountedFinding, discountCorrelated, normalized } from './belief.ts';
import {
  type Belief,
  believe,
  indexOfMost,
  isProbable,
  isSettled,
  POINTING_WEIGHT,
  isProofOf as provesCause,
} from './conclude.ts';
import { type AnswerColumn, CAUSE_COUNT, type QuestionTable } from './evidence-table.ts';
import { touchesOrder } from './stage-order.ts';

/** What is known now, in the form in which one more answer is tried. */
export interface BeliefState extends Belief, Standing {
  readonly model: Model;
  readonly collected: Collected;
  /** Causes whose remedy did not help. */
  readonly failed: readonly CauseId[];
  /** The logarithms of the probabilities. */
  readonly logs: Float64Array;
  /** Whether something known may be explained by an earlier failure, or explains later silence. */
  readonly ordered: boolean;
}

/** Where a belief stands: how undecided it is (nats), which cause comes first, whether that one may be named. */
export interface Standing {
  readonly entropy: number;
  readonly first: number;
  readonly settled: boolean;
  /** How good an answer it gives to show: `goodnessOf`. */
  readonly goodness: number;
}

/** What asking a question is expected to bring. */
export interface ExpectedInformation {
  /** The expected drop of entropy, in nats. */
  readonly gain: number;
  /** How likely an answer is that points at the cause by itself. */
  readonly pointing: number;
  /** How likely an answer is after which the case is settled. */
  readonly settling: number;
  /** How much better an answer is expected to be shown, whichever causes come first then. */
  readonly betterment: number;
}

/** What is worked out once for all questions that could be asked next. `failed`: causes whose remedy did not help. */
export function beliefStateOf(model: Model, collected: Collected, failed: readonly CauseId[] = []): BeliefState {
  const belief = believe(model, collected, failed);
  const { probabilities } = belief;
  const ordered = collected.findings.some(({ question, answer }) => touchesOrder(model, question, answer));
  return { ...belief, ...standingOf(belief), model, collected, failed, ordered, logs: probabilities.map(Math.log) };
}

/** Tries every answer that a person may give, each as likely as it is now. */
export function expectInformation(present: BeliefState, question: QuestionTable): ExpectedInformation {
  const inGroup = present.counted.filter(({ group }) => group === question.group);
  // What is likely to have no answer, because the connection never got so far, moves nothing.
  const brings = { gain: 0, pointing: 0, settling: 0, betterment: 0 };
  for (const column of question.told) {
    const after = afterAnswer(present, inGroup, question, column);
    const likely = likelihoodOf(present, column);
    brings.gain += likely * (present.entropy - after.entropy);
    brings.betterment += likely * (after.goodness - present.goodness);
    if (after.settled) brings.settling += likely;
    brings.pointing += pointedAt(present.probabilities, column);
  }
  return brings;
}

/** How likely an answer is now. */
export function likelihoodOf({ probabilities }: BeliefState, { likelihood }: AnswerColumn): number {
  let sum = 0;
  for (let c = 0; c < CAUSE_COUNT; c++) sum += (probabilities[c] ?? 0) * (likelihood[c] ?? 0);
  return sum;
}

/** Where the belief stands after an answer, by the shortest way that gives what concluding anew gives. */
export function afterAnswer(
  present: BeliefState,
  inGroup: readonly DiscountedFinding[],
  question: QuestionTable,
  column: AnswerColumn,
): Standing {
  // silence may be explained, or explain: then any finding can lose its weight
  const reorders = present.ordered && touchesOrder(present.model, question.question, column.answer);
  if (reorders) return afterReordering(present, question, column);
  return inGroup.length === 0
    ? afterAlone(present, question, column)
    : withCorrelated(present, inGroup, question, column);
}

/** How likely the answer comes from a cause at which it points. */
function pointedAt(probabilities: Float64Array, { weight, likelihood }: AnswerColumn): number {
  let sum = 0;
  for (let c = 0; c < CAUSE_COUNT; c++) {
    if ((weight[c] ?? 0) >= POINTING_WEIGHT) sum += (probabilities[c] ?? 0) * (likelihood[c] ?? 0);
  }
  return sum;
}

/**
 * With an answer of a group of its own, which nearly every question is: then P(cause | answer) = P(cause) r / z, where r is
 * the answer's share under the cause against the usual one, and z the sum of P(cause) r. Its entropy is
 * log z - (sum of P(cause) r log(P(cause) r)) / z: one pass, without a power of e.
 */
function afterAlone(
  { probabilities, logs, counted, spared }: BeliefState,
  { proves }: QuestionTable,
  { likelihood, usual, weight }: AnswerColumn,
): Standing {
  const after = probabilities.map((p, c) => (p * (likelihood[c] ?? 0)) / usual);
  let z = 0;
  let whole = 0;
  let logged = 0;
  for (let c = 0; c < CAUSE_COUNT; c++) {
    const p = after[c] ?? 0;
    z += p;
    whole += p / (spared[c] ?? 1);
    if (p > 0) logged += p * ((logs[c] ?? 0) + (weight[c] ?? 0));
  }
  const first = indexOfMost(after);
  const most = after[first] ?? 0;
  const shown = [{ proves, weight }, ...counted].some(other => provesCause(other, first, isProbable(most / whole)));
  return {
    entropy: Math.log(z) - logged / z,
    first,
    settled: spared[first] === 1 && isProbable(most / z) && shown,
    goodness: goodnessOf(after) / z,
  };
}

/** With an answer that takes part of the weight of others of its group. */
function withCorrelated(
  { counted, logs, spared }: BeliefState,
  inGroup: readonly DiscountedFinding[],
  { question, group, proves }: QuestionTable,
  { answer, weight, strength }: AnswerColumn,
): Standing {
  const added: DiscountedFinding = { finding: told(question, answer), group, proves, weight, strength, share: 1 };
  const after = logs.slice();
  for (const { weight, share } of discountCorrelated([...inGroup, added])) addTo(after, weight, share);
  for (const { weight, share } of inGroup) addTo(after, weight, -share);
  return standingOf({ probabilities: normalized(after), counted: [...counted, added], spared });
}

function afterReordering(
  { model, collected, failed }: BeliefState,
  { question }: QuestionTable,
  { answer }: AnswerColumn,
): Standing {
  return standingOf(believe(model, withFinding(collected, told(question, answer)), failed));
}

const told = (question: QuestionId, answer: string): Finding => ({
  question,
  answer,
  source: 'person',
});

function standingOf(belief: Pick<Belief, 'probabilities' | 'counted' | 'spared'>): Standing {
  const { probabilities } = belief;
  return {
    entropy: entropy(probabilities),
    first: indexOfMost(probabilities),
    settled: isSettled(belief),
    goodness: goodnessOf(probabilities),
  };
}

/** How likely the first cause is the right one, and half as much how likely one of the three is that an honest end shows. */
function goodnessOf(probabilities: Float64Array): number {
  const [third = 0, second = 0, first = 0] = probabilities.toSorted().slice(-3);
  return first + (first + second + third) / 2;
}

function addTo(logs: Float64Array, weight: Float64Array, share: number): void {
  for (let c = 0; c < CAUSE_COUNT; c++) logs[c] = (logs[c] ?? 0) + share * (weight[c] ?? 0);
}

function entropy(probabilities: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < probabilities.length; c++) {
    const p = probabilities[c] ?? 0;
    if (p > 0) sum -= p * Math.log(p);
  }
  return sum;
}
