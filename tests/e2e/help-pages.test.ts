import type { BrowserContextOptions, Page } from 'playwright';
import { expect, test } from 'vitest';
import { browser, site } from './opened-site.ts';
import { toQuestion } from './pages.ts';
import { stored } from './stored-cases.ts';

/** The pages that a person meets beside the flow: guides, causes, steps, codes, search, and what of them is printed. */

const PHONE = { width: 360, height: 740 };
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';

async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  await page.goto(site.url + address);
  return page;
}

const commandsShown = async (page: Page) => (await page.locator('.command code:visible').allTextContents()).join('\n');

test('systems: a page on a Windows PC → Windows stands open and the others are folded, until their button is pressed', async () => {
  const page = await open('steps/port-test/', { userAgent: WINDOWS });
  expect(await page.locator('#systems [value="windows"]').isChecked()).toBe(true);
  expect(await commandsShown(page)).toContain('Test-NetConnection');
  expect(await commandsShown(page)).not.toContain('nc -vz');
  await page.locator('button.others').click();
  expect(await commandsShown(page)).toContain('nc -vz -G 5');
  await page.emulateMedia({ media: 'print' });
  expect(await commandsShown(page)).toContain('nc -vz -w 5');
  await page.context().close();
});

test('systems: what was chosen on one page → opens its part on every other page', async () => {
  const page = await open('steps/port-test/', { userAgent: WINDOWS });
  await page.locator('#systems label', { hasText: 'Mac' }).click();
  expect(await commandsShown(page)).toContain('nc -vz -G 5');
  expect(await commandsShown(page)).not.toContain('Test-NetConnection');
  await page.goto(`${site.url}causes/client-sandbox/`);
  expect(await page.locator('#systems [value="mac"]').isChecked()).toBe(true);
  expect(await page.getByText('System Settings → Privacy & Security').first().isVisible()).toBe(true);
  expect(await page.getByText('flatpak info').isVisible()).toBe(false);
  await page.context().close();
});

test('systems: what was chosen on a page → is what the first thing to do in the flow is for, whatever the browser says', async () => {
  const page = await open('causes/client-sandbox/', { userAgent: WINDOWS });
  const firstThing = async () => {
    await page.goto(`${site.url}diagnose/`);
    await page.locator('rdp-diagnosis #heading').waitFor();
    await page.locator('rdp-diagnosis').evaluate(flow => flow.setAttribute('cause', 'client-sandbox'));
    return page.locator('rdp-diagnosis .remedy .ours').first().textContent();
  };
  expect(await firstThing()).not.toContain('System Settings → Privacy & Security');
  await page.goto(`${site.url}causes/client-sandbox/`);
  await page.locator('#systems label', { hasText: 'Mac' }).click();
  expect(await firstThing()).toContain('System Settings → Privacy & Security');
  await page.context().close();
});

test('systems: what is done at the remote PC → is never folded by what the person sits at', async () => {
  const page = await open('steps/host-status/', { userAgent: WINDOWS });
  expect(await page.locator('.elsewhere').count()).toBe(0);
  await page.goto(`${site.url}causes/port-blocked/`);
  expect(await page.getByText('Remote PC with Linux:').isVisible()).toBe(true);
  await page.context().close();
});

test('cause page: wide → where, who, how long and the question stay in sight; narrow → they come before the text', async () => {
  const page = await open('causes/port-blocked/', { viewport: { width: 1280, height: 800 } });
  const card = page.locator('.side-card');
  await page.evaluate(() => scrollTo(0, 1200));
  const inSight = await card.boundingBox();
  expect(inSight?.y).toBeGreaterThanOrEqual(0);
  expect((inSight?.y ?? 0) + (inSight?.height ?? 0)).toBeLessThanOrEqual(800);
  await page.setViewportSize(PHONE);
  await page.evaluate(() => scrollTo(0, 0));
  const text = await page.locator('.prose h2').first().boundingBox();
  expect((await card.boundingBox())?.y).toBeLessThan(text?.y ?? 0);
  await page.locator('.to-fix').click();
  await expect.poll(async () => (await page.locator('#how-to-fix-it').boundingBox())?.y).toBeLessThan(PHONE.height / 2);
  await page.context().close();
});

test('search: words → each hit stands under its kind and is marked; an empty field → what most people come for', async () => {
  const page = await open('search/');
  expect(await page.locator('#most-asked a').count()).toBe(4);
  await page.fill('#query', 'firewall');
  await page.locator('#results mark').first().waitFor();
  const kinds = await page.locator('#results h2').allTextContents();
  expect(kinds).toContain('Causes');
  expect(new Set(kinds).size).toBe(kinds.length);
  const marked = await page.locator('#results mark').allTextContents();
  expect(marked.filter(word => !/^firewal/i.test(word))).toEqual([]);
  expect(await page.locator('#results section > .entries > li').count()).toBeLessThanOrEqual(4 * kinds.length);
  expect(await page.locator('#most-asked').isVisible()).toBe(false);
  await page.context().close();
});

test('start page: a person with an open case at 360 px → the field’s button is on the first screen', async () => {
  const page = await open('diagnose/#progress=nothing', { viewport: PHONE });
  await toQuestion(page);
  await expect.poll(async () => (await stored(page)).length).toBe(1);
  await page.goto(site.url);
  await page.locator('#open-case .button').waitFor();
  const button = await page.locator('#start button.strong').boundingBox();
  expect((button?.y ?? PHONE.height) + (button?.height ?? 0)).toBeLessThan(PHONE.height);
  await page.context().close();
});

test('header: while the site is stored → nothing is said, then that it works offline', async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const said: string[] = [];
    Reflect.set(window, 'said', said);
    new MutationObserver(() => {
      const words = document.getElementById('offline-state')?.textContent ?? '';
      if (words !== '' && words !== said.at(-1)) said.push(words);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator('#offline-state[data-state="ready"]').waitFor();
  expect(await page.evaluate(() => Reflect.get(window, 'said'))).toEqual(['Works offline']);
  await context.close();
});

const pagesOf = (pdf: Buffer) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

test('print: the six steps of a guide → a sheet of two pages with nothing else on it', async () => {
  const page = await open('guides/error-0x4/', { userAgent: WINDOWS });
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await page.locator('#print-steps').click();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.step h3:visible').count()).toBe(6);
  expect(await page.locator('.tries').isVisible()).toBe(false);
  expect(await page.locator('.prose > h2:visible').count()).toBe(0);
  expect(pagesOf(await page.pdf({ format: 'A4' }))).toBeLessThanOrEqual(2);
  await page.context().close();
});

test('print: a report → one page with its line and no control', async () => {
  const page = await open('diagnose/#code=mac-client:0x4&progress=nothing');
  await toQuestion(page);
  await expect.poll(async () => (await stored(page)).length).toBe(1);
  await page.goto(`${site.url}report/`);
  await page.locator('#report .line').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#report .line').isVisible()).toBe(true);
  expect(await page.locator('main :is(button, input, a):visible').count()).toBe(0);
  expect(pagesOf(await page.pdf({ format: 'A4' }))).toBe(1);
  await page.context().close();
});

test('hand-over: the case is sent to someone → it is read as a page, and the text to copy is folded under it', async () => {
  const page = await open('diagnose/#code=mac-client:0x4&progress=nothing');
  await toQuestion(page);
  const flow = page.locator('rdp-diagnosis');
  await flow.locator('.enough').click();
  await flow.locator('.root[data-screen="concluded"]').waitFor();
  await flow.getByRole('button', { name: 'Send this to someone who can' }).first().click();
  await flow.locator('.sheet').waitFor();
  const shown = (await flow.locator('.sheet').textContent()) ?? '';
  expect(shown).toContain('0x4 (Mac app)');
  expect(shown).not.toMatch(/\*\*|mac-client:|T\d\d:\d\d:\d\d/);
  expect(await flow.locator('.report').isVisible()).toBe(false);
  expect(await flow.locator('.report').textContent()).toContain('# Remote Desktop report');
  await page.context().close();
});
