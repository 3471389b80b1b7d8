import { instructionsOf } from '../../machines/instructions.ts';
import { asciiJson } from '../data/json.ts';
import { renderKnowledge } from '../data/knowledge.ts';

/** What `knowledge-first.json` leaves out of its words. */
export async function GET(): Promise<Response> {
  const { words } = await renderKnowledge();
  return new Response(asciiJson(instructionsOf(words)));
}
