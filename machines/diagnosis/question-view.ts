import { type Knowledge, LIKELIHOODS, REACHES, type TryWords } from '../knowledge.ts';
import { type AskableId, QUESTIONS, type QuestionId, REACH_QUESTION, UNKNOWN } from '../vocabulary.ts';
import type { Facts } from './context.ts';
import type { Judgement } from './judgement.ts';
import { answerWords, say, sourceWords } from './words.ts';

export interface AnswerView {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Already given, by whom: "You told us". */
  readonly given: string;
  /** Among the three that are told most. */
  readonly usual: boolean;
}

export interface QuestionView {
  readonly id: AskableId;
  /** Something to do, or something to say. */
  readonly kind: 'try' | 'ask';
  readonly title: string;
  readonly why: string;
  /** HTML of our own content: how to find out. Empty when there is nothing to add. */
  readonly help: string;
  readonly answers: readonly AnswerView[];
  /** Where it is something to try: what to do, and what each outcome answers. */
  readonly attempt?: TryWords;
  /** `Question 3`, and how much is likely to come. */
  readonly over: string;
  readonly progress: string;
  /** How many are expected still to be put, this one among them. */
  readonly left: number;
}

/** The title of whatever can be put to a person. */
export function titleOf(id: AskableId, knowledge: Knowledge): string {
  if (id === REACH_QUESTION) return say(knowledge, 'reach.title');
  const { title, try: attempt } = knowledge.words.questions[id];
  return attempt?.title ?? title;
}

/** What is put to the person, with the answers that were given already. */
export function questionOf(id: AskableId, facts: Facts, judgement: Judgement, knowledge: Knowledge): QuestionView {
  const asked = id === REACH_QUESTION ? ofReach(facts, knowledge) : ofQuestion(id, facts, knowledge);
  return { ...asked, ...countOf(asked, facts, judgement, knowledge), left: judgement.left };
}

type Asked = Omit<QuestionView, 'over' | 'progress' | 'left'>;

/** INVARIANT: the numbers are the policy's own: how many were put, and how many are expected still. */
function countOf(
  { id, attempt }: Asked,
  { asked }: Facts,
  { left, next }: Judgement,
  knowledge: Knowledge,
): Pick<QuestionView, 'over' | 'progress'> {
  const number = asked.filter(other => other !== id).length + 1;
  const minutes = id === REACH_QUESTION ? 1 : Math.ceil(knowledge.model.questions[id].minutes);
  if (attempt !== undefined && number === 1)
    return {
      over: say(knowledge, 'asking.over.try'),
      progress: say(knowledge, 'asking.minutes', { count: minutes }),
    };
  const over = say(knowledge, 'asking.over', { number });
  // An earlier question that is open again is counted where it stood; what comes after it is not known now.
  if (next?.question !== id) return { over, progress: '' };
  const more = left - 1;
  return { over, progress: say(knowledge, more > 0 ? 'asking.left' : 'asking.last', { count: more }) };
}

/** Who the person is to the host: a question like any other to whoever answers it. */
function ofReach({ asked, reach }: Facts, knowledge: Knowledge): Asked {
  const skipped = reach === undefined && asked.includes(REACH_QUESTION);
  return {
    id: REACH_QUESTION,
    kind: 'ask',
    title: titleOf(REACH_QUESTION, knowledge),
    why: say(knowledge, 'reach.why'),
    help: '',
    answers: [
      ...REACHES.map(id => ({
        id,
        label: say(knowledge, `reach.${id}`),
        hint: '',
        usual: true,
        given: reach === id ? sourceWords('person', knowledge) : '',
      })),
      unknownAnswer(skipped, asked.length === 0, knowledge),
    ],
  };
}

/** That not knowing is fine is said once. */
const unknownAnswer = (skipped: boolean, isFirst: boolean, knowledge: Knowledge): AnswerView => ({
  id: UNKNOWN,
  label: say(knowledge, 'answer.unknown'),
  hint: isFirst ? say(knowledge, 'answer.unknown.hint') : '',
  usual: false,
  given: skipped ? sourceWords('person', knowledge) : '',
});

function ofQuestion(id: QuestionId, facts: Facts, knowledge: Knowledge): Asked {
  const { why, help, answers, try: attempt } = knowledge.words.questions[id];
  const usual = usualOf(id, knowledge);
  const given = (answer: string) =>
    facts.findings.find(finding => finding.question === id && finding.answer === answer && finding.source !== 'probe');
  const codes =
    id === 'code' ? facts.findings.flatMap(f => (f.question === 'code' && f.answer !== 'none' ? f.answer : [])) : [];
  const skipped = facts.asked.includes(id) && !facts.findings.some(finding => finding.question === id);
  return {
    id,
    kind: knowledge.model.questions[id].try === true ? 'try' : 'ask',
    title: titleOf(id, knowledge),
    why,
    help,
    ...(attempt === undefined ? {} : { attempt }),
    answers: [
      ...[...codes, ...QUESTIONS[id].answers].map(answer => {
        const finding = given(answer);
        return {
          id: answer,
          label: answers[answer]?.label ?? answerWords(knowledge, id, answer),
          hint: answers[answer]?.hint ?? '',
          usual: usual.has(answer),
          given: finding === undefined ? '' : sourceWords(finding.source, knowledge),
        };
      }),
      unknownAnswer(skipped, facts.asked.length === 0, knowledge),
    ],
  };
}

const USUAL = 3;

/** The answers that are told most: a long list shows them first. */
function usualOf(id: QuestionId, { model }: Knowledge): ReadonlySet<string> {
  const rank = (answer: string) => LIKELIHOODS.indexOf(model.questions[id].answers[answer]?.usually ?? 'never');
  const ranked = [...QUESTIONS[id].answers].toSorted((a, b) => rank(a) - rank(b));
  return new Set(ranked.slice(0, USUAL));
}
