import { wordingsOf } from '../../machines/codes/with-wordings.ts';
import { renderKnowledge } from '../data/knowledge.ts';

/** What dialogs are recognised by, for a face that somebody types into. In the scripts as they are: that is lighter. */
export async function GET(): Promise<Response> {
  const { model } = await renderKnowledge();
  return new Response(JSON.stringify(wordingsOf(model.codes)));
}
