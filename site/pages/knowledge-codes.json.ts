import { renderKnowledge } from '../data/knowledge.ts';

/** The rest of `knowledge-first.json`. Where a code was found in print stands on its page. */
export async function GET(): Promise<Response> {
  const { model } = await renderKnowledge();
  return new Response(JSON.stringify(model.codes.map(code => ({ ...code, sources: [] }))));
}
