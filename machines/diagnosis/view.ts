import type { Knowledge } from '../knowledge.ts';
import { type AskableId, REACH_QUESTION, type Source, UNKNOWN } from '../vocabulary.ts';
import { placeOf } from './bracket.ts';
import type { HelperState } from './check-events.ts';
import {
  answerPart,
  type Facts,
  type InterpretedInput,
  type ReadingPart,
  SCREENS,
  type Screen,
  wasRead,
} from './context.ts';
import { type Judgement, judge } from './judgement.ts';
import { joinedPath, type Path, pathOf } from './path.ts';
import { sourceWords, type UndecidedView, undecidedOf, type VerdictView, verdictOf } from './proof.ts';
import { type QuestionView, questionOf, titleOf } from './question-view.ts';
import { type RemedyView, remedyOf } from './remedy.ts';
import { topState } from './saved-case.ts';
import type { System } from './systems.ts';
import { answerWords, codeMeaning, codeWords, mendCommand, say, seenWords, targetWords } from './words.ts';

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
  /** One sentence when nothing was understood. */
  readonly problem: string;
}

export interface HistoryEntry {
  readonly question: AskableId;
  readonly title: string;
  readonly answer: string;
  readonly source: string;
  /** What to take back, where the person told something. */
  readonly answerId?: string;
}

/** After a remedy did not help. */
export interface CrossedView {
  readonly title: string;
  /** What comes next, and how much of it. */
  readonly next: string;
}

/** Everything that a front end shows, as plain data. Front ends lay it out and compute nothing. */
export interface View {
  readonly screen: Screen;
  readonly heading: string;
  /** One sentence for `role="status"`; changes once a stage. */
  readonly announcement: string;
  readonly target: string;
  readonly path: Path;
  readonly question?: QuestionView;
  readonly intake?: IntakeView;
  readonly verdict?: VerdictView;
  readonly remedy?: RemedyView;
  /** On the honest end, in place of a cause. */
  readonly undecided?: UndecidedView;
  readonly crossed?: CrossedView;
  /** While a remedy is verified: whether a check runs, or the person tries. */
  readonly verifying?: 'rechecking' | 'trying';
  /** What bounds the check that runs: a time, or the person's answer in the extension's window. */
  readonly wait: string;
  readonly history: readonly HistoryEntry[];
  /** The person's own words that stay with the case. */
  readonly note: string;
  readonly helper?: {
    readonly state: HelperState;
    readonly sentence: string;
    readonly mend: string;
    readonly run?: string;
  };
  readonly can: {
    readonly back: boolean;
    readonly check: boolean;
    readonly askMore: boolean;
    readonly conclude: boolean;
    readonly undoReading: boolean;
    readonly restart: boolean;
  };
}

/** The only way from machine to front end. `device` is what the person sits at, as far as the front end can tell. */
export function viewOf(
  snapshot: { readonly value: unknown; readonly context: Facts },
  knowledge: Knowledge,
  device?: System,
): View {
  const facts = snapshot.context;
  const name = topState(snapshot.value);
  const screen = SCREENS.find(known => known === name) ?? 'describing';
  const judgement = judge(knowledge.model, facts);
  const verifying = screen === 'verifying' ? verifyingOf(snapshot.value) : undefined;
  const checking = screen === 'checking' || verifying === 'rechecking';
  const path = lineOf(screen, checking, facts, judgement, knowledge);
  const shown = screen === 'asking' || screen === 'describing' || screen === 'checking' || screen === 'reading';
  const verdict = shown ? undefined : verdictOf(withChosen(judgement, facts), facts, knowledge);
  // What helped is what was tried; a case that came right by itself names no cause.
  const remedy = shown ? undefined : (facts.remedy ?? (screen === 'resolved' ? undefined : verdict?.cause));
  const question = screen === 'asking' && facts.question !== undefined ? facts.question : undefined;
  const heading = headingOf({ screen, verifying, question, verdict, path, facts, judgement, knowledge });
  return {
    screen,
    heading,
    announcement: checking && !facts.consenting ? stageSentence(path, knowledge) : heading,
    target: targetWords(knowledge, facts.target),
    path,
    ...(question === undefined ? {} : { question: questionOf(question, facts, judgement, knowledge) }),
    ...(facts.intake === undefined ? {} : { intake: intakeOf(facts.intake, knowledge) }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(remedy === undefined ? {} : { remedy: remedyOf(remedy, knowledge, circumstances(facts, device)) }),
    ...(screen === 'cannot-tell' ? { undecided: undecidedOf(judgement, facts, knowledge) } : {}),
    ...(screen === 'crossed-off' ? { crossed: crossedOf(judgement, facts, knowledge) } : {}),
    ...(verifying === undefined ? {} : { verifying }),
    wait: say(knowledge, facts.consenting ? 'consenting.text' : 'check.limit'),
    history: historyOf(facts, knowledge),
    note: facts.note ?? '',
    ...(facts.helper === undefined ? {} : { helper: helperOf(facts.helper, knowledge) }),
    can: abilitiesOf(screen, facts, judgement),
  };
}

function lineOf(screen: Screen, checking: boolean, facts: Facts, judgement: Judgement, knowledge: Knowledge): Path {
  const isBelieved = screen !== 'describing' && screen !== 'reading';
  const path = pathOf(facts, knowledge, checking, isBelieved ? judgement : undefined);
  if (screen !== 'resolved') return path;
  return joinedPath(path, facts.remedy && placeOf(knowledge.model, facts.remedy), knowledge);
}

const circumstances = ({ findings, target }: Facts, device: System | undefined) => ({
  findings,
  device,
  host: target?.host,
});

function abilitiesOf(screen: Screen, facts: Facts, judgement: Judgement): View['can'] {
  return {
    back: screen !== 'describing',
    check: facts.target !== undefined && facts.helper !== 'absent',
    askMore: screen === 'concluded' && judgement.next !== undefined && !judgement.verdict.settled,
    conclude: screen === 'asking' && facts.findings.length + facts.asked.length > 0,
    undoReading: facts.findings.some(wasRead),
    restart: facts.findings.length > 0 || facts.target !== undefined,
  };
}

function crossedOf({ next, left, lead }: Judgement, { tried }: Facts, knowledge: Knowledge): CrossedView {
  const last = tried.at(-1);
  const title = last === undefined ? '' : knowledge.words.causes[last].title;
  if (next === undefined)
    return { title, next: say(knowledge, lead === undefined ? 'crossed.last' : 'crossed.answer') };
  const put = titleOf(next.question, knowledge);
  return { title, next: left > 1 ? say(knowledge, 'crossed.more', { next: put, left: left - 1 }) : put };
}

const verifyingOf = (value: unknown): 'rechecking' | 'trying' =>
  Object.values(Object(value))[0] === 'rechecking' ? 'rechecking' : 'trying';

/** While a remedy is at work its cause stays on the screen, whatever a running check moves. */
function withChosen(judgement: Judgement, { remedy }: Facts): Judgement {
  const chosen = judgement.verdict.causes.find(({ cause }) => cause === remedy);
  return chosen === undefined ? judgement : { ...judgement, lead: chosen };
}

interface Headed extends Pick<View, 'screen' | 'path'> {
  readonly verifying: View['verifying'];
  readonly question: AskableId | undefined;
  readonly verdict: VerdictView | undefined;
  readonly facts: Facts;
  readonly judgement: Judgement;
  readonly knowledge: Knowledge;
}

function headingOf({ screen, verifying, question, verdict, path, facts, judgement, knowledge }: Headed): string {
  if (facts.consenting) return say(knowledge, 'consenting.title');
  if (screen === 'asking' && question !== undefined) return titleOf(question, knowledge);
  if (screen === 'concluded' && verdict !== undefined) {
    if (judgement.verdict.healthy) return say(knowledge, 'verdict.healthy');
    if (verdict.level !== 'guess') return verdict.title;
    return path.places.some(({ state }) => state === 'failed') ? path.sentence : say(knowledge, 'verdict.guess.title');
  }
  if (screen === 'verifying' && verifying === 'trying')
    return say(knowledge, path.clear ? 'verifying.clear.title' : 'verifying.trying.title');
  return say(knowledge, `${screen}.title`, { target: targetWords(knowledge, facts.target) });
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
  const { findings, codes, near = [], said, note, target, problem, declined = [] } = intake;
  const key =
    problem === undefined ? undefined : problem === 'nothing-read' ? 'reading.nothing' : `rejection.${problem}`;
  return {
    parts: partsOf(intake, knowledge),
    declined,
    codes: codes.map(id => ({ id, label: codeWords(knowledge, id), meaning: codeMeaning(knowledge, id) ?? '' })),
    target: target === undefined ? '' : targetWords(knowledge, target),
    near: codes.length + findings.length + said.length > 0 ? [] : nearest(near, knowledge),
    note: note ?? '',
    problem: key === undefined ? '' : say(knowledge, key),
  };
}

function partsOf({ findings, said }: InterpretedInput, knowledge: Knowledge): readonly PartView[] {
  const shown = findings.filter(({ answer }) => answer !== UNKNOWN).map(finding => ({ ...finding, phrase: '' }));
  return [...said, ...shown].map(fact => ({
    part: answerPart(fact),
    words: seenWords(knowledge, { source: 'person', ...fact }),
    phrase: fact.phrase,
  }));
}

/** Everything that a person can change: what they said, what was read, what they skipped. */
function historyOf({ findings, asked, reach }: Facts, knowledge: Knowledge): readonly HistoryEntry[] {
  const told = findings.filter(({ source }) => source !== 'probe');
  const entry = (question: AskableId, answer: string, source: Source, answerId?: string): HistoryEntry => ({
    question,
    title: titleOf(question, knowledge),
    answer,
    source: sourceWords(source, knowledge),
    ...(answerId === undefined ? {} : { answerId }),
  });
  const skipped = asked.filter(id =>
    id === REACH_QUESTION ? reach === undefined : !findings.some(finding => finding.question === id),
  );
  return [
    ...told.map(({ question, answer, source }) =>
      entry(question, answerWords(knowledge, question, answer), source, answer),
    ),
    ...(reach === undefined ? [] : [entry(REACH_QUESTION, say(knowledge, `reach.${reach}`), 'person', reach)]),
    ...skipped.map(question => entry(question, say(knowledge, 'answer.unknown'), 'person')),
  ];
}

function helperOf(state: HelperState, knowledge: Knowledge): NonNullable<View['helper']> {
  const words = { sentence: say(knowledge, `helper.${state}`), mend: say(knowledge, `helper.${state}.mend`) };
  const [run] = mendCommand(knowledge, state);
  return { state, ...words, ...(run === undefined ? {} : { run }) };
}
