import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSite } from '../../.tasks/build.ts';
import { article } from './articles.ts';
import { answerToVerdict, openBrowser, SITE, untilStored, type Watched, watchedContext } from './pages.ts';
import { type PlainHost, servePlain } from './plain-host.ts';

const BASE = '/help';
/** Beside the built site, since a build has to find its packages from where it writes. */
const folder = path.resolve(SITE, '../sub-path');
let host: PlainHost;
let closed = false;
let watched: Watched;
let page: Page;
const url = (address = '') => `${host.origin}${BASE}/${address}`;

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await buildSite(folder, BASE);
  host = await servePlain(
    { [BASE]: path.join(folder, 'site') },
    {
      '/article/': article(
        `<rdp-diagnosis code="mac-client:0x4" knowledge="${BASE}/knowledge.json"></rdp-diagnosis><script type="module" src="${BASE}/widget/reconnect.js"></script>`,
      ),
      '/framed/': article(`<iframe src="${BASE}/embed/?code=0x204" title="Help" width="600" height="800"></iframe>`),
      '/listen.js': 'var faults = [];',
    },
  );
  const browser = await openBrowser();
  watched = await watchedContext(browser, [host.origin]);
  page = await watched.context.newPage();
});
afterAll(async () => {
  await watched?.context.browser()?.close();
  if (!closed) await host?.close();
  await rm(folder, { recursive: true, force: true });
});

const shown = (selector = 'rdp-diagnosis .root[data-screen]') => page.locator(selector).first().waitFor();

test('no address leaves the sub-path, in pages, knowledge, search and the single file', async () => {
  const site = path.join(folder, 'site');
  const files = (await readdir(site, { recursive: true })).filter(file =>
    /\.(?:html|json|webmanifest|css)$/.test(file),
  );
  const outside = new Set<string>();
  for (const file of files) {
    const text = (await readFile(path.join(site, file), 'utf8')).replaceAll('\\"', '"');
    for (const [, found = ''] of text.matchAll(
      /(?:\s(?:href|src|srcset|action|poster|knowledge|data-[a-z]+)="|"(?:address|url|src|start_url|action|codes)":"|url\(["']?)(\/[^"')]*)/g,
    ))
      if (!found.startsWith(`${BASE}/`)) outside.add(`${file}: ${found}`);
  }
  expect(files.length).toBeGreaterThan(500);
  expect([...outside].slice(0, 20)).toEqual([]);
});

async function fromGuideToVerdict(guide: string): Promise<void> {
  await page.goto(url(guide));
  await page.locator('article a[href*="/diagnose/"]').first().click();
  await shown();
  await page.goto(url('diagnose/#progress=nothing'));
  await shown('rdp-diagnosis .root[data-screen="asking"]');
  expect(await answerToVerdict(page)).not.toBe('');
}

test('start, guide, search and the flow to its verdict work on a host that only hands out files', async () => {
  await page.goto(url());
  await page.fill('#seen', '0x204');
  await expect.poll(() => page.locator('#read').textContent()).toMatch(/0x204/);
  await page.press('#seen', 'Enter');
  await shown();
  expect(page.url()).toContain(url('diagnose/#'));
  await fromGuideToVerdict('guides/error-0x4/');
  await page.goto(url('search/#q=516'));
  await page.locator('#results a[href*="0x204"]').first().click();
  await shown('article h1');
  expect(page.url()).toMatch(new RegExp(`^${url('codes/')}.*/0x204/$`));
  await page.goto(url('codes/index.html'));
  await shown('.codes > li');
  expect(host.missed).toEqual([]);
});

test('everything that the manifest names is there, under the sub-path', async () => {
  await page.goto(url());
  const address = await page.locator('link[rel="manifest"]').evaluate((link: HTMLLinkElement) => link.href);
  const manifest = await (await page.request.get(address)).json();
  expect([manifest.id, manifest.start_url, manifest.scope]).toEqual(Array(3).fill(`${BASE}/`));
  expect(manifest.share_target.action).toBe(`${BASE}/share/`);
  const named = [
    manifest.start_url,
    ...[...manifest.icons, ...manifest.shortcuts].map(({ src, url: to }) => src ?? to),
  ];
  expect(named.length).toBeGreaterThan(6);
  for (const one of named) expect((await page.request.get(new URL(one, address).href)).status(), one).toBe(200);
});

test('a help article of the same host embeds it, as an element and as a frame', async () => {
  await page.goto(`${host.origin}/article/`);
  expect(await answerToVerdict(page)).not.toBe('');
  await page.goto(`${host.origin}/framed/`);
  const frame = page.frameLocator('iframe');
  await frame.locator('rdp-diagnosis .root[data-screen]').waitFor();
  expect(await frame.locator('rdp-diagnosis').getAttribute('code')).toBe('0x204');
  expect(host.missed).toEqual([]);
});

test('after the first visit all of it works with the host gone, with and without index.html', async () => {
  await page.goto(url());
  await untilStored(page);
  await host.close();
  closed = true;
  await watched.context.setOffline(true);
  for (const address of ['', 'index.html', 'codes/', 'codes/index.html', 'codes', 'steps/port-test/index.html']) {
    await page.goto(url(address));
    await shown('h1');
    expect(await page.title(), address).toContain('Reconnect');
    expect(await page.locator('h1').first().textContent(), address).not.toContain('find that page');
  }
  await page.goto(url('nowhere/'));
  expect(await page.locator('h1').first().textContent()).toContain('find that page');
  await fromGuideToVerdict('guides/error-0x4/index.html');
  await page.goto(url('search/#q=516'));
  await page.locator('#results a[href*="0x204"]').first().waitFor();
});

test('what another app shares opens the flow there, with the host gone', async () => {
  await page.goto(url('offline/'));
  await page.evaluate(action => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'POST', action, enctype: 'multipart/form-data' });
    const text = Object.assign(document.createElement('textarea'), { name: 'text', value: 'Error code: 0x204' });
    form.append(text);
    document.body.append(form);
    form.submit();
  }, `${BASE}/share/`);
  // It waits for the person: nothing is used before this.
  await page
    .locator('#read')
    .getByText(/shared this/)
    .waitFor();
  await page.locator('#start [type="submit"]').click();
  await shown();
  expect(page.url()).toContain(url('diagnose/#'));
});

test('nobody else was asked and no policy was broken', () => {
  expect([...watched.foreignRequests, ...watched.faults]).toEqual([]);
});
