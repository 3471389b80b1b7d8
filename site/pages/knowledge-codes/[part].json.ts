import type { APIContext } from 'astro';
import { CODES_PARTS, shardOf } from '../../../machines/codes/code-shard.ts';
import { codeShards } from '../../data/code-shards.ts';
import { asciiJson } from '../../data/json.ts';

export function getStaticPaths() {
  return Array.from({ length: CODES_PARTS }, (_, part) => ({ params: { part: String(part) }, props: { part } }));
}

/** A part of `knowledge-codes.json`, for a case that is about one code. */
export async function GET({ props }: APIContext<{ part: number }>): Promise<Response> {
  return new Response(asciiJson((await codeShards()).filter(({ code }) => shardOf(code) === props.part)));
}
