import { withoutInstructions } from '../../machines/instructions.ts';
import { at } from '../data/address.ts';
import { asciiJson } from '../data/json.ts';
import { renderKnowledge } from '../data/knowledge.ts';

/**
 * What the first question needs. The catalogue of codes is half of all, and comes once a code is to be looked up; the
 * HTML of remedies comes after the first frame.
 */
export async function GET(): Promise<Response> {
  const { model, words, ...rest } = await renderKnowledge();
  return new Response(
    asciiJson({
      ...rest,
      codes: at('/knowledge-codes.json'),
      wordings: at('/wordings/'),
      instructions: at('/knowledge-instructions.json'),
      model: { ...model, codes: [] },
      words: withoutInstructions(words),
    }),
  );
}
