import { at } from '../data/address.ts';
import { asciiJson } from '../data/json.ts';
import { renderKnowledge } from '../data/knowledge.ts';

/** What the first question needs. The catalogue of codes is half of all, and comes once a code is to be looked up. */
export async function GET(): Promise<Response> {
  const { model, ...rest } = await renderKnowledge();
  return new Response(
    asciiJson({
      ...rest,
      codes: at('/knowledge-codes.json'),
      model: { ...model, codes: [] },
    }),
  );
}
