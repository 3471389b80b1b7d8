import type { Audience, Knowledge } from '../../../machines/knowledge.ts';
import { QUESTION_IDS } from '../../../machines/vocabulary.ts';

/** Whom the author of a page says it is for. */
export const audienceOf = (written: string | null): Audience => (written === 'user' ? 'user' : 'admin');

/** One narrowed copy serves every widget of a page. */
const narrowed = new WeakMap<Knowledge, Knowledge>();

/** For readers who are no administrators: nobody asks them what only the host can tell. */
export function knowledgeFor({ audience }: { readonly audience: string | null }, knowledge: Knowledge): Knowledge {
  if (audienceOf(audience) === 'admin') return knowledge;
  const known = narrowed.get(knowledge);
  if (known !== undefined) return known;
  const questions = { ...knowledge.model.questions };
  for (const id of QUESTION_IDS) {
    if (questions[id].reach !== 'anyone') questions[id] = { ...questions[id], sayable: 0 };
  }
  const made = { ...knowledge, model: { ...knowledge.model, questions } };
  narrowed.set(knowledge, made);
  return made;
}
