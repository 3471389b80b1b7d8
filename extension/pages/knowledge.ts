import type { Knowledge } from '../../machines/knowledge.ts';
import { fileIn } from './in-language.ts';

/** The words and the model in the language of this page. */
export const pageKnowledge = (): Promise<Knowledge> =>
  fetch(`/${fileIn('knowledge.json', document.documentElement.lang)}`).then(answer => answer.json());
