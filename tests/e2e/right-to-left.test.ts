import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directionOf } from '../../machines/language.ts';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { type Articles, article, serveArticles } from './articles.ts';
import { differences, mirrored, STANDS, type Standing } from './mirror.ts';
import { withPageInEachBrowser } from './page-in-each-browser.ts';
import { SITE } from './pages.ts';
import { openStopped, STOPPED } from './stopped-case.ts';

let site: ServedSite;
let articles: Articles;

beforeAll(async () => {
  site = await serveSite({ dir: SITE, port: 0 });
  const knowledge = JSON.parse(readFileSync(path.join(SITE, 'knowledge.json'), 'utf8'));
  const json = (language: string) => {
    const inLanguage = { ...knowledge, language, direction: directionOf(language) };
    return { type: 'application/json', html: JSON.stringify(inLanguage) };
  };
  const script = `<script type="module" src="${site.url}widget/reconnect.js"></script>`;
  articles = await serveArticles({
    'en.json': json('en'),
    'ar.json': json('ar'),
    'left-to-right': { html: article(script, { attributes: 'lang="en" dir="ltr"' }) },
    'right-to-left': { html: article(script, { attributes: 'lang="ar" dir="rtl"' }) },
  });
});
afterAll(async () => {
  await articles?.close();
  await site?.close();
});

withPageInEachBrowser(visitor => {
  async function standing(page: string, language: string, screen: string, width: number) {
    const article = `${articles.origin}/${page}`;
    const person = await openStopped(visitor(), { article, knowledge: `/${language}.json`, screen, width });
    return (await person.sees(STANDS)) as readonly Standing[];
  }

  describe.each([860, 500, 340])('%i px wide', width => {
    test.each(Object.keys(STOPPED))(
      '%s is its own mirror image in a language that reads from the right',
      async screen => {
        const there = await standing('left-to-right', 'en', screen, width);
        const here = await standing('right-to-left', 'ar', screen, width);
        expect(there.length).toBeGreaterThan(15);
        expect(differences(here, there.map(mirrored))).toEqual([]);
        expect(differences(here, there)).not.toEqual([]);
      },
    );
  });

  test.each(['asking', 'concluded'])(
    '%s in English stands in such an article as it does in an English one',
    async screen => {
      const there = await standing('left-to-right', 'en', screen, 860);
      expect(differences(await standing('right-to-left', 'en', screen, 860), there)).toEqual([]);
    },
  );
});
