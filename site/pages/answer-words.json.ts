import { answerPart } from '../../machines/diagnosis/context.ts';
import { seenWords } from '../../machines/diagnosis/words.ts';
import type { Source } from '../../machines/vocabulary.ts';
import { QUESTION_IDS, QUESTIONS } from '../../machines/vocabulary.ts';
import type { AnswerWords } from '../browser/answer-words.ts';
import { renderKnowledge } from '../data/knowledge.ts';

/** What the start page says of each answer that it reads in a text. */
export async function GET(): Promise<Response> {
  const knowledge = await renderKnowledge();
  const answers = QUESTION_IDS.filter(question => question !== 'code').flatMap(question =>
    QUESTIONS[question].answers.map(answer => ({ question, answer })),
  );
  const words = (source: Source) =>
    new Map(answers.map(answer => [answerPart(answer), seenWords(knowledge, { ...answer, source })]));
  const told = words('person');
  const seen = [...words('transcript')].filter(([part, sentence]) => told.get(part) !== sentence);
  const file: AnswerWords = { told: Object.fromEntries(told), seen: Object.fromEntries(seen) };
  return new Response(JSON.stringify(file));
}
