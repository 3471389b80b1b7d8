import path from 'node:path';
import { loadStrings } from '../../content/words.ts';
import type { Facts } from '../../machines/diagnosis/context.ts';
import { createDiagnosis } from '../../machines/diagnosis/diagnosis.machine.ts';
import { interpretInput } from '../../machines/diagnosis/interpret.ts';
import { type Judgement, judge } from '../../machines/diagnosis/judgement.ts';
import type { Knowledge, Words } from '../../machines/knowledge.ts';
import { read } from '../../machines/reading/read.ts';
import { readSentences } from '../../machines/reading/sentences/read-sentences.ts';
import { CAUSE_IDS, CAUSES, QUESTION_IDS, QUESTIONS } from '../../machines/vocabulary.ts';
import { model } from '../shared-model.ts';
import { sayings } from '../shared-sayings.ts';

const content = path.resolve(import.meta.dirname, '../../content');

/** The real model, and words that name what they stand for: what the real words say is their author's matter. */
export { model };
export const ui = await loadStrings(path.join(content, 'en', 'ui.yaml'));
export const knowledge: Knowledge = { version: 1, language: 'en', direction: 'ltr', model, words: namedWords() };

const judgements = new Map<string, Judgement>();

export const diagnosis = createDiagnosis({
  judge: remembered,
  interpret: (text, known) =>
    interpretInput(
      model,
      { read, readSentences: (words, quotesDialog) => readSentences(sayings, words, quotesDialog) },
      text,
      known,
    ),
});

/** A walk comes to the same facts thousands of times; the same facts have the same judgement. */
function remembered(facts: Facts): Judgement {
  const { findings, asked, reach, tried, probe, target } = facts;
  const key = JSON.stringify([findings, asked, reach, tried, probe, target !== undefined]);
  const known = judgements.get(key) ?? judge(model, facts);
  judgements.set(key, known);
  return known;
}

function namedWords(): Words {
  const questions = QUESTION_IDS.map(id => [
    id,
    {
      title: `question ${id}`,
      why: `why ${id}`,
      answers: Object.fromEntries(QUESTIONS[id].answers.map(answer => [answer, { label: `answer ${id} ${answer}` }])),
      help: `<p>help ${id}</p>`,
    },
  ]);
  const causes = CAUSE_IDS.map(id => [
    id,
    {
      title: `cause ${id}`,
      short: `short ${id}`,
      blame: CAUSES[id],
      difficulty: 'easy',
      minutes: 5,
      who: `who ${id}`,
      remedy: `<p>remedy ${id}</p>`,
      undo: `<p>undo ${id}</p>`,
      verify: `<p>verify ${id}</p>`,
    },
  ]);
  return { questions: Object.fromEntries(questions), causes: Object.fromEntries(causes), ui };
}
