import { knowledgeText } from '../data/knowledge.ts';

export async function GET(): Promise<Response> {
  return new Response(await knowledgeText());
}
