import { type Counted, normalized, shareOut } from './belief.ts';
import { type AnswerColumn, CAUSE_COUNT, type QuestionTable } from './evidence-table.ts';
import { type Collected, type Finding, withFinding } from './findings.ts';
import { type Belief, believe, indexOfMost, isSettled, proves } from './inference.ts';
import type { Model } from './knowledge.ts';
import { touchesOrder } from './stage-order.ts';
import { QUESTIONS } from './vocabulary.ts';

/** What is known now, in the form in which one more answer is tried. */
export interface Present extends Belief {
  readonly model: Model;
  readonly collected: Collected;
  /** The logarithms of the probabilities. */
  readonly logs: Float64Array;
  readonly entropy: number;
  readonly first: number;
  readonly settled: boolean;
}

/** What asking a question is expected to bring. */
export interface Foresight {
  /** The expected drop of entropy, in nats. */
  readonly gain: number;
  /** How likely an answer is that changes what happens next: another first cause, or a settled one. */
  readonly turning: number;
  /** How likely an answer is that points at the cause by itself. */
  readonly pointing: number;
  /** How likely an answer is after which the case is settled. */
  readonly settling: number;
}

/** An answer points at a cause that makes it twenty times commoner than usual (nats). */
const POINTING_WEIGHT = 3;

export function presentOf(model: Model, collected: Collected): Present {
  const belief = believe(model, collected);
  const { probabilities, counted } = belief;
  return {
    ...belief,
    model,
    collected,
    logs: probabilities.map(Math.log),
    entropy: entropy(probabilities),
    first: indexOfMost(probabilities),
    settled: isSettled(probabilities, counted),
  };
}

/** Tries every answer that a person may give, each as likely as it is now. */
export function foresee(present: Present, question: QuestionTable): Foresight {
  const inGroup = present.counted.filter(({ group }) => group === question.group);
  let expected = 0;
  let total = 0;
  let turning = 0;
  let pointing = 0;
  let settling = 0;
  for (const column of question.told) {
    const likely = dot(present.probabilities, column.likelihood);
    const after = withAnswer(present, inGroup, question, column);
    const settled = isSettled(after.probabilities, after.counted);
    expected += likely * entropy(after.probabilities);
    total += likely;
    if (settled) settling += likely;
    pointing += pointedAt(present.probabilities, column);
    if (indexOfMost(after.probabilities) !== present.first || (settled && !present.settled)) turning += likely;
  }
  // the rest is likely to have no answer, because the connection never got so far; that moves nothing
  return { gain: total * present.entropy - expected, turning, pointing, settling };
}

/** How likely the answer comes from a cause at which it points. */
function pointedAt(probabilities: Float64Array, { weight, likelihood }: AnswerColumn): number {
  let sum = 0;
  for (let c = 0; c < CAUSE_COUNT; c++) {
    if ((weight[c] ?? 0) >= POINTING_WEIGHT) sum += (probabilities[c] ?? 0) * (likelihood[c] ?? 0);
  }
  return sum;
}

interface After {
  readonly probabilities: Float64Array;
  readonly counted: readonly Pick<Counted, 'proves' | 'weight'>[];
}

/** The belief as it would be with one more answer. */
function withAnswer(
  { model, collected, counted, logs }: Present,
  inGroup: readonly Counted[],
  { question, group, proves: provesCause }: QuestionTable,
  { answer, weight, strength }: AnswerColumn,
): After {
  const finding: Finding = { question, answer, source: 'person', stage: QUESTIONS[question].stage };
  // silence may be explained, or explain: then any finding can lose its weight
  if (touchesOrder(question, answer)) return believe(model, withFinding(collected, finding));
  const added: Counted = { finding, group, proves: provesCause, weight, strength, share: 1 };
  const after = logs.slice();
  if (inGroup.length === 0) {
    addTo(after, weight, 1);
  } else {
    // only the shares of the answer's own group can change
    for (const { weight, share } of shareOut([...inGroup, added])) addTo(after, weight, share);
    for (const { weight, share } of inGroup) addTo(after, weight, -share);
  }
  const probabilities = normalized(after);
  const first = indexOfMost(probabilities);
  return { probabilities, counted: proves(added, first) ? [added] : counted };
}

function addTo(logs: Float64Array, weight: Float64Array, share: number): void {
  for (let c = 0; c < CAUSE_COUNT; c++) logs[c] = (logs[c] ?? 0) + share * (weight[c] ?? 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < CAUSE_COUNT; c++) sum += (a[c] ?? 0) * (b[c] ?? 0);
  return sum;
}

function entropy(probabilities: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < probabilities.length; c++) {
    const p = probabilities[c] ?? 0;
    if (p > 0) sum -= p * Math.log(p);
  }
  return sum;
}
