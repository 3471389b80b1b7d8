import type { Finding } from '../findings.ts';
import { REACHES, type Reach } from '../knowledge.ts';
import type { Recorded } from '../recorded.ts';
import { LIMITS } from '../schemas/limits.ts';
import type { StageReport } from '../stage-report.ts';
import type { Target } from '../target/target.ts';
import { type AskableId, type CauseId, isSeenOnWire, type QuestionId, REACH_QUESTION, UNKNOWN } from '../vocabulary.ts';
import type { CheckEvent, ConsentEvent, HelperState } from './check-events.ts';

/** A fact in a person's own words. It counts once they have confirmed it, by leaving it in. */
export interface StatedAnswer {
  readonly question: QuestionId;
  readonly answer: string;
  /** Their words. */
  readonly phrase: string;
}

/** One thing that was understood: the host, the code, or an answer as `question:answer`. */
export type ReadingPart = string;
export const TARGET_PART: ReadingPart = 'target';
export const CODE_PART: ReadingPart = 'code';
export const answerPart = ({ question, answer }: { readonly question: string; readonly answer: string }): ReadingPart =>
  `${question}:${answer}`;

/** What was understood of a pasted text or a file, before the person takes it. The text itself is not kept. */
export interface InterpretedInput {
  readonly findings: readonly Finding[];
  readonly target?: Target | undefined;
  /** Ids of the catalogue that fit, best first. The same number means different things on different surfaces. */
  readonly codes: readonly string[];
  /** What the person stated in their own words. */
  readonly said: readonly StatedAnswer[];
  /** Their sentences in which no fact was found. */
  readonly note?: string | undefined;
  /** What of all this the person takes back. */
  readonly declined?: readonly ReadingPart[] | undefined;
  /** Ids of messages that the text comes near to: for a question (Did you see …?), never taken by themselves. */
  readonly near?: readonly string[] | undefined;
  /** What a capture shows besides: how far its attempt came. */
  readonly recorded?: Recorded | undefined;
  /** Why nothing was understood: a code of `rejection.<code>`, or `nothing-read`. */
  readonly problem?: string | undefined;
}

/** All that one case knows. Facts only and JSON: a snapshot survives a closed popup or a killed worker. */
export interface Facts {
  readonly target?: Target | undefined;
  /** Whether a check may be tried. Off after it could not be made, so that the person is asked instead. */
  readonly probe: boolean;
  /** Why the last check could not be made. */
  readonly helper?: HelperState | undefined;
  readonly stages: readonly StageReport[];
  /** How far the attempt of a capture came, as long as no check was made. */
  readonly recorded?: Recorded | undefined;
  readonly findings: readonly Finding[];
  /** Put to the person so far, in order, skipped ones too. */
  readonly asked: readonly AskableId[];
  /** Whether the person gets to the host, or looks after it, as they said. */
  readonly reach?: Reach | undefined;
  /** The question on the screen. */
  readonly question?: AskableId | undefined;
  readonly intake?: InterpretedInput | undefined;
  /** What the person wrote and nothing was understood of: for whoever helps them. */
  readonly note?: string | undefined;
  /** Causes whose remedy was tried without success. */
  readonly tried: readonly CauseId[];
  /** The cause that is being fixed. */
  readonly remedy?: CauseId | undefined;
  /** The person is asked in another window whether this check may be made. */
  readonly consenting?: boolean | undefined;
  /** Where a saved case returns to; gone once it is there. */
  readonly returning?: Screen | undefined;
}

/** A screen to which a saved case can return. */
export const SCREENS = [
  'describing',
  'checking',
  'asking',
  'reading',
  'concluded',
  'cannot-tell',
  'crossed-off',
  'mending',
  'verifying',
  'resolved',
  'handed-over',
] as const;
export type Screen = (typeof SCREENS)[number];

export type DiagnosisEvent =
  /** `intake`: a file that is no text was read where it was opened; then `text` is its name. */
  | { readonly type: 'text.pasted'; readonly text: string; readonly intake?: InterpretedInput }
  | { readonly type: 'reading.taken'; readonly code?: string }
  | { readonly type: 'near.confirmed'; readonly code: string }
  | { readonly type: 'reading.undone' }
  | { readonly type: 'reading.changed'; readonly part: ReadingPart; readonly meant: boolean }
  | { readonly type: 'target.submitted'; readonly target: Target }
  | { readonly type: 'check.requested' }
  | { readonly type: 'check.cancelled' }
  | { readonly type: 'question.answered'; readonly question: AskableId; readonly answer: string }
  | { readonly type: 'question.skipped' }
  | { readonly type: 'question.requested' }
  | { readonly type: 'answer.changed'; readonly question: AskableId }
  | { readonly type: 'verdict.requested' }
  | { readonly type: 'remedy.chosen'; readonly cause: CauseId }
  | { readonly type: 'remedy.tried' }
  | { readonly type: 'remedy.failed' }
  /** The cause that was crossed off last is possible again. */
  | { readonly type: 'remedy.restored' }
  | { readonly type: 'case.continued' }
  /** The person's note as they want it kept. */
  | { readonly type: 'note.written'; readonly text: string }
  /** The person takes back something that they told. */
  | { readonly type: 'answer.dropped'; readonly question: AskableId; readonly answer: string }
  | { readonly type: 'case.resolved' }
  | { readonly type: 'case.handedOver' }
  | { readonly type: 'case.restarted' }
  | { readonly type: 'step.back' }
  /** The check sent no event for too long: the flow's own deadline. */
  | { readonly type: 'check.overdue' }
  | ConsentEvent
  | CheckEvent;

/** A case of which no more is known than this. */
export function openCase(
  known: Pick<Facts, 'probe' | 'target'> & Partial<Pick<Facts, 'findings' | 'recorded'>>,
): Facts {
  const { probe, target, findings = [], recorded } = known;
  return {
    probe,
    findings,
    stages: [],
    asked: [],
    tried: [],
    ...(target && { target }),
    ...(recorded && { recorded }),
  };
}

/** How far the attempt came: what a check saw counts before what a capture shows. */
export const stagesOf = ({ stages, recorded }: Pick<Facts, 'stages' | 'recorded'>): readonly StageReport[] =>
  stages.length > 0 ? stages : (recorded?.stages ?? []);

/** Everything of the case is forgotten. A check may be tried again: there may be a helper by now. */
export const EMPTY_CASE = {
  probe: true,
  target: undefined,
  helper: undefined,
  stages: [],
  recorded: undefined,
  findings: [],
  asked: [],
  reach: undefined,
  question: undefined,
  intake: undefined,
  note: undefined,
  tried: [],
  remedy: undefined,
} as const satisfies Partial<Facts>;

/** The same observation by the same source counts once; the newer one stands. */
export function withFinding(findings: readonly Finding[], added: Finding): readonly Finding[] {
  const same = (known: Finding) =>
    known.question === added.question && known.answer === added.answer && known.source === added.source;
  return [...findings.filter(known => !same(known)), added];
}

/** The newest report of a stage stands; the order is that of first arrival. */
function withStage(stages: readonly StageReport[], added: StageReport): readonly StageReport[] {
  return stages.some(known => known.stage === added.stage)
    ? stages.map(known => (known.stage === added.stage ? added : known))
    : [...stages, added];
}

/** Applies one event of a check to the facts. The end of a check changes none. */
export function applyCheckEvent(facts: Facts, event: CheckEvent): Facts {
  switch (event.type) {
    case 'stage.reported':
      return { ...facts, stages: withStage(facts.stages, event.report) };
    case 'finding.reported':
      return { ...facts, findings: withFinding(facts.findings, event.finding) };
    case 'check.finished':
    case 'check.unavailable':
      return facts;
  }
}

/** A check begins: what the last one saw is out of date. */
export function startCheck(facts: Facts): Partial<Facts> {
  return {
    probe: true,
    helper: undefined,
    consenting: undefined,
    stages: [],
    findings: facts.findings.filter(finding => finding.source !== 'probe'),
  };
}

/**
 * A check ends before its time. A stage that was still running says nothing, and the person is asked what the check
 * left open.
 */
export function abortCheck(facts: Facts, helper?: HelperState): Partial<Facts> {
  return {
    probe: false,
    helper,
    stages: facts.stages.map(report => (report.outcome === 'running' ? { ...report, outcome: 'unknown' } : report)),
  };
}

/** The person's word replaces all that was known of the question but what a probe or the host saw. */
export function answerQuestion(facts: Facts, question: AskableId, answer: string): Partial<Facts> {
  const asked = [...facts.asked.filter(id => id !== question), question];
  if (question === REACH_QUESTION)
    return { asked, reach: REACHES.find(reach => reach === answer), question: undefined };
  const kept = facts.findings.filter(
    finding => finding.question !== question || isSeenOnWire(finding.source) || finding.source === 'host',
  );
  const added: Finding = { question, answer, source: 'person' };
  return {
    asked,
    findings: answer === UNKNOWN ? kept : [...kept, added],
    question: undefined,
  };
}

/** Back to the question before: it is open again, with its answer still chosen. */
export function reopenQuestion(facts: Facts): Partial<Facts> {
  return { asked: facts.asked.slice(0, -1), question: facts.asked.at(-1) };
}

/** The remedy did not help: its cause counts as tried from here on. */
export function crossOffRemedy(facts: Facts): Partial<Facts> {
  const { remedy, tried } = facts;
  return {
    remedy: undefined,
    tried: remedy === undefined || tried.includes(remedy) ? tried : [...tried, remedy],
  };
}

/** The cause that was crossed off last counts again, with its remedy at hand. */
export function restoreRemedy({ tried }: Facts): Partial<Facts> {
  const remedy = tried.at(-1);
  return remedy === undefined ? {} : { tried: tried.slice(0, -1), remedy };
}

/** What a person or a paste told is taken back; what a check saw is not theirs to take. The question counts as put. */
export function dropAnswer(facts: Facts, question: AskableId, answer: string): Partial<Facts> {
  if (question === REACH_QUESTION) return { reach: undefined };
  const isDropped = (finding: Finding) =>
    finding.question === question && finding.answer === answer && finding.source !== 'probe';
  const isOfCapture = facts.findings.some(finding => isDropped(finding) && finding.source === 'capture');
  return {
    findings: facts.findings.filter(finding => !isDropped(finding)),
    ...(isOfCapture && { recorded: undefined }),
  };
}

/** What the person wrote beside the case, cut to what a case keeps. */
export function writeNote(text: string): Partial<Facts> {
  return { note: text.trim().slice(0, LIMITS.note) || undefined };
}
