import { type Counted, normalized, shareOut } from './belief.ts';
import { type AnswerColumn, CAUSE_COUNT, evidenceTable, type QuestionTable } from './evidence-table.ts';
import { type Collected, collect, type Finding } from './findings.ts';
import { type Belief, believe, indexOfMost, isSettled, proves } from './inference.ts';
import type { Model } from './knowledge.ts';
import { CAUSE_IDS, QUESTION_IDS, QUESTIONS, type QuestionId } from './vocabulary.ts';

export interface RankedQuestion {
  readonly question: QuestionId;
  /** Expected drop of entropy over the causes, in nats. */
  readonly gain: number;
  readonly minutes: number;
}

export interface NextOptions {
  /** Whether a check with the helper will run: what it answers is left to it. */
  readonly probe: boolean;
  /** Questions that were put already and are not to be put again. */
  readonly skip?: readonly QuestionId[];
}

/** Reading a question, understanding it and deciding on an answer, whatever it is about (minutes). */
const READING_MINUTES = 2;

/**
 * What information is worth that leaves the case open, beside information that settles it. A question that only splits
 * the causes in two calls for another one; one whose answer can prove a cause may be the last.
 */
const WORTH_UNSETTLED = 0.15;

/** Answers that together are less likely than this do not make a question worth asking. */
const WORTH_ASKING = 0.02;

/** Once settled, only what might still turn the verdict with this probability is worth a person's time. */
const WORTH_ASKING_WHEN_SETTLED = 0.08;

/**
 * Which questions pay most per minute, best first. Never one whose answers all leave both the first cause and whether
 * it is settled as they are; empty when nothing is worth asking.
 */
export function nextQuestions(
  model: Model,
  findings: readonly Finding[],
  { probe, skip = [] }: NextOptions,
): readonly RankedQuestion[] {
  const collected = collect(findings);
  const belief = believe(model, collected);
  const table = evidenceTable(model);
  const proven = Uint8Array.from(CAUSE_IDS, (_, c) => (belief.counted.some(counted => proves(counted, c)) ? 1 : 0));
  const state: State = {
    ...belief,
    logs: belief.probabilities.map(Math.log),
    entropy: entropy(belief.probabilities),
    first: indexOfMost(belief.probabilities),
    proven,
    settled: isSettled(belief.probabilities, c => proven[c] === 1),
  };
  return QUESTION_IDS.flatMap(question => {
    const { person, probe: probed, minutes } = model.questions[question];
    if (!person || (probe && probed) || skip.includes(question)) return [];
    if (collected.answered.has(question) || isMeaningless(model, question, collected)) return [];
    const questionTable = table.questions.get(question);
    if (questionTable === undefined) return [];
    const { gain, turning, settling } = expect(state, questionTable);
    const worth = turning >= (state.settled ? WORTH_ASKING_WHEN_SETTLED : WORTH_ASKING) && gain > 0;
    const worthPerMinute = (gain * (WORTH_UNSETTLED + settling)) / (minutes + READING_MINUTES);
    return worth ? [{ ranked: { question, gain, minutes }, worthPerMinute }] : [];
  })
    .toSorted((a, b) => b.worthPerMinute - a.worthPerMinute || (a.ranked.question < b.ranked.question ? -1 : 1))
    .map(({ ranked }) => ranked);
}

interface State extends Belief {
  readonly logs: Float64Array;
  readonly entropy: number;
  readonly first: number;
  /** 1 for each cause that an observation speaks for clearly. */
  readonly proven: Uint8Array;
  readonly settled: boolean;
}

interface Expected {
  /** The expected drop of entropy. */
  readonly gain: number;
  /** How likely an answer is that changes what happens next: another first cause, or a settled one. */
  readonly turning: number;
  /** How likely an answer is after which the case is settled. */
  readonly settling: number;
}

function expect(state: State, question: QuestionTable): Expected {
  const { probabilities } = state;
  const inGroup = state.counted.filter(({ group }) => group === question.group);
  let expected = 0;
  let total = 0;
  let turning = 0;
  let settling = 0;
  for (const column of question.told) {
    let likely = 0;
    for (let c = 0; c < CAUSE_COUNT; c++) likely += (probabilities[c] ?? 0) * (column.likelihood[c] ?? 0);
    const after = withAnswer(state, inGroup, question, column);
    const isProven = (c: number) => state.proven[c] === 1 || proves({ ...column, proves: question.proves }, c);
    const settled = isSettled(after, isProven);
    expected += likely * entropy(after);
    total += likely;
    if (settled) settling += likely;
    if (indexOfMost(after) !== state.first || (settled && !state.settled)) turning += likely;
  }
  // the rest is likely to have no answer, because the connection never got so far; that moves nothing
  return { gain: total * state.entropy - expected, turning, settling };
}

/** The probabilities as they would be with one more answer: only the shares of the answer's own group can change. */
function withAnswer(
  { logs }: State,
  inGroup: readonly Counted[],
  { question, group, proves }: QuestionTable,
  { answer, weight, strength }: AnswerColumn,
): Float64Array {
  const after = logs.slice();
  if (inGroup.length === 0) {
    addTo(after, weight, 1);
    return normalized(after);
  }
  const finding: Finding = { question, answer, source: 'person', stage: QUESTIONS[question].stage };
  for (const counted of shareOut([...inGroup, { finding, group, proves, weight, strength }])) {
    addTo(after, counted.weight, counted.share);
  }
  for (const counted of inGroup) addTo(after, counted.weight, -counted.share);
  return normalized(after);
}

function addTo(logs: Float64Array, weight: Float64Array, share: number): void {
  for (let c = 0; c < CAUSE_COUNT; c++) logs[c] = (logs[c] ?? 0) + share * (weight[c] ?? 0);
}

function isMeaningless(model: Model, question: QuestionId, { findings }: Collected): boolean {
  const { unless } = model.questions[question];
  return (
    unless !== undefined && findings.some(({ question: other, answer }) => unless[other]?.includes(answer) ?? false)
  );
}

function entropy(probabilities: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < probabilities.length; c++) {
    const p = probabilities[c] ?? 0;
    if (p > 0) sum -= p * Math.log(p);
  }
  return sum;
}
