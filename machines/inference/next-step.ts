import { collect } from '../findings.ts';
import type { Model, Reach } from '../knowledge.ts';
import { type AskableId, type CauseId, QUESTION_IDS, type QuestionId, REACH_QUESTION } from '../vocabulary.ts';
import { evidenceTable } from './evidence-table.ts';
import { type Foresight, foresee, type Present, presentOf } from './expected-information.ts';
import { type Asking, blanksOf, isReachOpen, reachesOf } from './reach.ts';

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
  /** `settled`: a cause may be named. `handed-over`: no more can be had from this person. */
  readonly end: 'settled' | 'handed-over' | undefined;
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
 * What information is worth that concludes nothing, beside information that points at a cause or settles one. A question
 * that only splits the causes calls for another one; a conclusive answer may be the last.
 */
export const T = { unc: 0.1, read: 2, tryFirst: 0.22, put: 0.0004, plainTry: true, blank: 0.6 };
/** What is worth less than this is no use of a person's time. */
const WORTH_PUTTING = 0.0004;
/** Before the first question a try goes first while it is worth this share of the best question. */
const TRY_FIRST = 0.4;
/** Two tries in a row that could not be made: this person cannot try anything now. */
const BLANK_TRIES_THAT_END = 2;
/** What a run of blanks leaves of the worth of more of the same: of a stage, or of a try. */
const MORE_OF_THE_SAME = 0.6;
/** The question of reach tells nothing by itself, only where to look next. */
const WORTH_OF_REACH = 0.7;
/** How many an honest end names. */
const MOST_TELLING = 2;

interface Candidate {
  readonly step: Step;
  readonly worth: number;
  readonly plain: number;
  /** How likely its answer ends the conversation. */
  readonly ending: number;
}

/**
 * What to do next with a person: the one policy of flow, widget, popup and terminal. Pure. INVARIANT: never more than the
 * limits, never a question beyond a reach that the person said they have not, never one that was put already.
 */
export function outlookOf(model: Model, conversation: Conversation): Outlook {
  const present = presentOf(model, collect(model, conversation.findings), conversation.failed);
  const open = openQuestions(model, conversation, present);
  const telling = open
    .toSorted((a, b) => tells(b.foresight) - tells(a.foresight) || compare(a.question, b.question))
    .slice(0, MOST_TELLING)
    .map(({ question }) => question);
  if (present.settled) return { next: undefined, end: 'settled', left: 0, telling };
  const room = limitOf(conversation) - conversation.asked.length;
  const worthwhile = candidatesOf(model, conversation, open).filter(({ worth }) => worth >= T.put);
  const next = room > 0 ? chosen(model, conversation, worthwhile) : undefined;
  if (next === undefined) return { next, end: 'handed-over', left: 0, telling };
  return { next: next.step, end: undefined, left: expectedCount(worthwhile, room), telling };
}

function limitOf({ findings }: Conversation): number {
  return findings.some(({ source }) => source === 'probe') ? MOST_PUT_AFTER_CHECK : MOST_PUT;
}

interface Open {
  readonly question: QuestionId;
  readonly foresight: Foresight;
}

/** Every question that is open and has a meaning here, with what its answer would bring. */
function openQuestions(model: Model, { asked, probe }: Conversation, present: Present): readonly Open[] {
  const { findings, answered } = present.collected;
  const table = evidenceTable(model);
  return QUESTION_IDS.flatMap(question => {
    const { sayable, probe: probed = false, unless } = model.questions[question];
    const columns = table.questions.get(question);
    if (columns === undefined || sayable === 0 || (probe && probed)) return [];
    if (asked.includes(question) || answered.has(question)) return [];
    if (findings.some(({ question: other, answer }) => unless?.[other]?.includes(answer))) return [];
    return [{ question, foresight: foresee(present, columns) }];
  });
}

/** How much an answer is worth once it is there. */
function tells({ gain, pointing, settling }: Foresight): number {
  return Math.max(0, gain) * (T.unc + pointing + settling);
}

/** What can be put, with what it is worth to this person: expected over answers and blanks, a minute. Best first. */
function candidatesOf(model: Model, conversation: Conversation, open: readonly Open[]): readonly Candidate[] {
  const reaches = reachesOf(model, conversation);
  const blank = trailingBlanks(conversation);
  const triesLeft = canTry(model, conversation);
  const reachOpen = isReachOpen(model, conversation);
  let beyond = 0;
  const candidates = open.flatMap(({ question, foresight }): readonly Candidate[] => {
    const { reach, sayable, minutes, try: tried = false } = model.questions[question];
    if (tried && !triesLeft) return [];
    const able = sayable * reaches[reach];
    const worth = (able * tells(foresight) * dulled(model, question, blank)) / (minutes + T.read);
    if (worth <= 0) return [];
    if (reach !== 'anyone' && reachOpen) {
      beyond = Math.max(beyond, worth);
      return [];
    }
    const step: Step = { question, kind: tried ? 'try' : 'ask', reach };
    return [
      {
        step,
        worth,
        plain: (able * Math.max(0, foresight.gain) * dulled(model, question, blank)) / (minutes + T.read),
        ending: able * foresight.settling,
      },
    ];
  });
  const ofReach: Candidate = {
    step: { question: REACH_QUESTION, kind: 'ask', reach: 'anyone' },
    worth: beyond * WORTH_OF_REACH,
    plain: 0,
    ending: 0,
  };
  return [...candidates, ...(beyond > 0 ? [ofReach] : [])].toSorted(
    (a, b) => b.worth - a.worth || compare(a.step.question, b.step.question),
  );
}

/** The best, or before the first question a try that is nearly as good. */
function chosen(model: Model, { asked }: Conversation, candidates: readonly Candidate[]): Candidate | undefined {
  const [best] = candidates;
  if (best === undefined || asked.some(id => !isTry(model, id))) return best;
  const tries = candidates.filter(({ step }) => step.kind === 'try').toSorted((a, b) => b.plain - a.plain);
  const most = Math.max(...candidates.map(c => c.plain));
  const [t] = tries;
  return t !== undefined && t.plain >= most * T.tryFirst ? t : best;
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

/** A run of blanks changes course: more of the same kind or stage would be as blank. */
function dulled(model: Model, question: QuestionId, blanks: readonly QuestionId[]): number {
  const { stage, try: tried = false } = model.questions[question];
  const same = blanks.filter(blank => {
    const other = model.questions[blank];
    return (stage !== 'any' && other.stage === stage) || (tried && other.try === true);
  });
  return T.blank ** same.length;
}

/** How many of the worthwhile come until one ends the conversation. */
function expectedCount(worthwhile: readonly Candidate[], room: number): number {
  let expected = 0;
  let goesOn = 1;
  for (const { ending } of worthwhile.slice(0, room)) {
    expected += goesOn;
    goesOn *= 1 - ending;
  }
  return Math.max(1, Math.round(expected));
}

const isTry = (model: Model, id: AskableId): boolean => id !== REACH_QUESTION && model.questions[id].try === true;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
