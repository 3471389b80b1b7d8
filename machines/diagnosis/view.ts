import type { Knowledge } from '../knowledge.ts';
import type { Recorded } from '../recorded.ts';
import { UNKNOWN } from '../vocabulary.ts';
import { placeOf } from './bracket.ts';
import { answerPart, type Facts, type InterpretedInput, openCase, type ReadingPart } from './context.ts';
import { type FirstView, type FlowState, firstViewOf, isChecking } from './first-view.ts';
import { joinedPath } from './joined-path.ts';
import { type Judgement, judge } from './judgement.ts';
import { type Path, pathOf } from './path.ts';
import { type UndecidedView, undecidedOf, type VerdictView, verdictOf } from './proof.ts';
import { titleOf } from './question-view.ts';
import { type RemedyView, remedyOf } from './remedy.ts';
import type { System } from './systems.ts';
import { codeMeaning, codeWords, say, seenWords, targetWords } from './words.ts';

/** One thing that was understood, which the person can take back. */
export interface PartView {
  readonly part: ReadingPart;
  /** "The VPN is on". */
  readonly words: string;
  /** Which of their own words were understood so, where they told it. */
  readonly phrase: string;
}

export interface IntakeView {
  /** What the person said, and what a tool shows; the host and the code can be taken back likewise. */
  readonly parts: readonly PartView[];
  /** Those that the person took back. */
  readonly declined: readonly ReadingPart[];
  /** More than one: the same number stands on several surfaces, and the person knows which it was. */
  readonly codes: readonly { readonly id: string; readonly label: string; readonly meaning: string }[];
  readonly target: string;
  /** A message that the text comes near to, where nothing else was read: a question, never a start. */
  readonly near: readonly { readonly id: string; readonly meaning: string }[];
  /** What of the text stays with the case as the person's note. */
  readonly note: string;
  /** Of a capture: the line of its attempt, and what no finding says of how that ended. */
  readonly path?: Path;
  readonly recorded: string;
  /** One sentence when nothing was understood. */
  readonly problem: string;
}

/** After a remedy did not help. */
export interface CrossedView {
  readonly title: string;
  /** What comes next, and how much of it. */
  readonly next: string;
}

/** Everything that a front end shows, as plain data. Front ends lay it out and compute nothing. */
export interface View extends FirstView {
  readonly intake?: IntakeView;
  readonly verdict?: VerdictView;
  readonly remedy?: RemedyView;
  /** On the honest end, in place of a cause. */
  readonly undecided?: UndecidedView;
  readonly crossed?: CrossedView;
  /** What bounds the check that runs: a time, or the person's answer in the extension's window. */
  readonly wait?: string;
  /** What no finding says of how the attempt in a capture ended. */
  readonly recorded?: string;
}

/** The only way from machine to front end. `device` is what the person sits at, as far as the front end can tell. */
export function viewOf(state: FlowState, knowledge: Knowledge, device?: System): View {
  const first = firstViewOf(state, knowledge);
  const { screen, verifying } = first;
  const facts = state.context;
  const judgement = judge(knowledge.model, facts);
  const path = screen === 'resolved' ? joined(first.path, facts, knowledge) : first.path;
  const isOpen = screen === 'asking' || screen === 'describing' || screen === 'checking' || screen === 'reading';
  const verdict = isOpen ? undefined : verdictOf(withChosen(judgement, facts), facts, knowledge);
  // What helped is what was tried; a case that came right by itself names no cause.
  const remedy = isOpen ? undefined : (facts.remedy ?? (screen === 'resolved' ? undefined : verdict?.cause));
  const heading = facts.consenting ? first.heading : headingOf({ ...first, path }, verdict, judgement, knowledge);
  return {
    ...first,
    path,
    heading,
    announcement: isChecking(screen, verifying) && !facts.consenting ? stageSentence(path, knowledge) : heading,
    ...(facts.intake === undefined ? {} : { intake: intakeOf(facts.intake, knowledge) }),
    ...(facts.recorded?.note === undefined ? {} : { recorded: recordedWords(facts.recorded, knowledge) }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(remedy === undefined ? {} : { remedy: remedyOf(remedy, knowledge, circumstances(facts, device)) }),
    ...(isChecking(screen, verifying)
      ? { wait: say(knowledge, facts.consenting ? 'consenting.text' : 'check.limit') }
      : {}),
    ...(screen === 'cannot-tell' ? { undecided: undecidedOf(judgement, facts, knowledge) } : {}),
    ...(screen === 'crossed-off' ? { crossed: crossedOf(judgement, facts, knowledge) } : {}),
  };
}

const joined = (path: Path, { remedy }: Facts, knowledge: Knowledge): Path =>
  joinedPath(path, remedy && placeOf(knowledge.model, remedy), knowledge);

const circumstances = ({ findings, target }: Facts, device: System | undefined) => ({
  findings,
  device,
  host: target?.host,
});

function crossedOf({ next, left, lead }: Judgement, { tried }: Facts, knowledge: Knowledge): CrossedView {
  const last = tried.at(-1);
  const title = last === undefined ? '' : knowledge.words.causes[last].title;
  if (next === undefined)
    return { title, next: say(knowledge, lead === undefined ? 'crossed.last' : 'crossed.answer') };
  const put = titleOf(next.question, knowledge);
  return { title, next: left > 1 ? say(knowledge, 'crossed.more', { next: put, left: left - 1 }) : put };
}

/** While a remedy is at work its cause stays on the screen, whatever a running check moves. */
function withChosen(judgement: Judgement, { remedy }: Facts): Judgement {
  const chosen = judgement.verdict.causes.find(({ cause }) => cause === remedy);
  return chosen === undefined ? judgement : { ...judgement, lead: chosen };
}

/** A screen that tells something says it in its heading. */
function headingOf(
  { screen, verifying, path, heading }: FirstView,
  verdict: VerdictView | undefined,
  judgement: Judgement,
  knowledge: Knowledge,
): string {
  if (screen === 'concluded' && verdict !== undefined) {
    if (judgement.verdict.healthy) return say(knowledge, 'verdict.healthy');
    if (verdict.level !== 'guess') return verdict.title;
    return path.places.some(({ state }) => state === 'failed') ? path.sentence : say(knowledge, 'verdict.guess.title');
  }
  if (verifying === 'trying') return say(knowledge, path.clear ? 'verifying.clear.title' : 'verifying.trying.title');
  return heading;
}

/** What the newest stage says; before the first one, what is being done. */
function stageSentence(path: Path, knowledge: Knowledge): string {
  const place = path.places.findLast(({ state }) => state !== 'waiting' && state !== 'skipped');
  if (place === undefined) return path.sentence;
  return say(knowledge, 'path.stage', { place: place.name, state: place.word, seen: place.seen });
}

/** One, with its words; an id that is not in the catalogue asks nothing. */
function nearest(near: readonly string[], knowledge: Knowledge): IntakeView['near'] {
  return near.slice(0, 1).flatMap(id => {
    const meaning = codeMeaning(knowledge, id);
    return meaning === undefined ? [] : [{ id, meaning }];
  });
}

function intakeOf(intake: InterpretedInput, knowledge: Knowledge): IntakeView {
  const { findings, codes, near = [], said, note, target, recorded, problem, declined = [] } = intake;
  const path = pathOf(openCase({ probe: false, target, findings, recorded }), knowledge, false);
  const key =
    problem === undefined ? undefined : problem === 'nothing-read' ? 'reading.nothing' : `rejection.${problem}`;
  return {
    parts: partsOf(intake, knowledge),
    declined,
    codes: codes.map(id => ({ id, label: codeWords(knowledge, id), meaning: codeMeaning(knowledge, id) ?? '' })),
    target: target === undefined ? '' : targetWords(knowledge, target),
    near: codes.length + findings.length + said.length > 0 ? [] : nearest(near, knowledge),
    note: note ?? '',
    ...((recorded || path.checked) && { path }),
    recorded: recordedWords(recorded, knowledge),
    problem: key === undefined ? '' : say(knowledge, key),
  };
}

const recordedWords = (recorded: Recorded | undefined, knowledge: Knowledge): string =>
  recorded?.note === undefined ? '' : say(knowledge, `capture.note.${recorded.note}`);

function partsOf({ findings, said }: InterpretedInput, knowledge: Knowledge): readonly PartView[] {
  const shown = findings.filter(({ answer }) => answer !== UNKNOWN).map(finding => ({ ...finding, phrase: '' }));
  return [...said, ...shown].map(fact => ({
    part: answerPart(fact),
    words: seenWords(knowledge, { source: 'person', ...fact }),
    phrase: fact.phrase,
  }));
}
