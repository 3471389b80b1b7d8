import type { APIContext } from 'astro';
import { type Embeddable, embeddables, oembedOf } from '../../data/oembed.ts';

export async function getStaticPaths() {
  return (await embeddables()).map(one => ({ params: { oembed: one.file }, props: { one } }));
}

/** https://oembed.com: what a content system reads to embed the page by its address. */
export function GET({ props, site }: APIContext<{ one: Embeddable }>): Response {
  return new Response(JSON.stringify(oembedOf(props.one, site)));
}
