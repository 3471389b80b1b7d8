import { getCollection } from 'astro:content';
import type { APIContext } from 'astro';
import { at } from '../data/address.ts';
import { language } from '../data/language.ts';
import { text } from '../data/text.ts';

const SHOWN = 40;

/** What changed last, for feed readers: Atom, RFC 4287. The dates are those of the reviews, so a build changes nothing. */
export async function GET({ site }: APIContext): Promise<Response> {
  const whole = (address: string) => new URL(at(address), site).href;
  const pages = await reviewed();
  const entries = pages.slice(0, SHOWN).map(
    ({ address, title, summary, on }) => `<entry>
<id>${whole(address)}</id>
<title>${escaped(title)}</title>
<updated>${on.toISOString()}</updated>
<link href="${whole(address)}"/>
<summary>${escaped(summary)}</summary>
</entry>`,
  );
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${whole('/feed.xml')}</id>
<title>${escaped(text('feed.title'))}</title>
<subtitle>${escaped(text('feed.description'))}</subtitle>
<updated>${pages[0]?.on.toISOString()}</updated>
<author><name>${escaped(text('site.name'))}</name></author>
<link rel="self" type="application/atom+xml" href="${whole('/feed.xml')}"/>
<link href="${whole('/')}"/>
${entries.join('\n')}
</feed>
`);
}

/** Every page with a review, the newest first; of one day, guides before causes before steps. */
async function reviewed(): Promise<readonly { address: string; title: string; summary: string; on: Date }[]> {
  const guides = (await getCollection('guides')).map(({ id, data }) => ({
    address: `/guides/${id}/`,
    title: data.title,
    summary: data.changed ?? data.description,
    on: data.reviewed,
  }));
  const causes = (await getCollection('causes')).map(({ id, data }) => ({
    address: `/causes/${id}/`,
    title: data.title,
    summary: data.changed ?? data.short,
    on: data.reviewed,
  }));
  const steps = (await getCollection('steps')).map(({ id, data }) => ({
    address: `/steps/${id}/`,
    title: data.title,
    summary: data.changed ?? text('steps.description', { title: data.title }),
    on: data.reviewed,
  }));
  return [...guides, ...causes, ...steps].sort((a, b) => b.on.getTime() - a.on.getTime());
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
