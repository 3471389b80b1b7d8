import path from 'node:path';
import type { Page } from 'playwright';
import { serveSite } from '../../../site/serve.ts';
import { openBrowser } from '../../e2e/pages.ts';

interface Frames {
  readonly seconds: number;
  readonly frames: number;
  readonly longestMs: number;
  /** Frames that came later than two of sixty a second. */
  readonly late: number;
}

/** The page is looked at so long before the file is chosen. */
const REST_MS = 5_000;

/** In the page: when each of its frames was drawn. */
const NOTE_FRAMES = `(() => {
  window.drawnAt = [performance.now()];
  const note = now => { window.drawnAt.push(now); requestAnimationFrame(note); };
  requestAnimationFrame(note);
})()`;

/** Reads the file in the guide's start field: the frames that the page draws at rest, and until the facts stand there. */
export async function readInPage(file: string): Promise<{ readonly rest: Frames; readonly reading: Frames }> {
  const site = await serveSite({ dir: path.resolve(import.meta.dirname, '../../../dist/site'), port: 0 });
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(site.url, { waitUntil: 'networkidle' });
  await page.evaluate(NOTE_FRAMES);
  await page.waitForTimeout(REST_MS);
  const rest = await framesSoFar(page);
  await page.setInputFiles('#file', file);
  await page.locator('#read .ticks li').nth(1).waitFor();
  const reading = await framesSoFar(page);
  await browser.close();
  await site.close();
  return { rest, reading };
}

/** Since the last look. */
async function framesSoFar(page: Page): Promise<Frames> {
  const times: readonly number[] = await page.evaluate('window.drawnAt.splice(0, window.drawnAt.length - 1)');
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return {
    seconds: ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000,
    frames: gaps.length,
    longestMs: Math.max(...gaps),
    late: gaps.filter(gap => gap > 34).length,
  };
}
