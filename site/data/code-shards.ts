import { withTitlesOnly } from '../../machines/codes/with-wordings.ts';
import type { CodeKnowledge } from '../../machines/knowledge.ts';
import { renderKnowledge } from './knowledge.ts';

/** The catalogue beside `knowledge-first.json`. Where a code was found in print stands on its page; wordings come by language. */
export async function codeShards(): Promise<readonly CodeKnowledge[]> {
  const { model } = await renderKnowledge();
  return withTitlesOnly(model.codes).map(code => ({ ...code, sources: [] }));
}
