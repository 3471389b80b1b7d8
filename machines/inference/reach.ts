import { type Finding, isOurFault } from '../findings.ts';
import { type Model, REACHES, type Reach } from '../knowledge.ts';
import { type AskableId, isSeenOnWire, type QuestionId, REACH_QUESTION, UNKNOWN } from '../vocabulary.ts';

/** What a case knows of the person: what was put to them, and how far they said that they reach. */
export interface Asking {
  readonly findings: readonly Finding[];
  /** Put to the person so far, in order, whether they could say or not. */
  readonly asked: readonly AskableId[];
  /** What they answered to the question of reach. */
  readonly reach?: Reach | undefined;
}

/** How likely somebody of whom nothing is known gets to the host, or looks after it. Most who ask for help sit at one device. */
const USUAL: Readonly<Record<Reach, number>> = { anyone: 1, 'at-the-host': 0.5, administrator: 0.2 };
/** The same of somebody who would not say. */
const UNSAID: Readonly<Record<Reach, number>> = { anyone: 1, 'at-the-host': 0.3, administrator: 0.1 };
/** Who told something that only this reach can see has mostly got it; somebody else may have looked for them. */
const SHOWN = 0.9;
/** What fewer than this can say takes a tool, or the knowledge of one. */
const HARD_TO_SAY = 0.2;
const TRIES_OF_THE_SKILLED = 3;
/** What one blank leaves of the belief in a reach. */
const AFTER_BLANK = 0.4;
/** So many blanks end a reach: the rest of it would be as blank. */
const BLANKS_THAT_END = 2;

/** How likely the person can look where each reach looks. */
export function reachesOf(model: Model, asking: Asking): Readonly<Record<Reach, number>> {
  return {
    anyone: 1,
    'at-the-host': likelihoodOf('at-the-host', model, asking),
    administrator: likelihoodOf('administrator', model, asking),
  };
}

/** Whether the person's reach is an open question that can still be put. */
export function isReachOpen(model: Model, asking: Asking): boolean {
  return asking.reach === undefined && !asking.asked.includes(REACH_QUESTION) && shownReach(model, asking) < 1;
}

/** Questions that were put and that nobody has answered, in the order in which they were put. */
export function blanksOf({ asked, findings }: Asking): readonly QuestionId[] {
  const answered = new Set(findings.filter(told).map(({ question }) => question));
  return asked.flatMap(id => (id === REACH_QUESTION || answered.has(id) ? [] : [id]));
}

/**
 * How likely this person can say what so many can. Who looks after the host, or has told what takes a tool to see, finds
 * out where others give up: as if they had so many tries at it.
 */
export function skillOf(model: Model, asking: Asking): (sayable: number) => number {
  const hard = ({ question }: Finding) => question !== 'code' && model.questions[question].sayable <= HARD_TO_SAY;
  const skilled =
    asking.reach === 'administrator' || asking.findings.some(finding => byPerson(finding) && hard(finding));
  return sayable => (skilled ? 1 - (1 - sayable) ** TRIES_OF_THE_SKILLED : sayable);
}

function likelihoodOf(reach: Reach, model: Model, asking: Asking): number {
  const blanks = blanksOf(asking).filter(id => model.questions[id].reach === reach).length;
  if (blanks >= BLANKS_THAT_END) return 0;
  return believed(reach, model, asking) * AFTER_BLANK ** blanks;
}

function believed(reach: Reach, model: Model, asking: Asking): number {
  if (asking.reach !== undefined) return rank(reach) <= rank(asking.reach) ? 1 : 0;
  if (rank(reach) <= shownReach(model, asking)) return SHOWN;
  return (asking.asked.includes(REACH_QUESTION) ? UNSAID : USUAL)[reach];
}

/** The farthest reach from which the person has told something; what a probe saw tells nothing of them. */
function shownReach(model: Model, { findings }: Asking): number {
  const ranks = findings.filter(byPerson).map(({ question }) => rank(model.questions[question].reach));
  return Math.max(0, ...ranks);
}

const told = (finding: Finding): boolean => finding.answer !== UNKNOWN && !isOurFault(finding);
const byPerson = (finding: Finding): boolean =>
  told(finding) && !isSeenOnWire(finding.source) && finding.source !== 'rdp-file';
const rank = (reach: Reach): number => REACHES.indexOf(reach);
