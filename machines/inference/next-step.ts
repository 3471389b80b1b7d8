import { collect, type Finding } from '../findings.ts';
import type { Model, Reach } from '../knowledge.ts';
import {
  type AskableId,
  type CauseId,
  isSeenOnWire,
  QUESTION_IDS,
  type QuestionId,
  REACH_QUESTION,
} from '../vocabulary.ts';
import { isProofOf } from './conclude.ts';
import { evidenceTable } from './evidence-table.ts';
import {
  type BeliefState,
  beliefStateOf,
  type ExpectedInformation,
  expectInformation,
} from './expected-information.ts';
import { type Asking, blanksOf, isReachOpen, reachesOf, skillOf } from './reach.ts';

/** Something for the person to do: `try` takes a minute and no knowledge, `ask` is seen or remembered. */
export interface Step {
  readonly question: AskableId;
  readonly kind: 'try' | 'ask';
  /** Who can find it out. */
  readonly reach: Reach;
}

/** A conversation as it stands. */
export interface Conversation extends Asking {
  /** Whether a check with the helper will run: what it answers is left to it. */
  readonly probe: boolean;
  /** Causes whose remedy did not help. */
  readonly failed: readonly CauseId[];
}

export interface Outlook {
  /** What is put now; nothing where the conversation ends. */
  readonly next: Step | undefined;
  /**
   * `settled`: a cause may be named. `told`: one is as good as told, and is shown before `next` is put. `handed-over`: no
   * more can be had from this person.
   */
  readonly end: 'settled' | 'told' | 'handed-over' | undefined;
  /** How many are expected still to be put, `next` among them. */
  readonly left: number;
  /** What would tell most, whoever can find it out, best first: what an honest end names. */
  readonly telling: readonly QuestionId[];
}

/** Tries and questions together, and after a check, which has answered most of them. */
export const MOST_PUT = 7;
export const MOST_PUT_AFTER_CHECK = 3;
export const MOST_TRIES = 3;

/** Reading a question, understanding it and deciding on an answer, whatever it is about (minutes). */
const READING_MINUTES = 2;
/**
 * What an answer is worth beside the better answer that can be shown after it: twice as much where it points at its cause,
 * since the person sees why and its remedy has a reason; and a little for every nat, since a question that turns nothing yet
 * can make the next one turn it. Nothing for settling by itself: questions chosen because they could settle settled 1.1 of
 * 100 generated persons wrongly, without that 0.7.
 */
const WORTH_POINTING = 2;
const WORTH_NAT = 0.2;
/**
 * What is worth less a minute is no use of a person's time, and each that was put has used up half as much again of their
 * patience: a question that would do as the first is too much as the seventh.
 */
const WORTH_PUTTING_FIRST = 0.006;
const PATIENCE_USED = 0.5;
/** What one more that was put leaves of the worth of the others: blanks tire, answers say in part what others would say. */
const WORTH_KEPT = 0.92;
/**
 * Before the first question a try goes first while it tells at least this share of what the best would: it asks for no
 * knowledge, its answer is seen and not remembered, and where it helps the person is in.
 */
const TRY_FIRST = 0.2;
/** Two tries in a row that could not be made: this person cannot try anything now. */
const BLANK_TRIES_THAT_END = 2;
/** What a run of blanks leaves of the worth of more of the same: of a stage, of a group, or of a try. */
const MORE_OF_THE_SAME = 0.6;
/** How many questions it takes to take a person for more or less able to say than people are. */
const USUAL_PERSON = 2;
/** The question of reach tells nothing by itself; it opens what is beyond, of which so many are likely to be put. */
const OPENED_BY_REACH = 2;
/** How many an honest end names. */
const MOST_TELLING = 2;

interface Candidate {
  readonly step: Step;
  readonly worth: number;
  /** How likely its answer ends the conversation. */
  readonly ending: number;
}

/**
 * What to do next with a person: the one policy of flow, widget, popup and terminal. Pure. INVARIANT: never more than the
 * limits, never a question beyond a reach that the person said they have not, never one that was put already.
 */
export function outlookOf(model: Model, conversation: Conversation): Outlook {
  const present = beliefStateOf(model, collect(model, conversation.findings), conversation.failed);
  const open = openQuestions(model, conversation, present);
  const telling = open
    .toSorted((a, b) => tells(b.foresight) - tells(a.foresight))
    .slice(0, MOST_TELLING)
    .map(({ question }) => question);
  if (present.settled) return { next: undefined, end: 'settled', left: 0, telling };
  const put = conversation.asked.length;
  const room = limitOf(conversation) - put;
  const candidates = candidatesOf(model, conversation, open);
  const worthwhile = candidates.filter(({ worth }) => isWorthPutting(worth, put));
  const next = room > 0 ? chosen(model, conversation, worthwhile) : undefined;
  if (next === undefined) return { next, end: 'handed-over', left: 0, telling };
  const end = isEffectivelyKnown(present) ? 'told' : undefined;
  return { next: next.step, end, left: expectedCount(candidates, put, room), telling };
}

/**
 * From here on, where an observation speaks for it, a cause is shown before more is asked: most would be blanks. At 0.6 what
 * is shown was right in 35 of 35 real cases and in 86 of 128 generated ones; at 0.7 in 21 of 21 and 49 of 65 (measured with
 * the choice of questions before the present one).
 */
const EFFECTIVELY_KNOWN = 0.6;

function isEffectivelyKnown({ probabilities, counted, first, spared }: BeliefState): boolean {
  const shown = counted.some(one => isProofOf(one, first));
  return shown && spared[first] === 1 && (probabilities[first] ?? 0) >= EFFECTIVELY_KNOWN;
}

function limitOf({ findings }: Conversation): number {
  return findings.some(({ source }) => isSeenOnWire(source)) ? MOST_PUT_AFTER_CHECK : MOST_PUT;
}

interface Open {
  readonly question: QuestionId;
  readonly foresight: ExpectedInformation;
}

/** Every question that is open and has a meaning here, with what its answer would bring. */
function openQuestions(model: Model, { asked, probe }: Conversation, present: BeliefState): readonly Open[] {
  const { findings, answered } = present.collected;
  const table = evidenceTable(model);
  return QUESTION_IDS.flatMap(question => {
    const { sayable, probe: probed = false, unless } = model.questions[question];
    const columns = table.questions.get(question);
    if (columns === undefined || sayable === 0 || (probe && probed)) return [];
    if (asked.includes(question) || answered.has(question)) return [];
    if (findings.some(({ question: other, answer }) => unless?.[other]?.includes(answer))) return [];
    return [{ question, foresight: expectInformation(present, columns) }];
  });
}

/** How much an answer is worth once it is there. */
function tells({ gain, pointing, betterment }: ExpectedInformation): number {
  return betterment + WORTH_POINTING * pointing + WORTH_NAT * gain;
}

/** Whether something is worth a person's time after so many that were put. */
function isWorthPutting(worth: number, put: number): boolean {
  return worth >= WORTH_PUTTING_FIRST * (1 + PATIENCE_USED * put);
}

/** What can be put, with what it is worth to this person a minute, expected over answers and blanks. Best first. */
function candidatesOf(model: Model, conversation: Conversation, open: readonly Open[]): readonly Candidate[] {
  const reaches = reachesOf(model, conversation);
  const blank = trailingBlanks(conversation);
  const skill = skillOf(model, conversation);
  const triesLeft = canTry(model, conversation);
  const reachOpen = isReachOpen(model, conversation);
  const beyond: number[] = [];
  const candidates = open.flatMap(({ question, foresight }): readonly Candidate[] => {
    const { reach, sayable, minutes, try: tried = false } = model.questions[question];
    if (tried && !triesLeft) return [];
    const able = skill(sayable) * reaches[reach] * fluencyIn(reach, model, conversation);
    const worth = (able * dulled(model, question, blank) * tells(foresight)) / (minutes + READING_MINUTES);
    if (worth <= 0) return [];
    if (reach !== 'anyone' && reachOpen) {
      beyond.push(worth);
      return [];
    }
    const step: Step = { question, kind: tried ? 'try' : 'ask', reach };
    return [{ step, worth, ending: able * foresight.settling }];
  });
  const ofReach: Candidate = {
    step: { question: REACH_QUESTION, kind: 'ask', reach: 'anyone' },
    worth: beyond
      .toSorted((a, b) => b - a)
      .slice(0, OPENED_BY_REACH)
      .reduce((sum, worth) => sum + worth, 0),
    ending: 0,
  };
  return [...candidates, ...(beyond.length > 0 ? [ofReach] : [])].toSorted((a, b) => b.worth - a.worth);
}

/**
 * The best, or before the first question the try that tells most, unless it tells next to nothing. Where the address leads
 * back to this device and no word of Remote Desktop came back, what carries the connection on decides where to look.
 */
function chosen(
  model: Model,
  { asked, findings }: Conversation,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const [best] = candidates;
  const carried = candidates.find(({ step }) => step.question === 'tunnel');
  if (carried !== undefined && LEADS_BACK.every(seen => findings.some(seen))) return carried;
  if (best === undefined || asked.some(id => !isTry(model, id))) return best;
  const attempt = candidates.find(({ step }) => step.kind === 'try');
  return attempt !== undefined && attempt.worth >= best.worth * TRY_FIRST ? attempt : best;
}

const LEADS_BACK: readonly ((finding: Finding) => boolean)[] = [
  ({ question, answer }) => question === 'host-place' && answer === 'this-device',
  ({ question, answer }) => question === 'service' && (answer === 'closes' || answer === 'silent'),
];

/** What this person could say so far within a reach, against what people can: who could not say will rather not again. */
function fluencyIn(reach: Reach, model: Model, conversation: Conversation): number {
  const within = (id: AskableId) => id !== REACH_QUESTION && model.questions[id].reach === reach;
  const put = conversation.asked.flatMap(id => (id !== REACH_QUESTION && within(id) ? [id] : []));
  const expected = put.reduce((sum, id) => sum + model.questions[id].sayable, 0);
  const said = put.length - blanksOf(conversation).filter(within).length;
  return Math.min(1, (USUAL_PERSON + said) / (USUAL_PERSON + expected));
}

function canTry(model: Model, conversation: Conversation): boolean {
  const { asked } = conversation;
  const blank = new Set<AskableId>(blanksOf(conversation));
  const tries = asked.filter(id => isTry(model, id));
  const run = tries.slice(-BLANK_TRIES_THAT_END);
  return tries.length < MOST_TRIES && !(run.length === BLANK_TRIES_THAT_END && run.every(id => blank.has(id)));
}

/** The questions since the last that the person could answer. */
function trailingBlanks(conversation: Conversation): readonly QuestionId[] {
  const blank = new Set<AskableId>(blanksOf(conversation));
  const last = conversation.asked.findLastIndex(id => id !== REACH_QUESTION && !blank.has(id));
  return conversation.asked.slice(last + 1).flatMap(id => (id === REACH_QUESTION ? [] : [id]));
}

/** A run of blanks changes course: more of the same kind, group or stage would be as blank. */
function dulled(model: Model, question: QuestionId, blanks: readonly QuestionId[]): number {
  const { stage, group, try: tried = false } = model.questions[question];
  const same = blanks.filter(blank => {
    const other = model.questions[blank];
    return (
      (stage !== 'any' && other.stage === stage) ||
      (group !== undefined && other.group === group) ||
      (tried && other.try === true)
    );
  });
  return MORE_OF_THE_SAME ** same.length;
}

/** How many come until one ends the conversation, or until the next is not worth it any more. */
function expectedCount(candidates: readonly Candidate[], put: number, room: number): number {
  let expected = 0;
  let goesOn = 1;
  for (const [index, { worth, ending }] of candidates.slice(0, room).entries()) {
    if (!isWorthPutting(worth * WORTH_KEPT ** index, put + index)) break;
    expected += goesOn;
    goesOn *= 1 - ending;
  }
  return Math.max(1, Math.round(expected));
}

const isTry = (model: Model, id: AskableId): boolean => id !== REACH_QUESTION && model.questions[id].try === true;
