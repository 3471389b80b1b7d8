import { seenWords } from '../../machines/diagnosis/words.ts';
import type { Finding } from '../../machines/findings.ts';
import type { Source } from '../../machines/vocabulary.ts';
import { QUESTION_IDS, QUESTIONS } from '../../machines/vocabulary.ts';
import type { AnswerWordsFile } from '../browser/answer-words.ts';
import { renderKnowledge } from '../data/knowledge.ts';

/** What the start page says of each answer that it reads in a text. */
export async function GET(): Promise<Response> {
  const knowledge = await renderKnowledge();
  const words = (source: Source) => wordsOf(answer => seenWords(knowledge, { ...answer, source }));
  const told = words('person');
  const file: AnswerWordsFile = { told, seen: differing(words('transcript'), told) };
  return new Response(JSON.stringify(file));
}

type Words = AnswerWordsFile['told'];

function wordsOf(say: (answer: Pick<Finding, 'question' | 'answer'>) => string): Words {
  return Object.fromEntries(
    QUESTION_IDS.filter(question => question !== 'code').map(question => [
      question,
      Object.fromEntries(QUESTIONS[question].answers.map(answer => [answer, say({ question, answer })])),
    ]),
  );
}

function differing(words: Words, from: Words): Words {
  const kept = Object.entries(words).map(([question, answers]) => {
    const others = Object.entries(answers).filter(([answer, sentence]) => from[question]?.[answer] !== sentence);
    return [question, Object.fromEntries(others)] as const;
  });
  return Object.fromEntries(kept.filter(([, answers]) => Object.keys(answers).length > 0));
}
