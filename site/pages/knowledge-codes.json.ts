import { codeShards } from '../data/code-shards.ts';
import { asciiJson } from '../data/json.ts';

/** The rest of `knowledge-first.json`. */
export async function GET(): Promise<Response> {
  return new Response(asciiJson(await codeShards()));
}
