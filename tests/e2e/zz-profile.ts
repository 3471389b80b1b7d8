import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import AxeBuilder from '@axe-core/playwright';
import { serveSite } from '../../site/serve.ts';
import { openBrowser, SITE, watchedContext } from './pages.ts';
import { pageTypes, visit, walkFlow } from './tour.ts';

const require = createRequire(import.meta.url);
const IBM = readFileSync(require.resolve('accessibility-checker-engine/ace.js'), 'utf8');
const site = await serveSite({ dir: SITE, port: 0 });
const browser = await openBrowser();
const { context } = await watchedContext(browser, [new URL(site.url).origin], {
  serviceWorkers: 'block',
  reducedMotion: 'reduce',
});
const page = await context.newPage();
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const sums: Record<string, number> = {};
const time = async (name: string, run: () => Promise<unknown>) => {
  const t = performance.now();
  await run();
  const d = performance.now() - t;
  sums[name] = (sums[name] ?? 0) + d;
  return d.toFixed(0);
};
const axe = () => new AxeBuilder({ page }).exclude('.codes > li:nth-child(n + 9)');
async function all(name: string) {
  const out: string[] = [];
  out.push('full', await time('full', () => axe().withTags(RULES).analyze()));
  out.push('legacy', await time('legacy', () => axe().setLegacyMode().withTags(RULES).analyze()));
  out.push(
    'light-legacy-colour',
    await time('colour', () => axe().setLegacyMode().withRules(['color-contrast', 'link-in-text-block']).analyze()),
  );
  out.push(
    'legacy-nocolour',
    await time('nocolour', () =>
      axe().setLegacyMode().withTags(RULES).disableRules(['color-contrast', 'link-in-text-block']).analyze(),
    ),
  );
  out.push('ibm-inject', await time('ibm-inject', () => page.evaluate(IBM)));
  out.push(
    'ibm',
    await time('ibm', () => page.evaluate(`new ace.Checker().check(document, ['WCAG_2_2']).then(() => 1)`)),
  );
  console.log(name, await page.evaluate('document.querySelectorAll("*").length'), out.join(' '));
}
for (const [name, address] of Object.entries(pageTypes())) {
  const v = await time('visit', () => visit(page, site.url, address));
  console.log('visit', v);
  await all(name);
}
let t = performance.now();
for await (const s of walkFlow(page, site.url)) {
  sums.walk = (sums.walk ?? 0) + performance.now() - t;
  await all(`flow ${s}`);
  t = performance.now();
}
console.log(sums);
await browser.close();
await site.close();
