import { appendFile, cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildServiceWorker } from '../../site/build-service-worker.ts';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { captureOf, HOST, Scene } from '../unit/captures/scene.ts';
import { dropping } from './dropped-file.ts';
import { answerToVerdict, openBrowser, SITE, untilStored, type Watched, watchedContext } from './pages.ts';
import { freePort } from './ports.ts';

const REFUSED = captureOf(new Scene().client('S').server('RA').packets);

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-offline-'));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Visit extends Watched {
  readonly site: ServedSite;
  readonly page: Page;
}

/** A visit, and nothing more: the page of the start, until it says that everything is stored. */
async function firstVisit(dir = SITE): Promise<Visit> {
  const site = await serveSite({ dir, port: await freePort() });
  const watched = await watchedContext(browser, [new URL(site.url).origin]);
  const page = await watched.context.newPage();
  await page.goto(site.url);
  await untilStored(page);
  return { ...watched, page, site };
}

async function copyOfSite(): Promise<string> {
  const dir = await mkdtemp(path.join(folder, 'site-'));
  await cp(SITE, dir, { recursive: true });
  return dir;
}

/** Runs in the page before everything else: each state of the storing that a person could see. */
function noteStoring(): void {
  const seen: string[][] = [];
  Reflect.set(window, 'seen', seen);
  const text = (part: string) => document.getElementById(`stored-${part}`)?.textContent ?? '';
  new MutationObserver(() => {
    const now = ['state', 'files', 'size', 'version'].map(text);
    if (now.join() !== seen.at(-1)?.join()) seen.push(now);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Addresses under which the browser has stored somebody else's page. */
function hotelPagesStored(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys())
      for (const response of await (await caches.open(name)).matchAll())
        if ((await response.text()).includes('Hotel sign-in')) found.push(response.url);
    return found;
  });
}

const headingOf = (page: Page) => page.locator('h1').first().textContent();

describe('after one visit, with the server gone', () => {
  let visit: Visit;
  let page: Page;
  let url: string;
  beforeAll(async () => {
    visit = await firstVisit();
    url = visit.site.url;
    await visit.site.close();
    await visit.page.close();
  });
  beforeEach(async () => {
    page = await visit.context.newPage();
  });
  afterEach(() => page?.close());
  afterAll(() => visit?.context.close());

  /** Somebody else where the site was, until the test has seen what becomes of it. */
  async function besides(answer: http.RequestListener, look: () => Promise<unknown>): Promise<void> {
    const other = http.createServer(answer);
    await new Promise<void>(resolve => other.listen(Number(new URL(url).port), '127.0.0.1', resolve));
    try {
      await look();
    } finally {
      other.closeAllConnections();
      await new Promise(resolve => other.close(resolve));
    }
  }

  describe('without a network', () => {
    beforeAll(() => visit.context.setOffline(true));
    afterAll(() => visit.context.setOffline(false));

    test('pages, search, flow, report and single file work', async () => {
      for (const address of [
        'guides/error-0x4/',
        'guides/error-0x4',
        'guides/error-0x4/?from=mail',
        'guides/error-0x4/index.html',
      ]) {
        await page.goto(url + address);
        expect(await headingOf(page)).toContain('0x4');
      }
      await page.goto(`${url}nowhere/at/all`);
      expect(await headingOf(page)).toContain('find that page');
      await page.goto(`${url}search/#q=516`);
      await page.locator('#results a[href*="0x204"]').first().waitFor();
      await page.goto(`${url}diagnose/#progress=nothing`);
      await page.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
      expect(await answerToVerdict(page)).not.toBe('');
      await page.goto(`${url}diagnose/#code=mac-client:0x4`);
      await page.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
      await expect.poll(() => page.locator('rdp-diagnosis [part~="history"]').textContent()).toContain('0x4');
      expect(await answerToVerdict(page)).not.toBe('');
      await page.goto(`${url}report/`);
      await page.locator('#report dl').waitFor();
      const [report] = await Promise.all([page.waitForEvent('download'), page.click('#report-html')]);
      expect(await readFile(await report.path(), 'utf8')).toMatch(/^<!doctype html>/);
      await page.goto(`${url}offline/`);
      const [single] = await Promise.all([page.waitForEvent('download'), page.click('#single')]);
      expect((await stat(await single.path())).size).toBeGreaterThan(500_000);
      await expect.poll(() => page.locator('#stored-state').textContent()).toContain('stored');
      expect(await page.locator('#stored-size').textContent()).toMatch(/MB|KB/);
    });

    test('a capture is read, by the worker that the first visit stored', async () => {
      await page.goto(url);
      const worker = page.waitForEvent('worker');
      await page.evaluate(dropping(`document.querySelector('.ask')`, REFUSED));
      expect((await worker).url()).toBe(`${url}widget/reconnect-evidence-worker.js`);
      await expect.poll(() => page.locator('#read .ticks').textContent()).toContain(HOST);
    });

    test('the recording plays to any second of it, with its captions', async () => {
      await page.goto(`${url}guides/error-0x4/`);
      const asked: string[] = [];
      page.on('request', request => asked.push(new URL(request.url()).pathname));
      await page.reload();
      const film = page.locator('.walkthrough video');
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter(address => address.endsWith('.webm'))).toEqual([]);
      const played = await film.evaluate(playToItsEnd);
      expect(played.at).toBeGreaterThan(played.lasts - 4);
      expect(played.captions).toBeGreaterThan(5);
      expect(played).toMatchObject({ width: 480, shown: 'showing' });
    });
  });

  test('a portal that answers every address is never stored and never shown as ours', async () => {
    const portal: http.RequestListener = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Hotel</title><h1>Hotel sign-in</h1>');
    };
    await besides(portal, async () => {
      for (const address of ['', 'guides/error-0x4/', 'diagnose/', 'codes/', 'nowhere/', 'causes']) {
        await page.goto(url + address);
        expect(await page.title()).not.toContain('Hotel');
      }
      await page.evaluate(async () => (await navigator.serviceWorker.ready).update().catch(() => undefined));
      await page.goto(`${url}guides/`);
      expect(await page.title()).not.toContain('Hotel');
      expect(await hotelPagesStored(page)).toEqual([]);
    });
  });

  test.each<[how: string, answer: http.RequestListener]>([
    ['answers nothing', () => undefined],
    ['answers late, and with the half of a page', (_, response) => void response.write('<h1>Half')],
  ])('a network that %s changes nothing', async (_, answer) => {
    await besides(answer, async () => {
      for (const address of ['guides/error-0x4/', 'codes/', 'causes']) {
        await page.goto(url + address);
        expect(await headingOf(page)).not.toContain('Half');
      }
      await page.goto(`${url}nowhere/at/all`);
      expect(await headingOf(page)).toContain('find that page');
      await page.goto(`${url}diagnose/#progress=nothing`);
      expect(await answerToVerdict(page)).not.toBe('');
    });
  });

  test('nobody else was asked, and no policy was broken', () => {
    expect([...visit.foreignRequests, ...visit.faults]).toEqual([]);
  });
});

/** Runs in the page. */
async function playToItsEnd(element: HTMLElement | SVGElement) {
  if (!(element instanceof HTMLVideoElement)) throw new Error('there is no recording');
  const video = element;
  const until = (name: string) =>
    new Promise<void>((resolve, reject) => {
      video.addEventListener(name, () => resolve(), { once: true });
      video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
    });
  const known = until('loadedmetadata');
  video.muted = true;
  await video.play();
  await known;
  const sought = until('seeked');
  video.currentTime = video.duration - 3;
  await sought;
  video.pause();
  const [captions] = video.textTracks;
  return {
    at: video.currentTime,
    lasts: video.duration,
    width: video.videoWidth,
    captions: captions?.cues?.length ?? 0,
    shown: captions?.mode,
  };
}

test('a first visit to the page about the store shows how it fills, and then what is in it', async () => {
  const site = await serveSite({ dir: SITE, port: await freePort() });
  const { context, faults } = await watchedContext(browser, [new URL(site.url).origin]);
  await context.addInitScript(noteStoring);
  const page = await context.newPage();
  await page.goto(`${site.url}offline/`);
  await untilStored(page);
  await expect.poll(() => page.locator('#stored-state').textContent()).toMatch(/^Everything is stored/);
  const seen = await page.evaluate(() => Reflect.get(window, 'seen') as string[][]);
  const filling = seen.filter(([, files]) => / of /.test(files ?? ''));
  expect(filling.length).toBeGreaterThan(5);
  expect(filling.every(([state, , size]) => state === 'Storing now.' && /^[\d.]+ [KM]B$/.test(size ?? ''))).toBe(true);
  const rising = (numbers: readonly number[]) => numbers.every((number, at) => number > (numbers[at - 1] ?? 0));
  expect(rising(filling.map(([, files]) => Number.parseInt(files ?? '', 10)))).toBe(true);
  // What was counted on the way is what the store holds in the end, up to the files since the last word.
  const [last, whole] = [filling, seen].map(states => Number.parseFloat(states.at(-1)?.[2] ?? ''));
  expect(last).toBeGreaterThan(0.9 * (whole ?? 0));
  expect(last).toBeLessThanOrEqual(whole ?? 0);
  expect(await page.locator('#stored-version').textContent()).toMatch(/^[0-9a-f]{8}$/);
  expect(await page.locator('#stored-bar').evaluate((bar: HTMLProgressElement) => bar.position)).toBe(1);
  expect(faults).toEqual([]);
  await context.close();
  await site.close();
});

test('a first visit on which a portal puts its page in the place of one of ours stores nothing of it', async () => {
  const dir = await copyOfSite();
  await writeFile(path.join(dir, 'guides', 'index.html'), '<h1>Hotel sign-in</h1>');
  const site = await serveSite({ dir, port: await freePort() });
  const { context } = await watchedContext(browser, [new URL(site.url).origin]);
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator('#offline-state[data-state="failed"]').waitFor({ timeout: 60_000 });
  await page.goto(`${site.url}offline/`);
  await expect.poll(() => page.locator('#stored-state').textContent()).toMatch(/^Nothing is stored/);
  expect(await hotelPagesStored(page)).toEqual([]);
  await context.close();
  await site.close();
});

test('a newer version is offered, taken by a click, and never asked for in the middle of a case', async () => {
  const dir = await copyOfSite();
  const { context, page, site } = await firstVisit(dir);
  const { url } = site;
  await appendFile(path.join(dir, 'guides', 'index.html'), '<p id="newer">newer</p>');
  await buildServiceWorker(dir);
  const inCase = await context.newPage();
  await inCase.goto(`${url}diagnose/`);
  await page.goto(`${url}guides/`);
  expect(await page.locator('#newer').count()).toBe(0);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await page.locator('.update button').waitFor({ timeout: 60_000 });
  expect(await inCase.locator('.update').count()).toBe(0);
  await page.locator('.update button').click();
  await page.locator('#newer').waitFor();
  expect(await page.locator('.update').count()).toBe(0);
  await context.close();
  await site.close();
});
