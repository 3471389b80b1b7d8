import { afterAll, beforeAll } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { type Article, type Articles, serveArticles } from './articles.ts';
import { SITE } from './pages.ts';

/** What an author writes, for the built site that is served. */
export interface Tags {
  /** Where the site is; ends with a slash. */
  readonly base: string;
  readonly script: string;
  /** The element, with what stands in it; it asks the site for its knowledge where nothing else is said. */
  readonly widget: (attributes?: string, inside?: string) => string;
  readonly frame: (query?: string, attributes?: string) => string;
}

/** The built site on one origin and articles on another, from the first test of a file to its last. */
export function openArticles(articlesOf: (tags: Tags) => Readonly<Record<string, Article>>) {
  let site: ServedSite | undefined;
  let articles: Articles | undefined;
  beforeAll(async () => {
    site = await serveSite({ dir: SITE, port: 0 });
    articles = await serveArticles(articlesOf(tagsFor(site.url)));
  });
  afterAll(async () => {
    await articles?.close();
    await site?.close();
  });
  return {
    /** The site's address, with a slash at the end. */
    base: () => site?.url ?? '',
    at: (article: string) => `${articles?.origin}/${article}`,
  };
}

const tagsFor = (base: string): Tags => ({
  base,
  script: `<script type="module" src="${base}widget/reconnect.js"></script>`,
  widget: (attributes = '', inside = '') =>
    `<rdp-diagnosis ${attributes} ${/\bknowledge=/.test(attributes) || inside !== '' ? '' : `knowledge="${base}knowledge.json"`}>${inside}</rdp-diagnosis>`,
  frame: (query = '', attributes = '') =>
    `<iframe src="${base}embed/?${query}" title="Diagnosis" width="700" height="600" ${attributes}></iframe>`,
});
