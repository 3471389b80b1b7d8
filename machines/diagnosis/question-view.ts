import { type Knowledge, REACHES } from '../knowledge.ts';
import { type AskableId, QUESTIONS, type QuestionId, REACH_QUESTION, UNKNOWN } from '../vocabulary.ts';
import type { Facts } from './context.ts';
import type { Judgement } from './judgement.ts';
import { sourceWords } from './proof.ts';
import { answerWords, say } from './words.ts';

interface AnswerView {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** Already given, by whom: "You told us". */
  readonly given: string;
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
  /** `Known so far: 2. About 3 to go.` */
  readonly progress: string;
  /** How many are expected still to be put, this one among them. */
  readonly left: number;
}

/** The title of whatever can be put to a person. */
export const titleOf = (id: AskableId, knowledge: Knowledge): string =>
  id === REACH_QUESTION ? say(knowledge, 'reach.title') : knowledge.words.questions[id].title;

/** What is put to the person, with the answers that were given already. */
export function questionOf(id: AskableId, facts: Facts, judgement: Judgement, knowledge: Knowledge): QuestionView {
  const known = new Set(facts.findings.map(finding => finding.question)).size;
  const { left } = judgement;
  const progress = say(knowledge, known === 0 ? 'asking.progress.none' : 'asking.progress', { known, left });
  return { ...(id === REACH_QUESTION ? ofReach(facts, knowledge) : ofQuestion(id, facts, knowledge)), progress, left };
}

type Asked = Omit<QuestionView, 'progress' | 'left'>;

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
        given: reach === id ? sourceWords('person', knowledge) : '',
      })),
      unknownAnswer(skipped, knowledge),
    ],
  };
}

const unknownAnswer = (skipped: boolean, knowledge: Knowledge): AnswerView => ({
  id: UNKNOWN,
  label: say(knowledge, 'answer.unknown'),
  hint: say(knowledge, 'answer.unknown.hint'),
  given: skipped ? sourceWords('person', knowledge) : '',
});

function ofQuestion(id: QuestionId, facts: Facts, knowledge: Knowledge): Asked {
  const { title, why, help, answers } = knowledge.words.questions[id];
  const given = (answer: string) =>
    facts.findings.find(finding => finding.question === id && finding.answer === answer && finding.source !== 'probe');
  const codes =
    id === 'code' ? facts.findings.flatMap(f => (f.question === 'code' && f.answer !== 'none' ? f.answer : [])) : [];
  const skipped = facts.asked.includes(id) && !facts.findings.some(finding => finding.question === id);
  return {
    id,
    kind: knowledge.model.questions[id].try === true ? 'try' : 'ask',
    title,
    why,
    help,
    answers: [
      ...[...codes, ...QUESTIONS[id].answers].map(answer => {
        const finding = given(answer);
        return {
          id: answer,
          label: answers[answer]?.label ?? answerWords(knowledge, id, answer),
          hint: answers[answer]?.hint ?? '',
          given: finding === undefined ? '' : sourceWords(finding.source, knowledge),
        };
      }),
      unknownAnswer(skipped, knowledge),
    ],
  };
}

