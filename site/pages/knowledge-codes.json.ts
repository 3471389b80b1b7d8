import { codesApart } from '../data/codes-apart.ts';

/** The rest of `knowledge-first.json`. */
export async function GET(): Promise<Response> {
  return new Response(JSON.stringify(await codesApart()));
}
