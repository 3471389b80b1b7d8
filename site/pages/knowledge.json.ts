import { renderKnowledge } from '../data/knowledge.ts';

export async function GET(): Promise<Response> {
  return new Response(JSON.stringify(await renderKnowledge()));
}
