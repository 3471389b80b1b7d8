import type { Finding } from '../findings.ts';
import { REACHES, type Reach } from '../knowledge.ts';
import type { Target } from '../target/target.ts';
import { type AskableId, type CauseId, REACH_QUESTION, UNKNOWN } from '../vocabulary.ts';
import type { CheckEvent, ConsentEvent, HelperState, StageReport } from './check-events.ts';

/** What was understood of a pasted text or a file, before the person takes it. The text itself is not kept. */
export interface Intake {
  readonly findings: readonly Finding[];
  readonly target?: Target | undefined;
  /** Ids of the catalogue that fit, best first. The same number means different things on different surfaces. */
  readonly codes: readonly string[];
  /** Ids of messages that the text comes near to: for a question (Did you see …?), never taken by themselves. */
  readonly near?: readonly string[] | undefined;
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
  readonly findings: readonly Finding[];
  /** Put to the person so far, in order, skipped ones too. */
  readonly asked: readonly AskableId[];
  /** Whether the person gets to the host, or looks after it, as they said. */
  readonly reach?: Reach | undefined;
  /** The question on the screen. */
  readonly question?: AskableId | undefined;
  readonly intake?: Intake | undefined;
  /** Causes whose remedy was tried without success. */
  readonly tried: readonly CauseId[];
  /** The cause that is being mended. */
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

export interface DiagnosisInput {
  readonly probe: boolean;
  readonly target?: Target | undefined;
  /** What is known from the start, for example the code that an article is about. */
  readonly findings?: readonly Finding[] | undefined;
  /** A saved case, read by `readCase`. */
  readonly resume?: { readonly screen: Screen; readonly facts: Facts } | undefined;
}

export type DiagnosisEvent =
  | { readonly type: 'text.pasted'; readonly text: string }
  | { readonly type: 'reading.taken'; readonly code?: string }
  | { readonly type: 'reading.undone' }
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
  /** The person takes back something that they told. */
  | { readonly type: 'answer.dropped'; readonly question: AskableId; readonly answer: string }
  | { readonly type: 'case.resolved' }
  | { readonly type: 'case.handedOver' }
  | { readonly type: 'case.restarted' }
  | { readonly type: 'step.back' }
  /** Nothing was heard of the check for too long: the flow's own alarm. */
  | { readonly type: 'check.overdue' }
  | ConsentEvent
  | CheckEvent;

export function openCase(input: DiagnosisInput): Facts {
  if (input.resume !== undefined) return { ...input.resume.facts, returning: input.resume.screen };
  const { probe, target, findings = [] } = input;
  return { probe, target, findings, stages: [], asked: [], tried: [] };
}

/** Everything of the case is forgotten. A check may be tried again: there may be a helper by now. */
export const forgotten = {
  probe: true,
  target: undefined,
  helper: undefined,
  stages: [],
  findings: [],
  asked: [],
  reach: undefined,
  question: undefined,
  intake: undefined,
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
export function withStage(stages: readonly StageReport[], added: StageReport): readonly StageReport[] {
  return stages.some(known => known.stage === added.stage)
    ? stages.map(known => (known.stage === added.stage ? added : known))
    : [...stages, added];
}

/** A check begins: what the last one saw is out of date. */
export function checkBegun(facts: Facts): Partial<Facts> {
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
export function checkBroken(facts: Facts, helper?: HelperState): Partial<Facts> {
  return {
    probe: false,
    helper,
    stages: facts.stages.map(report => (report.outcome === 'running' ? { ...report, outcome: 'unknown' } : report)),
  };
}

/** What was understood becomes known. What the person said about the same question gives way to what a tool printed. */
export function intakeTaken(facts: Facts, code: string | undefined): Partial<Facts> {
  const { intake } = facts;
  if (intake === undefined) return {};
  const chosen = intake.codes.find(id => id === code) ?? intake.codes[0];
  const read = intake.findings.filter(finding => chosen === undefined || finding.question !== 'code');
  const added: readonly Finding[] =
    chosen === undefined
      ? read
      : [...read, { question: 'code', answer: chosen, source: 'transcript' } satisfies Finding];
  const replaced = new Set(added.map(finding => finding.question));
  const kept = facts.findings.filter(finding => finding.source === 'probe' || !replaced.has(finding.question));
  return {
    target: intake.target ?? facts.target,
    findings: added.reduce(withFinding, kept),
    intake: undefined,
  };
}

export const intakeUndone = (facts: Facts): Partial<Facts> => ({
  intake: undefined,
  findings: facts.findings.filter(finding => finding.source !== 'transcript' && finding.source !== 'rdp-file'),
});

/** The person's word replaces all that was known of the question but what a probe or the host saw. */
export function questionAnswered(facts: Facts, question: AskableId, answer: string): Partial<Facts> {
  const asked = [...facts.asked.filter(id => id !== question), question];
  if (question === REACH_QUESTION)
    return { asked, reach: REACHES.find(reach => reach === answer), question: undefined };
  const kept = facts.findings.filter(
    finding => finding.question !== question || finding.source === 'probe' || finding.source === 'host',
  );
  const added: Finding = { question, answer, source: 'person' };
  return {
    asked,
    findings: answer === UNKNOWN ? kept : [...kept, added],
    question: undefined,
  };
}

/** Back to the question before: it is open again, with its answer still chosen. */
export function questionReopened(facts: Facts): Partial<Facts> {
  return { asked: facts.asked.slice(0, -1), question: facts.asked.at(-1) };
}

export function remedyFailed(facts: Facts): Partial<Facts> {
  const { remedy, tried } = facts;
  return {
    remedy: undefined,
    tried: remedy === undefined || tried.includes(remedy) ? tried : [...tried, remedy],
  };
}

/** The cause that was crossed off last counts again, with its remedy at hand. */
export function remedyRestored({ tried }: Facts): Partial<Facts> {
  const remedy = tried.at(-1);
  return remedy === undefined ? {} : { tried: tried.slice(0, -1), remedy };
}

/** What a person or a paste told is taken back; what a check saw is not theirs to take. The question counts as put. */
export function answerDropped(facts: Facts, question: AskableId, answer: string): Partial<Facts> {
  if (question === REACH_QUESTION) return { reach: undefined };
  const isDropped = (finding: Finding) =>
    finding.question === question && finding.answer === answer && finding.source !== 'probe';
  return { findings: facts.findings.filter(finding => !isDropped(finding)) };
}
