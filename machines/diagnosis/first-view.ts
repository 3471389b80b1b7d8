import type { Knowledge } from '../knowledge.ts';
import { type AskableId, REACH_QUESTION, type Source } from '../vocabulary.ts';
import { wasRead } from './accept-input.ts';
import type { HelperState } from './check-events.ts';
import { type Facts, SCREENS, type Screen } from './context.ts';
import { type Judgement, judge } from './judgement.ts';
import { type Path, pathOf } from './path.ts';
import { type QuestionView, questionOf, titleOf } from './question-view.ts';
import { topState } from './saved-case.ts';
import { answerWords, say, sourceWords, targetWords } from './words.ts';

export interface HistoryEntry {
  readonly question: AskableId;
  readonly title: string;
  readonly answer: string;
  readonly source: string;
  /** What to take back, where the person told something. */
  readonly answerId?: string;
}

/** What every screen shows, and all that is shown before the first answer. */
export interface FirstView {
  readonly screen: Screen;
  readonly heading: string;
  /** One sentence for `role="status"`; changes once a stage. */
  readonly announcement: string;
  readonly target: string;
  readonly path: Path;
  readonly question?: QuestionView;
  /** While a remedy is verified: whether a check runs, or the person tries. */
  readonly verifying?: 'rechecking' | 'trying';
  readonly history: readonly HistoryEntry[];
  /** The person's own words that stay with the case. */
  readonly note: string;
  readonly helper?: {
    readonly state: HelperState;
    readonly sentence: string;
  };
  readonly can: {
    readonly check: boolean;
    readonly askMore: boolean;
    readonly conclude: boolean;
    readonly undoReading: boolean;
  };
}

/** A state of the flow, as its actor tells it. */
export interface FlowState {
  readonly value: unknown;
  readonly context: Facts;
}

/**
 * What can be shown before the screens that follow the first question are here: a view without verdict, remedy and what
 * was read. Of the screens that show those it has the name alone.
 */
export function firstViewOf({ value, context: facts }: FlowState, knowledge: Knowledge): FirstView {
  const name = topState(value);
  const screen = SCREENS.find(known => known === name) ?? 'describing';
  const judgement = judge(knowledge.model, facts);
  const verifying = screen === 'verifying' ? verifyingOf(value) : undefined;
  const isBelieved = screen !== 'describing' && screen !== 'reading';
  const question = screen === 'asking' && facts.question !== undefined ? facts.question : undefined;
  const heading = headingOf(screen, question, facts, knowledge);
  return {
    screen,
    heading,
    announcement: heading,
    target: targetWords(knowledge, facts.target),
    path: pathOf(facts, knowledge, isChecking(screen, verifying), isBelieved ? judgement : undefined),
    ...(question === undefined ? {} : { question: questionOf(question, facts, judgement, knowledge) }),
    ...(verifying === undefined ? {} : { verifying }),
    history: historyOf(facts, knowledge),
    note: facts.note ?? '',
    ...(facts.helper && { helper: { state: facts.helper, sentence: say(knowledge, `helper.${facts.helper}`) } }),
    can: abilitiesOf(screen, facts, judgement),
  };
}

/** Whether the line is being drawn by a check. */
export const isChecking = (screen: Screen, verifying: FirstView['verifying']): boolean =>
  screen === 'checking' || verifying === 'rechecking';

function abilitiesOf(screen: Screen, facts: Facts, judgement: Judgement): FirstView['can'] {
  return {
    check: facts.target !== undefined && facts.helper !== 'absent',
    askMore: screen === 'concluded' && judgement.next !== undefined && !judgement.verdict.settled,
    conclude: screen === 'asking' && facts.findings.length + facts.asked.length > 0,
    undoReading: facts.findings.some(wasRead),
  };
}

const verifyingOf = (value: unknown): 'rechecking' | 'trying' =>
  Object.values(Object(value))[0] === 'rechecking' ? 'rechecking' : 'trying';

function headingOf(screen: Screen, question: AskableId | undefined, facts: Facts, knowledge: Knowledge): string {
  if (facts.consenting) return say(knowledge, 'consenting.title');
  if (question !== undefined) return titleOf(question, knowledge);
  return say(knowledge, `${screen}.title`, { target: targetWords(knowledge, facts.target) });
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
