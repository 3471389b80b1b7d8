import type { CodeKnowledge } from '../../machines/knowledge.ts';
import { renderKnowledge } from './knowledge.ts';

/** The catalogue beside `knowledge-first.json`. Where a code was found in print stands on its page. */
export async function codesApart(): Promise<readonly CodeKnowledge[]> {
  const { model } = await renderKnowledge();
  return model.codes.map(code => ({ ...code, sources: [] }));
}
