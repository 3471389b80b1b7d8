import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page, Worker } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { NATIVE_HOST } from '../../extension/wire/identity.ts';
import { type Extended, HELPER, KNOWLEDGE, openExtended, registerHelper } from './chromium.ts';
import { MAY_MOUNT, openCompany } from './company.ts';
import { helperProcesses } from './helper-processes.ts';
import { FAULTS } from './helper-states.ts';
import { type Missing, type Server, startShadow, startXrdp } from './servers.ts';

let practice: Practice;
let words: Readonly<Record<string, string>>;
beforeAll(async () => {
  practice = await startPracticeHosts({ only: ['healthy-nla', 'refused', 'dropped', 'mute'] });
  words = JSON.parse(await readFile(KNOWLEDGE, 'utf8')).words.ui;
});
afterAll(async () => {
  await practice?.close();
});

const addressOf = (id: string) => {
  const found = practice.hosts.find(host => host.id === id);
  if (found === undefined) throw new Error(`no practice host ${id}`);
  return `${found.host}:${found.port}`;
};
const check = async (page: Page, text: string) => {
  await page.locator('#said').fill(text);
  await page.locator('#target button').click();
};
const flow = (page: Page) => page.locator('rdp-diagnosis .root');
const places = (page: Page) => page.locator('rdp-diagnosis .path li:not(.end)');

describe('with the helper', () => {
  let browser: Extended;
  beforeAll(async () => {
    browser = await openExtended({ helper: true });
  });
  afterAll(() => browser?.close());

  test('a healthy host is told so, and is there again among the recent ones', async () => {
    const page = await browser.openPopup();
    await page.locator('#helper-word:disabled').waitFor();
    await check(page, addressOf('healthy-nla'));
    await page.locator('#result[data-state="passed"]').waitFor();
    await page.locator('#home').click();
    const recent = page.locator('#recents button').first();
    expect(await recent.locator('b').textContent()).toBe(addressOf('healthy-nla'));
    await recent.click();
    await page.locator('#result[data-state="passed"]').waitFor();
    await page.close();
  });

  test.for<[name: string, start: () => Promise<Server | Missing>]>([
    ['xrdp', () => startXrdp('negotiate')],
    ['FreeRDP’s shadow server', () => startShadow('nla')],
  ])('%s is examined over the same way', async ([, start], context) => {
    const server = await start();
    if ('missing' in server) return context.skip(server.missing);
    const page = await browser.openPopup();
    await page.locator('#home').click();
    await check(page, `${server.host}:${server.port}`);
    await page.locator('#result:not([data-state="failed"])').waitFor();
    await page.close();
    await server.stop();
  });

  test('a silent port is told after its time', async () => {
    const page = await browser.openPopup();
    await page.locator('#home').click();
    await check(page, addressOf('dropped'));
    await page.locator('#result[data-state="failed"]').waitFor();
    await page.close();
  });

  test('a refused port breaks the path, and a next step follows', async () => {
    const page = await browser.openPopup();
    await page.locator('#home').click();
    await check(page, addressOf('refused'));
    await page.locator('#result[data-state="failed"]').waitFor();
    const screen = await flow(page).getAttribute('data-screen');
    expect(['asking', 'concluded']).toContain(screen);
    expect((await page.locator('rdp-diagnosis #heading').textContent())?.trim()).not.toBe('');
    await page.close();
  });

  test('what runs can be stopped, and the next check goes through', async () => {
    const page = await browser.openPopup();
    await page.locator('#home').click();
    await check(page, addressOf('mute'));
    await places(page).nth(2).and(page.locator('[data-state="passed"]')).waitFor();
    await page.locator('rdp-diagnosis .says button').click();
    await flow(page).and(page.locator(':not([data-screen="checking"])')).waitFor();
    await page.locator('#home').click();
    await check(page, addressOf('healthy-nla'));
    await page.locator('#result[data-state="passed"]').waitFor();
    await page.close();
  });

  test('a helper that is killed in the middle leaves a sentence and questions, and the next check works', async () => {
    const page = await browser.openPopup();
    await page.locator('#home').click();
    await page.locator('#helper-word:disabled').waitFor();
    await check(page, addressOf('mute'));
    await places(page).nth(2).and(page.locator('[data-state="passed"]')).waitFor();
    for (const pid of await helperProcesses(path.join(browser.profile, 'reconnect'))) process.kill(pid, 'SIGKILL');
    await flow(page).and(page.locator(':not([data-screen="checking"])')).waitFor();
    expect(await page.locator('rdp-diagnosis [part~="helper"] summary').textContent()).toContain(
      words['helper.crashed'],
    );
    await page.locator('#home').click();
    await check(page, addressOf('healthy-nla'));
    await page.locator('#result[data-state="passed"]').waitFor();
    await page.close();
  });

  test('a popup that was closed goes on where it stood', async () => {
    const first = await browser.openPopup();
    // Until it has looked for the helper, the case of before may still come up.
    await first.locator('#helper-word:disabled').waitFor();
    await first.locator('#home').click();
    await check(first, addressOf('refused'));
    // The result stands a moment before the next question does.
    await first.locator('rdp-diagnosis .answers').waitFor();
    const heading = await first.locator('rdp-diagnosis #heading').textContent();
    await first.close();
    const second = await browser.openPopup();
    await second.locator('rdp-diagnosis .answers').waitFor();
    expect(await second.locator('rdp-diagnosis #heading').textContent()).toBe(heading);
    await second.close();
  });

  test('a code is no host: the flow says what it made of it', async () => {
    const page = await browser.openPopup();
    await page.locator('#home').click();
    await check(page, '0x204');
    await flow(page).and(page.locator('[data-screen="describing"]')).waitFor();
    expect(await page.locator('rdp-diagnosis textarea').inputValue()).toBe('0x204');
    await page.close();
  });

  test.each<[name: string, tell: (worker: Worker, text: string) => Promise<unknown>]>([
    ['words that were selected', (worker, text) => dispatch(worker, 'contextMenus.onClicked', { selectionText: text })],
    ['words in the address bar', (worker, text) => dispatch(worker, 'omnibox.onInputEntered', text)],
  ])('%s are checked', async (_, tell) => {
    const [worker = await browser.context.waitForEvent('serviceworker')] = browser.context.serviceWorkers();
    await worker.evaluate(() => Reflect.get(globalThis, 'chrome').storage.local.clear());
    await tell(worker, addressOf('healthy-nla'));
    // It comes as a real popup, which Playwright does not see, or as a tab: either way the host was checked.
    const recent = () => worker.evaluate(() => Reflect.get(globalThis, 'chrome').storage.local.get('recent'));
    await expect
      .poll(recent, { timeout: 20_000 })
      .toMatchObject({ recent: [{ target: addressOf('healthy-nla'), places: Array(5).fill('passed') }] });
  });

  test('nothing is requested from the network', async () => {
    const page = await browser.openPopup();
    const strangers: string[] = [];
    page.on('request', request => {
      if (!request.url().startsWith('chrome-extension://')) strangers.push(request.url());
    });
    await page.reload();
    await page.locator('#home').click();
    await check(page, addressOf('healthy-nla'));
    await page.locator('#result').waitFor();
    expect(strangers).toEqual([]);
    await page.close();
  });
});

describe('without the helper', () => {
  let browser: Extended;
  beforeAll(async () => {
    browser = await openExtended({ helper: false });
  });
  afterAll(() => browser?.close());

  test('a sentence says so, questions lead on, and after installing it a look again is enough', async () => {
    const page = await browser.openPopup();
    await page.locator('#missing').waitFor();
    expect((await page.locator('#missing-title').textContent())?.trim()).not.toBe('');
    await page.locator('#ask').click();
    await flow(page).and(page.locator('[data-screen="describing"]')).waitFor();

    await registerHelper(browser.profile);
    await page.locator('#helper-word').click();
    await page.locator('#look').click();
    await page.locator('#idle').waitFor();
    await check(page, addressOf('healthy-nla'));
    await page.locator('#result[data-state="passed"]').waitFor();
    await page.close();
  });

  test.each(FAULTS.map(fault => [fault.name, fault.chromium, fault.spoil] as const))(
    '%s: %s',
    async (_, state, spoil) => {
      await registerHelper(browser.profile);
      const page = await browser.openPopup();
      await page.locator('#helper-word:disabled').waitFor();
      await spoil({
        manifest: path.join(browser.profile, 'NativeMessagingHosts', `${NATIVE_HOST}.json`),
        data: path.join(browser.profile, 'reconnect'),
      });
      await page.reload();
      await page.locator('#helper-word:enabled').click();
      await page.locator('#missing').waitFor();
      expect(await page.locator('#missing-title').textContent()).toBe(words[`helper.${state}`]);
      expect(await page.locator('#missing-mend').textContent()).toBe(words[`helper.${state}.mend`]);
      expect(await page.locator('#command:visible').textContent()).toBe(words[`helper.${state}.run`]);
      // What the command says mends it.
      await registerHelper(browser.profile);
      await page.locator('#look').click();
      await page.locator('#helper-word:disabled').waitFor();
      await page.close();
    },
  );

  test('the helper file that the popup saves is the one that was built', async () => {
    const page = await browser.openPopup();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#steps a').evaluate(link => (link as HTMLElement).click()),
    ]);
    expect(download.suggestedFilename()).toBe('reconnect.mjs');
    expect(await readFile(await download.path(), 'utf8')).toBe(await readFile(HELPER, 'utf8'));
    await page.close();
  });
});

describe.skipIf(!MAY_MOUNT)('where a company blocks helper programs', () => {
  test.each([
    ['all of them', { NativeMessagingBlocklist: ['*'] }],
    ['what a person installed', { NativeMessagingUserLevelHosts: false }],
  ])('%s: the popup says so, or finds none', async (name, policy) => {
    const company = await openCompany(policy);
    const browser = await openExtended({ helper: true, program: company.program });
    try {
      const page = await browser.openPopup();
      await page.locator('#missing').waitFor();
      // Chromium does not look at a person's own manifest then: for it there is none.
      const title = name === 'all of them' ? 'helper.blocked-by-policy' : 'popup.missing.title';
      expect(await page.locator('#missing-title').textContent()).toBe(words[title]);
    } finally {
      await browser.close();
      await company.close();
    }
  });
});

/** Playwright cannot reach a browser's own menus: the event is told as the browser would tell it. */
function dispatch(worker: Worker, event: string, detail: unknown): Promise<unknown> {
  return worker.evaluate(
    ([path, value]) => {
      const [api = '', name = ''] = path.split('.');
      Reflect.get(Reflect.get(Reflect.get(globalThis, 'chrome'), api), name).dispatch(value);
    },
    [event, detail] as const,
  );
}
