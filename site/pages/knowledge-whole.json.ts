import { wholeKnowledgeText } from '../data/knowledge.ts';

/** Knowledge and wordings in one, for consumers that fetch nothing later: inlined, in the popup, on the command line. */
export async function GET(): Promise<Response> {
  return new Response(await wholeKnowledgeText());
}
