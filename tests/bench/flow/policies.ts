import { collect, type Finding } from '../../../machines/findings.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { evidenceTable } from '../../../machines/inference/evidence-table.ts';
import {
  afterAnswer,
  beliefStateOf,
  expectInformation,
  likelihoodOf,
} from '../../../machines/inference/expected-information.ts';
import { outlookOf } from '../../../machines/inference/next-step.ts';
import type { Model, Reach } from '../../../machines/knowledge.ts';
import { type AskableId, QUESTION_IDS, type QuestionId } from '../../../machines/vocabulary.ts';

export interface Situation {
  readonly findings: readonly Finding[];
  readonly asked: readonly AskableId[];
  readonly reach: Reach | undefined;
}

/** What a policy puts next; nothing where it ends. `left` is how many it says are still to come. */
export type Policy = (
  model: Model,
  situation: Situation,
) => { readonly put: AskableId | undefined; readonly left?: number };

/** The flow's own. */
export const flow: Policy = (model, { findings, asked, reach }) => {
  const { next, left, end } = outlookOf(model, { findings, asked, reach, probe: false, failed: [] });
  return { put: end === undefined ? next?.question : undefined, left };
};

const READING_MINUTES = 2;
const WORTH_UNCONCLUSIVE = 0.1;
const WORTH_ASKING = 0.02;
const AT_HAND_MINUTES = 1;
const WALK_MINUTES = 2;
const WORTH_ASKING_FIRST = 0.2;

/**
 * The policy before this one, kept to measure against: most gain a minute, never a question that could not turn the
 * verdict, and what is at hand before what takes a walk. It knew no reach, no blanks and no limit.
 */
export const before: Policy = (model, { findings, asked }) => {
  if (conclude(model, findings).settled) return { put: undefined };
  const present = beliefStateOf(model, collect(model, findings));
  const ranked = QUESTION_IDS.flatMap(question => {
    const columns = evidenceTable(model).questions.get(question);
    const { sayable, minutes, unless } = model.questions[question];
    if (columns === undefined || sayable === 0 || asked.includes(question)) return [];
    if (present.collected.answered.has(question)) return [];
    if (findings.some(({ question: other, answer }) => unless?.[other]?.includes(answer))) return [];
    const { gain, pointing, settling } = expectInformation(present, columns);
    const inGroup = present.counted.filter(({ group }) => group === columns.group);
    const turning = columns.told.reduce((sum, column) => {
      const after = afterAnswer(present, inGroup, columns, column);
      return after.settled || after.first !== present.first ? sum + likelihoodOf(present, column) : sum;
    }, 0);
    if (turning < WORTH_ASKING || gain <= 0) return [];
    const worth = (gain * (WORTH_UNCONCLUSIVE + pointing + settling)) / (minutes + READING_MINUTES);
    return [{ question, gain, minutes, worth }];
  }).toSorted((a, b) => b.worth - a.worth);
  const [best] = ranked;
  if (best === undefined || best.minutes <= WALK_MINUTES) return { put: best?.question };
  const [atHand] = ranked
    .filter(({ minutes, gain }) => minutes <= AT_HAND_MINUTES && gain >= best.gain * WORTH_ASKING_FIRST)
    .toSorted((a, b) => b.gain / b.minutes - a.gain / a.minutes);
  return { put: (atHand ?? best).question };
};

/** What help pages ask everybody, in their order. */
const FIXED: readonly QuestionId[] = [
  'host-power',
  'client',
  'vpn',
  'other-network',
  'progress',
  'rdp-enabled',
  'recent-change',
];

/** One list for everybody. */
export const fixed: Policy = (model, { findings, asked }) => ({
  put: conclude(model, findings).settled
    ? undefined
    : FIXED.find(question => !asked.includes(question) && findings.every(known => known.question !== question)),
});
