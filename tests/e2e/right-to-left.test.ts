import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { type Articles, article, serveArticles } from './articles.ts';
import { inEachBrowser } from './browsers.ts';
import { differences, mirrored, STANDS, type Standing } from './mirror.ts';
import { SITE } from './pages.ts';
import { WidgetPage } from './widget-page.ts';

let site: ServedSite;
let articles: Articles;

beforeAll(async () => {
  site = await serveSite({ dir: SITE, port: 0 });
  const knowledge = JSON.parse(readFileSync(path.join(SITE, 'knowledge.json'), 'utf8'));
  const json = (language: string) => ({ type: 'application/json', html: JSON.stringify({ ...knowledge, language }) });
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

const FOUND = [{ question: 'port', answer: 'silent', source: 'probe', elapsedMs: 6000 }];
const STAGES = [
  { stage: 'name', outcome: 'passed', elapsedMs: 3 },
  { stage: 'path', outcome: 'passed', elapsedMs: 12 },
  { stage: 'port', outcome: 'failed', elapsedMs: 6000 },
];
/** A case that was stopped here: so the line breaks, as it does after a check, and every kind of box is seen. */
const SCREENS: Readonly<Record<string, object>> = {
  describing: { stages: [], findings: [] },
  asking: { stages: STAGES, findings: FOUND, question: 'vpn' },
  concluded: { stages: STAGES, findings: FOUND },
  mending: { stages: STAGES, findings: FOUND, remedy: 'port-blocked' },
  'handed-over': { stages: STAGES, findings: FOUND },
};
const target = { host: 'pc1.example.test', port: 3389 };

inEachBrowser(visitor => {
  /** All folds are open and the first answer is chosen. */
  async function standing(page: string, language: string, screen: string, width: number) {
    await visitor().goto(`${articles.origin}/${page}`);
    const saved = { version: 1, screen, probe: true, target, asked: [], tried: [], ...SCREENS[screen] };
    await visitor().evaluate(`(() => {
      const flow = document.createElement('rdp-diagnosis');
      flow.setAttribute('knowledge', '/${language}.json');
      flow.store = { load: async () => (${JSON.stringify(saved)}), save() {} };
      flow.style.width = '${width}px';
      document.querySelector('h1').after(flow);
      flow.scrollIntoView();
    })()`);
    const person = new WidgetPage(visitor());
    await person.screen(screen);
    // What is folded away is drawn a frame after the rest. Motion is over, or it would be measured.
    await person.sees(`(async () => {
      const pause = () => new Promise(resolve => setTimeout(resolve, 20));
      while ([...$$('.inside')].some(inside => inside.childElementCount === 0)) await pause();
      for (const fold of $$('details')) fold.open = true;
      $('.answers input')?.click();
      await flow.updateComplete;
      document.activeElement?.blur();
      await Promise.all(flow.shadowRoot.getAnimations().map(motion => motion.finish()));
      if ($('.report')) while ($('.report').textContent === '') await pause();
    })()`);
    return (await person.sees(STANDS)) as readonly Standing[];
  }

  describe.each([860, 500, 340])('%i px wide', width => {
    test.each(Object.keys(SCREENS))(
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
