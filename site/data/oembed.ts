import { type CollectionEntry, getCollection } from 'astro:content';
import { at } from './address.ts';
import { text } from './text.ts';

/** What a content system embeds by its address: the frame, and the guides that are about a code. */
export interface Embeddable {
  /** The file's name under /embed/. */
  readonly file: string;
  readonly title: string;
  readonly code: string;
}

const WHOLE: Embeddable = { file: 'oembed', title: text('embed.title'), code: '' };

export async function embeddables(): Promise<readonly Embeddable[]> {
  return [WHOLE, ...(await getCollection('guides')).flatMap(guide => embeddableOf(guide) ?? [])];
}

export function embeddableOf({ id, data }: CollectionEntry<'guides'>): Embeddable | undefined {
  return data.code ? { file: `oembed-${id}`, title: data.title, code: data.code } : undefined;
}

/** The address that a page names as its `application/json+oembed`. */
export const oembedAddress = ({ file }: Pick<Embeddable, 'file'> = WHOLE, site: URL | undefined): string =>
  new URL(at(`/embed/${file}.json`), site).href;

/** Static, so it is the same for every size that is asked for: oEmbed 1.0, type `rich`. */
export function oembedOf({ title, code }: Embeddable, site: URL | undefined): object {
  const query = code === '' ? '' : `?${new URLSearchParams({ code })}`;
  const address = new URL(at(`/embed/${query}`), site).href;
  const sandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox';
  return {
    type: 'rich',
    version: '1.0',
    title,
    provider_name: text('site.name'),
    provider_url: new URL(at('/'), site).href,
    cache_age: 86_400,
    width: 640,
    height: 720,
    html: `<iframe src="${address}" title="${title.replaceAll('"', '&quot;')}" width="640" height="720" sandbox="${sandbox}" loading="lazy"></iframe>`,
  };
}
