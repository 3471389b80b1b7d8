import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { serveSite } from '../../../site/serve.ts';
import { EVIDENCE_WORKER_FILE } from '../../../site/widget/lazy/evidence-worker-file.ts';
import { openBrowser } from '../../e2e/pages.ts';

interface Frames {
  readonly seconds: number;
  readonly frames: number;
  readonly longestMs: number;
  /** Frames that came later than two of sixty a second. */
  readonly late: number;
}

/** What it is for a page to read a file; `grownMb` is what its process grew by at most: a peak before it counts too. */
export interface PageReading {
  readonly rest: Frames;
  readonly reading: Frames;
  readonly grownMb: number;
}

/** The page is looked at so long before the file is chosen. */
const REST_MS = 5_000;

/** In the page: when each of its frames was drawn. */
const NOTE_FRAMES = `(() => {
  window.drawnAt = [performance.now()];
  const note = now => { window.drawnAt.push(now); requestAnimationFrame(note); };
  requestAnimationFrame(note);
})()`;

/**
 * Reads the file in the guide's start field: the frames that the page draws at rest, and until the facts stand there. Where
 * the worker's script is `withheld`, it is the page that reads.
 */
export async function readInPage(file: string, { withheld }: { readonly withheld: boolean }): Promise<PageReading> {
  const site = await serveSite({ dir: path.resolve(import.meta.dirname, '../../../dist/site'), port: 0 });
  const browser = await openBrowser();
  const context = await browser.newContext({ serviceWorkers: 'block' });
  if (withheld) await context.route(`**/${EVIDENCE_WORKER_FILE}`, route => route.abort());
  const page = await context.newPage();
  await page.goto(site.url, { waitUntil: 'networkidle' });
  // The driver's own script comes into the page with its first command, and is no part of the reading.
  await page.setInputFiles('#file', []);
  await page.evaluate(NOTE_FRAMES);
  await page.waitForTimeout(REST_MS);
  const memory = await watchMemory(browser);
  const rest = await framesSoFar(page);
  await page.setInputFiles('#file', file);
  await page.locator('#read .ticks li').nth(1).waitFor();
  const reading = await framesSoFar(page);
  const grownMb = memory.grownMb();
  await browser.close();
  await site.close();
  return { rest, reading, grownMb };
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

/** The processes that pages run in, as Linux counts their memory: what they hold now, and the most that they ever held. */
async function watchMemory(browser: Browser): Promise<{ readonly grownMb: () => number }> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const ids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  if (ids.length === 0) throw new Error('the browser names no process of a page');
  const sumMb = (field: string) =>
    ids.reduce((sum, id) => {
      const found = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${id}/status`, 'utf8'));
      if (found === null) throw new Error(`/proc/${id}/status has no ${field}`);
      return sum + Number(found[1]) / 1024;
    }, 0);
  const before = sumMb('VmRSS');
  return { grownMb: () => sumMb('VmHWM') - before };
}
