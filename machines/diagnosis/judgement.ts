import { codeId, entryOf } from '../codes/entry.ts';
import type { Finding } from '../findings.ts';
import { conclude, type RankedCause, type Verdict } from '../inference/conclude.ts';
import { nextQuestions, type RankedQuestion } from '../inference/next-question.ts';
import type { FirstQuestion, Model } from '../knowledge.ts';
import type { QuestionId } from '../vocabulary.ts';
import type { Facts } from './context.ts';

/** What follows from the facts of a case. Computed, never stored. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The cause to act on: the most likely one whose remedy was not tried yet. */
  readonly lead: RankedCause | undefined;
  /** The question that pays most, where one is worth asking. */
  readonly next: QuestionId | undefined;
  /** How many questions are still worth asking. */
  readonly open: number;
}

/** Under this a cause is not worth a remedy. */
const NEGLIGIBLE = 0.01;

/** The newest judgement of each model: guards, the next question and the view ask for one and the same. */
const newest = new WeakMap<Model, { readonly facts: Facts; readonly judgement: Judgement }>();

export function judge(model: Model, facts: Facts): Judgement {
  const known = newest.get(model);
  if (known !== undefined && weighsTheSame(known.facts, facts)) return known.judgement;
  const judgement = judgeAnew(model, facts);
  newest.set(model, { facts, judgement });
  return judgement;
}

/** Facts are never changed in place, so what is the same object holds the same. */
function weighsTheSame(a: Facts, b: Facts): boolean {
  return (['findings', 'tried', 'asked', 'probe', 'target'] as const).every(part => a[part] === b[part]);
}

function judgeAnew(model: Model, facts: Facts): Judgement {
  const verdict = conclude(model, facts.findings, facts.tried);
  const { next, open } = knownFirst(model, facts) ?? rankedFirst(model, facts);
  return {
    verdict,
    lead: verdict.causes.find(({ cause, probability }) => !facts.tried.includes(cause) && probability >= NEGLIGIBLE),
    next,
    open,
  };
}

/** What was worked out beforehand: for a case with one code and nothing else, or with nothing at all. */
function knownFirst(model: Model, facts: Facts): FirstQuestion | undefined {
  const { findings, asked } = facts;
  const [only] = findings;
  if (findings.length > 1 || asked.length > 0 || willCheck(facts)) return undefined;
  // A model whose questions are not those of the build has no first one of its own, nor have its codes.
  if (only === undefined || model.first === undefined) return model.first;
  return only.question === 'code' ? entryOf(model.codes, only.answer)?.first : undefined;
}

function rankedFirst(model: Model, facts: Facts): FirstQuestion {
  const questions = nextQuestions(model, facts.findings, { probe: willCheck(facts), skip: facts.asked });
  const next = askedFirst(facts) ?? atHandFirst(questions)?.question;
  return { ...(next === undefined ? {} : { next }), open: questions.length };
}

/**
 * Where the address leads back to this device and no word of Remote Desktop came back, what listens here is the end of
 * something that carries the connection on: what it is decides where to look.
 */
function askedFirst({ findings, asked }: Facts): QuestionId | undefined {
  const isSeen = (question: QuestionId, answers: readonly string[]) =>
    findings.some(finding => finding.question === question && answers.includes(finding.answer));
  if (!isSeen('host-place', ['this-device']) || !isSeen('service', ['closes', 'silent'])) return undefined;
  return asked.includes('tunnel') || findings.some(({ question }) => question === 'tunnel') ? undefined : 'tunnel';
}

const willCheck = ({ probe, target }: Facts): boolean => probe && target !== undefined;

/** The model with the first question of every code, and of none: what the build hands to the faces. */
export function withFirstQuestions(model: Model): Model {
  const first = (findings: readonly Finding[]) =>
    rankedFirst(model, { probe: false, findings, stages: [], asked: [], tried: [] });
  const codes = model.codes.map(code => ({
    ...code,
    first: first([{ question: 'code', answer: codeId(code), source: 'person' }]),
  }));
  return { ...model, codes, first: first([]) };
}

/** What somebody can tell without getting up, in minutes. */
const AT_HAND_MINUTES = 1;
/** Beyond this a person has to go to the host, or wait for somebody who does. */
const WALK_MINUTES = 2;
/** A question at hand goes first while it tells at least this share of what the walk would. */
const WORTH_ASKING_FIRST = 0.2;

/** What a person can say from where they sit comes before what takes a walk to the host. */
function atHandFirst(questions: readonly RankedQuestion[]): RankedQuestion | undefined {
  const [best] = questions;
  if (best === undefined || best.minutes <= WALK_MINUTES) return best;
  const [atHand] = questions
    .filter(({ minutes, gain }) => minutes <= AT_HAND_MINUTES && gain >= best.gain * WORTH_ASKING_FIRST)
    .toSorted((a, b) => b.gain / b.minutes - a.gain / a.minutes);
  return atHand ?? best;
}
