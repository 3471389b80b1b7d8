import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { buildPseudo, PSEUDO_DIST, PSEUDO_TAGS } from '../languages/build.ts';
import { englishIn, visibleText } from '../languages/visible-text.ts';
import { type Articles, article, serveArticles } from './articles.ts';
import { tabOf } from './chromium.ts';
import { openBrowser, SITE } from './pages.ts';
import { openStopped, STOPPED } from './stopped-case.ts';
import type { Tab } from './tab.ts';

/** Longer words and mirrored pages: what a further language does to the layout. */
let site: ServedSite;
let widget: ServedSite;
let articles: Articles;
let page: Page;
let visitor: Tab;

beforeAll(async () => {
  for (const language of PSEUDO_TAGS) await buildPseudo(language);
  site = await serveSite({ dir: path.join(PSEUDO_DIST, 'site'), port: 0 });
  widget = await serveSite({ dir: SITE, port: 0 });
  const json = (language: string) => ({
    type: 'application/json',
    html: readFileSync(path.join(PSEUDO_DIST, `knowledge.${language}.json`), 'utf8'),
  });
  const script = `<script type="module" src="${widget.url}widget/reconnect.js"></script>`;
  articles = await serveArticles({
    'en-XA.json': json('en-XA'),
    'ar-XB.json': json('ar-XB'),
    'en-XA': { html: article(script, { attributes: 'lang="en-XA" dir="ltr"' }) },
    'ar-XB': { html: article(script, { attributes: 'lang="ar-XB" dir="rtl"' }) },
  });
  page = await (await openBrowser()).newPage();
  visitor = tabOf(page);
}, 600_000);
afterAll(async () => {
  await page?.context().browser()?.close();
  await articles?.close();
  await widget?.close();
  await site?.close();
});

/** One page of each type. */
const PAGES = [
  '',
  'guides/',
  'guides/error-0x4/',
  'guides/began-with-an-update/',
  'causes/',
  'causes/port-blocked/',
  'codes/',
  'codes/mac-client/0x4/',
  'codes/message/internal-error/',
  'steps/port-test/',
  'questions/',
  'search/',
  'diagnose/',
  'helper/',
  'helper/install/',
  'helper/company/',
  'cases/',
  'report/',
  'offline/',
  'embed/docs/',
  'lost/',
] as const;

/** What hides a part of its text, and the page where it scrolls sideways. `$$` is every element that may. */
const cut = (elements: string) => `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const sideways = scrollWidth > clientWidth ? ['the page is ' + scrollWidth + ' px wide, not ' + clientWidth] : [];
  const name = element => element.localName + '.' + element.className + ': ' + element.textContent.trim().slice(0, 60);
  const hides = element => {
    const { overflowX, display } = getComputedStyle(element);
    if (!['hidden', 'clip'].includes(overflowX) || display === 'none' || element.clientWidth < 2) return false;
    return element.scrollWidth > element.clientWidth + 1 && !element.closest('.unseen, svg, figure');
  };
  return [...sideways, ...[...${elements}].filter(hides).map(name)];
})()`;

describe.each([320, 1280])('%i px wide', width => {
  describe.each(PSEUDO_TAGS)('%s', language => {
    test.each(PAGES)('page /%s → nothing is cut, nothing scrolls sideways', async address => {
      await page.setViewportSize({ width, height: 900 });
      await visitor.goto(`${site.url}${language}/${address}`);
      expect(await visitor.evaluate(cut(`document.querySelectorAll('body *')`))).toEqual([]);
      expect(await visitor.evaluate(`getComputedStyle(document.body).direction`)).toBe(
        language === 'ar-XB' ? 'rtl' : 'ltr',
      );
    });
  });

  test.each(Object.keys(STOPPED))('widget, %s → no English, nothing is cut', async screen => {
    await page.setViewportSize({ width, height: 900 });
    for (const language of PSEUDO_TAGS) {
      const at = { article: `${articles.origin}/${language}`, knowledge: `/${language}.json`, screen };
      const person = await openStopped(visitor, { ...at, width: Math.min(width - 20, 860) });
      expect(await person.sees(cut(`$$('*')`))).toEqual([]);
      if (language !== 'en-XA') continue;
      const html = String(await person.sees(`flow.shadowRoot.querySelector('.root').outerHTML`));
      const left = visibleText(html, language).filter(text => englishIn(text).length > 0);
      expect(left).toEqual([]);
    }
  });
});

test('site: written from the right → each part of the head stands on the other side', async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  const middles = async (language: string): Promise<readonly number[]> => {
    await visitor.goto(`${site.url}${language}/guides/`);
    return Array.from(
      (await visitor.evaluate(
        `['.brand', 'header.top nav', 'h1', '.entries li'].map(css => { const { left, right } = document.querySelector(css).getBoundingClientRect(); return (left + right) / 2 - innerWidth / 2; })`,
      )) as number[],
    );
  };
  const [there, here] = [await middles('en-XA'), await middles('ar-XB')];
  expect(Math.abs(there[0] ?? 0)).toBeGreaterThan(100);
  expect(here.map(Math.sign)).toEqual(there.map(middle => -Math.sign(middle)));
});
