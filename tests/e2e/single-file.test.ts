import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captureOf, HOST, Scene } from '../unit/captures/scene.ts';
import { dropping } from './dropped-file.ts';
import { FIREFOX, openFirefox } from './firefox.ts';
import { answerToVerdict, openBrowser, SITE } from './pages.ts';
import { WidgetPage } from './widget-page.ts';

let browser: Browser;
let folder: string;
let address: string;
/** On a stick there is nothing beside the file. */
beforeAll(async () => {
  browser = await openBrowser();
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-stick-'));
  const file = path.join(folder, 'reconnect.html');
  await copyFile(path.join(SITE, '..', 'reconnect.html'), file);
  address = pathToFileURL(file).href;
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

async function openStick(options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const requested: string[] = [];
  const faults: string[] = [];
  context.on('request', request => requested.push(request.url()));
  context.on('weberror', error => faults.push(error.error().message));
  context.on('console', message => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(address);
  return { context, page, requested, faults };
}

/** All that was asked for is the file itself, and what lies in it. */
const beyond = (requested: readonly string[]) =>
  requested.filter(url => !url.startsWith('data:') && url.split('#')[0] !== address);
const shownHeadings = (page: Page) => page.locator('h1:visible').allTextContents();

test('it has about 3 MB and a policy that lets nothing in', async () => {
  expect((await stat(path.join(SITE, '..', 'reconnect.html'))).size).toBeLessThanOrEqual(3.25 * 1024 * 1024);
  const html = await readFile(path.join(SITE, '..', 'reconnect.html'), 'utf8');
  const policy = /http-equiv="content-security-policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|'self'|\*/);
  expect(await readFile(path.join(SITE, 'reconnect.html'), 'utf8')).toBe(html);
});

test('from a stick, without a network: guide, causes, codes and the flow to its verdict', async () => {
  const { context, page, requested, faults } = await openStick();
  expect(await shownHeadings(page)).toHaveLength(1);
  await page.locator('.flagship a[href="#/guides/error-0x4/"]').click();
  await expect.poll(() => shownHeadings(page)).toEqual([expect.stringContaining('0x4')]);
  await page.locator('header nav a[href="#/causes/"]').click();
  await page.locator('a[href="#/causes/port-blocked/"]:visible').first().click();
  await expect.poll(() => page.locator('section:target h1').textContent()).toMatch(/port/i);
  await page.locator('header nav a[href="#/codes/"]').click();
  await page.locator('#filter').fill('516');
  await expect.poll(() => page.locator('.codes > li:visible').count()).toBeLessThan(20);
  await page.locator('a.brand').click();
  await page.locator('rdp-diagnosis textarea').fill('0x204');
  await page.locator('rdp-diagnosis textarea').press('Enter');
  await page.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
  expect(await answerToVerdict(page)).not.toBe('');
  await page.locator('rdp-diagnosis').getByRole('button', { name: 'Send this to someone who can' }).click();
  await expect.poll(() => page.locator('rdp-diagnosis .report').textContent()).toContain('# Remote Desktop report');
  expect(beyond(requested)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test('a capture on the stick → read in the page itself, without a request', async () => {
  const { context, page, requested, faults } = await openStick();
  await page.locator('rdp-diagnosis .ask').waitFor();
  const capture = captureOf(new Scene().client('S').server('RA').packets);
  await page.evaluate(dropping(`document.querySelector('rdp-diagnosis').shadowRoot.querySelector('.ask')`, capture));
  await expect.poll(() => page.locator('rdp-diagnosis .understood').textContent()).toContain(HOST);
  expect(beyond(requested)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test('every link within leads to a section, and every id is there once', async () => {
  const { context, page } = await openStick();
  const { lost, twice } = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
    const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].map(link => link.hash.slice(1));
    return {
      lost: links.filter(id => id !== '' && !ids.includes(decodeURIComponent(id))),
      twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    };
  });
  expect([...new Set(lost)]).toEqual([]);
  expect([...new Set(twice)]).toEqual([]);
  expect(await page.locator('a[href^="/"], [src]:not([src^="data:"]), [poster]:not([poster^="data:"])').count()).toBe(
    0,
  );
  await context.close();
});

test('single file from a disk → another local page finds nothing of the case, unless the person has agreed to it', async () => {
  const { context, page, faults } = await openStick();
  const other = path.join(folder, 'other.html');
  await writeFile(other, '<!doctype html><title>Another local page</title>');
  const keptFor = async () => {
    const spy = await context.newPage();
    await spy.goto(pathToFileURL(other).href);
    const kept = await spy.evaluate(async () => [
      ...Object.keys(localStorage),
      ...(await indexedDB.databases()).map(({ name }) => name),
    ]);
    await spy.close();
    return kept;
  };
  const describe = async (host: string) => {
    await page.goto(`${address}#/`);
    await page.reload();
    await page.locator('rdp-diagnosis textarea').fill(host);
    await page.locator('rdp-diagnosis textarea').press('Enter');
    await page.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
  };
  await describe('secret-pc');
  expect(await keptFor()).toEqual([]);
  await page.locator('#keep').check();
  await describe('agreed-pc');
  await expect.poll(keptFor).toEqual(expect.arrayContaining(['reconnect', 'reconnect:host']));
  await page.locator('#keep').uncheck();
  await expect.poll(keptFor).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test('a link to the flow brings what it knows', async () => {
  const { context, page, faults } = await openStick();
  await page.goto(`${address}#/guides/error-0x4/`);
  const link = page.locator('section:target a[data-known*="code="]').first();
  await link.click();
  await page.locator('rdp-diagnosis .root[data-screen]').waitFor();
  expect(await page.locator('rdp-diagnosis').getAttribute('code')).toContain('0x4');
  expect(faults).toEqual([]);
  await context.close();
});

test.each(['light', 'dark'] as const)('%s: no finding of axe on the start and on the guide', async colorScheme => {
  const { context, page } = await openStick({ colorScheme, reducedMotion: 'reduce' });
  const findings: string[] = [];
  for (const view of ['#/', '#/guides/error-0x4/']) {
    await page.goto(address + view);
    await page.locator('h1:visible').waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    findings.push(...violations.map(({ id, nodes }) => `${view} ${id}: ${nodes[0]?.target.join(' ')}`));
  }
  expect(findings).toEqual([]);
  await context.close();
});

describe.skipIf(!existsSync(FIREFOX))('Firefox', () => {
  test('opens it from a file and goes on to a verdict without a request', async () => {
    const firefox = await openFirefox();
    try {
      const page = await firefox.open(address);
      await page.goto(`${address}#/guides/error-0x4/`);
      expect(await page.evaluate(`document.querySelector('section:target h1').textContent`)).toContain('0x4');
      await page.goto(`${address}#/`);
      const person = new WidgetPage(page);
      await person.screen('describing');
      await person.clicks('.ask .strong');
      await person.screen('asking');
      expect(await person.reachesVerdict()).toMatch(/\w/);
      expect(firefox.requested.filter(url => !/^(?:file|about|data):/.test(url))).toEqual([]);
    } finally {
      await firefox.close();
    }
  });
});

test('single file: what only a page’s own script works → is not in it', async () => {
  const { context, page } = await openStick();
  expect(await page.locator('.view').count()).toBeGreaterThan(60);
  expect(await page.locator('.systems, .host-field, .sheet-act').count()).toBe(0);
  await context.close();
});
