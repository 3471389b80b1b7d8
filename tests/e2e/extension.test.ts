import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { type Extended, KNOWLEDGE, openExtended } from './chromium.ts';
import { addressIn, check, dispatch, openPage, stopWorker, store, stored, workerOf } from './extension.ts';

let practice: Practice;
let browser: Extended;
let words: Readonly<Record<string, string>>;
beforeAll(async () => {
  practice = await startPracticeHosts({ only: ['healthy-nla', 'refused', 'mute'] });
  browser = await openExtended({ helper: true });
  words = JSON.parse(await readFile(KNOWLEDGE, 'utf8')).words.ui;
});
afterAll(async () => {
  await browser?.close();
  await practice?.close();
});

const home = async (): Promise<Page> => {
  const page = await browser.openPopup();
  await page.locator('#home').click();
  await page.locator('#idle').waitFor();
  return page;
};
const healthy = () => addressIn(practice, 'healthy-nla');
const recent = (target: string, sentence: string) => ({
  target,
  checkedAt: Date.now(),
  elapsedMs: 12,
  places: Array(5).fill('passed'),
  sentence,
});

test('a check goes on when the browser stops the background in the middle of it', async () => {
  const page = await home();
  await check(page, addressIn(practice, 'mute'));
  const places = page.locator('rdp-diagnosis .path li:not(.end)');
  await places.nth(2).and(page.locator('[data-state="passed"]')).waitFor();
  await stopWorker(page);
  await page.locator('#result[data-state="failed"]').waitFor();
  expect(await stored(browser, 'session', 'last')).toMatchObject({ target: addressIn(practice, 'mute') });
  await page.close();
});

test('the background that was stopped is there again for the next check', async () => {
  const page = await home();
  await page.locator('#helper-word:disabled').waitFor();
  await stopWorker(page);
  await check(page, healthy());
  await page.locator('#result[data-state="passed"]').waitFor();
  await page.close();
});

test('the list under the field is the completion: it narrows, Tab completes, the arrows go there', async () => {
  await store(browser, 'local', {
    recent: [recent('office-pc', 'All passed.'), recent('server-7', 'All passed.')],
    settings: { pinned: [healthy(), 'office-server'] },
  });
  const page = await home();
  const listed = () => page.locator('#recents li b').allTextContents();
  expect(await listed()).toEqual([healthy(), 'office-server', 'office-pc', 'server-7']);
  await page.locator('#said').pressSequentially('office');
  expect(await listed()).toEqual(['office-server', 'office-pc']);
  await page.keyboard.press('Tab');
  expect(await page.locator('#said').inputValue()).toBe('office-server');
  await page.locator('#said').fill('server');
  // What begins with it comes first.
  expect(await listed()).toEqual(['server-7', 'office-server']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await page.locator(':focus b').textContent()).toBe('office-server');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect(await page.locator('#said:focus').count()).toBe(1);
  await page.locator('#said').fill('127');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('#result[data-state="passed"]').waitFor();
  await page.close();
});

test('two checks of a host are compared in a sentence', async () => {
  await store(browser, 'local', { recent: [], checks: {} });
  const page = await home();
  await check(page, healthy());
  await page.locator('#result[data-state="passed"]').waitFor();
  expect(await page.locator('#compare').isHidden()).toBe(true);
  await page.locator('#again').click();
  await page.locator('#compare').waitFor();
  // As if the host had been silent the last time.
  const checks = Object(await stored(browser, 'local', 'checks'));
  const [now, before] = checks[healthy()];
  const stages = [{ stage: 'port', outcome: 'failed', elapsedMs: 3000 }];
  const findings = [{ question: 'port', answer: 'silent', source: 'probe', stage: 'port' }];
  await store(browser, 'local', { checks: { [healthy()]: [now, { ...before, stages, findings }] } });
  await page.locator('#compare').click();
  await page.locator('#comparison').waitFor();
  expect((await page.locator('#comparison-sentence').textContent())?.trim()).not.toBe('');
  await page.locator('#comparison-rows tr[data-change="better"]').first().waitFor();
  await page.close();
});

test('the whole flow in a page of its own is the same case', async () => {
  const page = await home();
  await check(page, addressIn(practice, 'refused'));
  await page.locator('rdp-diagnosis .answers').waitFor();
  const heading = await page.locator('rdp-diagnosis #heading').textContent();
  const opened = browser.context.waitForEvent('page');
  await page.locator('#tab').click();
  const tab = await opened;
  await tab.locator('rdp-diagnosis .answers').waitFor();
  expect(await tab.locator('rdp-diagnosis #heading').textContent()).toBe(heading);
  expect(await tab.locator('#result-target').textContent()).toBe(addressIn(practice, 'refused'));
  await tab.close();
});

test('an .rdp file may be dropped anywhere', async () => {
  const page = await home();
  const text = `full address:s:${healthy()}\r\nusername:s:ann\r\n`;
  await page.evaluate(text => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'office.rdp'));
    document
      .querySelector('footer')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, text);
  await page.locator('rdp-diagnosis .root[data-screen]').waitFor();
  await expect.poll(() => page.locator('rdp-diagnosis .root').textContent()).toContain(healthy());
  await page.close();
});

test.each<[name: string, link: string, target: () => string]>([
  ['an rdp: link', 'rdp://full%20address=s:TARGET&audiomode=i:2', healthy],
  ['an ms-rd: link', 'ms-rd:full%20address=s:TARGET', healthy],
])('%s leads to its host', async (_, link, target) => {
  await store(browser, 'session', { last: {} });
  const linkUrl = link.replace('TARGET', target());
  await dispatch(browser, 'contextMenus.onClicked', { menuItemId: 'check-link', linkUrl });
  await expect
    .poll(() => stored(browser, 'session', 'last'), { timeout: 20_000 })
    .toMatchObject({ target: target(), places: Array(5).fill('passed') });
});

test('the address bar suggests known hosts, and what a host said stays text there', async () => {
  const hostile = 'Broken <b>at</b> the "host" & more.';
  await store(browser, 'local', {
    settings: {},
    recent: [recent('office-pc', hostile), recent('server-7', 'All passed.')],
  });
  const worker = await workerOf(browser);
  const suggested = await worker.evaluate(
    () => new Promise(resolve => Reflect.get(globalThis, 'chrome').omnibox.onInputChanged.dispatch('off', resolve)),
  );
  expect(suggested).toEqual([
    {
      content: 'office-pc',
      description: 'office-pc: Broken &lt;b&gt;at&lt;/b&gt; the &quot;host&quot; &amp; more.',
    },
  ]);
});

test('without hosts, without history, without a case the popup is the field and one sentence', async () => {
  await store(browser, 'local', { recent: [], settings: {} });
  const page = await home();
  await page.locator('#recent').waitFor({ state: 'hidden' });
  expect(await page.locator('#hint').textContent()).toBe(words['popup.hint']);
  await page.close();
});

test('the page for the side panel is the popup with room', async () => {
  const page = await openPage(browser, 'page.html');
  await page.setViewportSize({ width: 420, height: 800 });
  await page.locator('header').waitFor();
  const free = await page.evaluate(() => document.documentElement.clientWidth - document.body.offsetWidth);
  expect(free).toBe(0);
  expect(await page.locator('#tab').isHidden()).toBe(true);
  await page.close();
});
