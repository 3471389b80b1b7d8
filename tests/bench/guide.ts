import { rm } from 'node:fs/promises';
import { buildIfStale } from '../../.tasks/build.ts';
import { serveSite } from '../../site/serve.ts';
import { CATEGORIES, type Category, type Marks, openLighthouse } from '../e2e/lighthouse.ts';
import { openBrowser, SITE } from '../e2e/pages.ts';
import { pageTypes } from '../e2e/tour.ts';
import { isFont, isIcon, sum, type Transfer, transfersUntil } from '../e2e/transfers.ts';
import { type Built, fillOurs, fillStarlight, ourSite, starlightSite, timeBuild } from './sites/build.ts';

/**
 * `npm run bench -- guide`: weight, Lighthouse and build time of our guide beside a Starlight site with the same
 * articles. Starlight is fetched from the package registry into a temporary folder. `SIZES=700,5000` are the page counts.
 */
const RUNS = 3;
const SIZES = (process.env.SIZES ?? '700,5000').split(',').map(Number);
const ARTICLE = 'guides-error-0x4/';

await buildIfStale();
const pages = pageTypes();
const places = { start: '', guide: pages.guide ?? '', flow: 'diagnose/', code: pages.code ?? '', search: 'search/' };

const folders = [await ourSite(), await starlightSite()] as const;
const [ours, starlight] = folders;
await fillStarlight(starlight, 0);
const same = await timeBuild(starlight, 'dist');
const plain = await timeBuild(ours, 'dist/site');

const site = await serveSite({ dir: SITE, port: 0 });
const theirs = await serveSite({ dir: same.dir, port: 0 });
await weigh();
await judge();
await theirs.close();
await site.close();
await builds();
for (const folder of folders) await rm(folder, { recursive: true, force: true });

async function weigh(): Promise<void> {
  const browser = await openBrowser();
  const rows: [string, string, string][] = [
    ['our guide', site.url + places.guide, 'article h1'],
    ['our flow, until its first question', site.url + places.flow, 'rdp-diagnosis #heading'],
    ['Starlight, the same guide', theirs.url + ARTICLE, 'h1'],
  ];
  console.log('Transferred on a first visit, gzip, as Chromium counts it (KB)');
  console.log(row(['', 'text, style, script', 'fonts', 'icons', 'files']));
  for (const [name, url, ready] of rows) {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const all = await transfersUntil(page, url, ready);
    const kb = (some: readonly Transfer[]) => (sum(some) / 1024).toFixed(1);
    const needed = all.filter(one => !isFont(one) && !isIcon(one));
    console.log(row([name, kb(needed), kb(all.filter(isFont)), kb(all.filter(isIcon)), String(all.length)]));
    await context.close();
  }
  await browser.close();
}

async function judge(): Promise<void> {
  const { judge: look, close } = await openLighthouse();
  console.log(`\nLighthouse, mobile, median of ${RUNS}`);
  console.log(row(['', ...CATEGORIES]));
  const urls = [
    ...Object.entries(places).map(([name, address]) => [`our ${name}`, site.url + address] as const),
    ['Starlight, the same guide', theirs.url + ARTICLE] as const,
  ];
  for (const [name, url] of urls) {
    const runs: Marks[] = [];
    for (let count = 0; count < RUNS; count++) runs.push(await look(url));
    const middle = (category: Category) =>
      runs.map(({ scores }) => scores[category] ?? 0).sort((a, b) => a - b)[RUNS >> 1];
    console.log(row([name, ...CATEGORIES.map(category => String(middle(category)))]));
    const costly = [...new Set(runs.flatMap(run => run.costly))];
    if (costly.length > 0) console.log(`  ${costly.join(' · ')}`);
  }
  await close();
}

async function builds(): Promise<void> {
  console.log('\nBuild (astro build, nothing kept from before)');
  const tell = (name: string, { pages: count, seconds }: Built) =>
    console.log(
      row([name, `${count} pages`, `${seconds.toFixed(1)} s`, `${((seconds / count) * 1000).toFixed(1)} ms a page`]),
    );
  tell('ours, as it is', plain);
  tell('Starlight, the articles', same);
  for (const size of SIZES) {
    if (size > plain.pages) {
      await fillOurs(ours, plain.pages, size);
      tell(`ours, ${size}`, await timeBuild(ours, 'dist/site'));
    }
    await fillStarlight(starlight, size);
    tell(`Starlight, ${size}`, await timeBuild(starlight, 'dist'));
  }
}

function row([first = '', ...rest]: readonly string[]): string {
  return first.padEnd(38) + rest.map(cell => cell.padStart(20)).join('');
}
