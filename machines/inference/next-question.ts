import { type Collected, collect, type Finding } from '../findings.ts';
import type { Model } from '../knowledge.ts';
import { QUESTION_IDS, type QuestionId } from '../vocabulary.ts';
import { evidenceTable } from './evidence-table.ts';
import { foresee, presentOf } from './expected-information.ts';

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
 * What information is worth that concludes nothing, beside information that points at a cause or settles one. A question
 * that only splits the causes calls for another one; a conclusive answer may be the last.
 */
const WORTH_UNCONCLUSIVE = 0.1;

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
  const collected = collect(model, findings);
  const present = presentOf(model, collected);
  const table = evidenceTable(model);
  return QUESTION_IDS.flatMap(question => {
    const { sayable, probe: probed = false, minutes } = model.questions[question];
    if (sayable === 0 || (probe && probed) || skip.includes(question)) return [];
    if (collected.answered.has(question) || isMeaningless(model, question, collected)) return [];
    const questionTable = table.questions.get(question);
    if (questionTable === undefined) return [];
    const { gain, turning, pointing, settling } = foresee(present, questionTable);
    const worth = turning >= (present.settled ? WORTH_ASKING_WHEN_SETTLED : WORTH_ASKING) && gain > 0;
    const worthPerMinute = (gain * (WORTH_UNCONCLUSIVE + pointing + settling)) / (minutes + READING_MINUTES);
    return worth ? [{ ranked: { question, gain, minutes }, worthPerMinute }] : [];
  })
    .toSorted((a, b) => b.worthPerMinute - a.worthPerMinute || (a.ranked.question < b.ranked.question ? -1 : 1))
    .map(({ ranked }) => ranked);
}

function isMeaningless(model: Model, question: QuestionId, { findings }: Collected): boolean {
  const { unless } = model.questions[question];
  return (
    unless !== undefined && findings.some(({ question: other, answer }) => unless[other]?.includes(answer) ?? false)
  );
}
