import { loadRenderers } from 'astro:container';
import { type CollectionEntry, render } from 'astro:content';
import { getContainerRenderer } from '@astrojs/mdx/container-renderer';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import KnownFaults from '../components/KnownFaults.astro';
import Link from '../components/Link.astro';

const container = await AstroContainer.create({ renderers: await loadRenderers([getContainerRenderer()]) });

/** The text of an entry as HTML for widget, popup and command line: plain elements, links under the site's root. */
export async function htmlOf(entry: CollectionEntry<'causes' | 'steps' | 'questions'>): Promise<string> {
  if ((entry.body ?? '').trim() === '') return '';
  const { Content } = await render(entry);
  const html = await container.renderToString(Content, { props: { components: { a: Link, KnownFaults } } });
  return html
    .replace(/<!--.*?-->/gs, '')
    .replace(/^<!DOCTYPE html>/i, '')
    .trim();
}

/** The parts of a text under its second-level headings, by the heading's words. */
export function partsOf(html: string): ReadonlyMap<string, string> {
  const pieces = html.split(/<h2\b[^>]*>(.*?)<\/h2>/s);
  const parts = new Map<string, string>();
  for (let at = 1; at + 1 < pieces.length; at += 2) {
    const heading = (pieces[at] ?? '').replace(/<[^>]*>/g, '').trim();
    parts.set(heading, (pieces[at + 1] ?? '').trim());
  }
  return parts;
}
