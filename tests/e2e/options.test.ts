import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { CHROMIUM_ID } from '../../extension/wire/identity.ts';
import { type Extended, KNOWLEDGE, openExtended } from './chromium.ts';
import { type Company, MAY_MOUNT, openCompany } from './company.ts';
import { addressIn, check, openPage, stored, workerOf } from './extension.ts';

let practice: Practice;
let words: Readonly<Record<string, string>>;
beforeAll(async () => {
  practice = await startPracticeHosts({ only: ['healthy-nla', 'refused'] });
  words = JSON.parse(await readFile(KNOWLEDGE, 'utf8')).words.ui;
});
afterAll(() => practice?.close());

describe('what a person sets', () => {
  let browser: Extended;
  let options: Page;
  beforeAll(async () => {
    browser = await openExtended({ helper: true });
    options = await openPage(browser, 'options.html');
  });
  afterAll(() => browser?.close());

  test('a host that is added stands in the popup, and a pin there stands here', async () => {
    await options.locator('#host').fill('Office-PC:3390');
    await options.locator('#add-host button').click();
    await options.locator('#pinned li', { hasText: 'office-pc:3390' }).waitFor();
    await options.locator('#host').fill('http://not a host/');
    await options.locator('#add-host button').click();
    expect(await options.locator('#host-wrong').textContent()).toBe(words['rejection.bad-host']);

    const popup = await browser.openPopup();
    await popup.locator('#recents li', { hasText: 'office-pc:3390' }).waitFor();
    await check(popup, addressIn(practice, 'refused'));
    await popup.locator('#result[data-state="failed"]').waitFor();
    await popup.locator('#home').click();
    await popup
      .locator('#recents li', { hasText: addressIn(practice, 'refused') })
      .locator('.pin')
      .click();
    await options.locator('#pinned li', { hasText: addressIn(practice, 'refused') }).waitFor();
    await popup.close();
  });

  test('without history nothing of a check outlives the browser, and what was kept is deleted', async () => {
    expect(await stored(browser, 'local', 'recent')).toHaveLength(1);
    await options.locator('#history').uncheck();
    await expect.poll(() => stored(browser, 'local', 'recent')).toBeUndefined();
    const popup = await browser.openPopup();
    await popup.locator('#home').click();
    await check(popup, addressIn(practice, 'healthy-nla'));
    await popup.locator('#result[data-state="passed"]').waitFor();
    await popup.close();
    for (const key of ['recent', 'checks']) expect(await stored(browser, 'local', key)).toBeUndefined();
    await options.locator('#history').check();
    await expect.poll(() => stored(browser, 'local', 'settings')).toMatchObject({ history: true });
  });

  test('a copied report hides the host, unless the person says otherwise', async () => {
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const popup = await browser.openPopup();
    await popup.locator('#home').click();
    await check(popup, addressIn(practice, 'refused'));
    await popup.locator('#result[data-state="failed"]').waitFor();
    const copied = async () => {
      await popup.locator('#copy-report').click();
      await popup.locator('#told:not(:empty)').waitFor();
      return popup.evaluate(() => navigator.clipboard.readText());
    };
    const hidden = await copied();
    expect(hidden).toContain('#');
    expect(hidden).not.toContain('127.0.0.1');
    await options.locator('#redact').uncheck();
    await expect.poll(() => stored(browser, 'local', 'settings')).toMatchObject({ redact: false });
    await expect.poll(copied).toContain('127.0.0.1');
    await popup.close();
  });

  test('quiet hours are kept as minutes of the day', async () => {
    await options.locator('#quiet').check();
    await options.locator('#quiet-from').fill('21:30');
    await options.locator('#quiet-from').blur();
    await expect
      .poll(() => stored(browser, 'local', 'settings'))
      .toMatchObject({ watch: { quiet: { from: 21 * 60 + 30, until: 7 * 60 } } });
  });

  test('settings go out as a file and come in again; what is no such file changes nothing', async () => {
    const downloading = options.waitForEvent('download');
    await options.locator('#export').click();
    const file = await (await downloading).path();
    const saved = await stored(browser, 'local', 'settings');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ reconnect: 'settings', version: 1 });

    await options.locator('#pinned li button').first().click();
    await expect.poll(() => stored(browser, 'local', 'settings')).not.toEqual(saved);
    await options.locator('#import').setInputFiles(file);
    await expect.poll(() => stored(browser, 'local', 'settings')).toEqual(saved);

    for (const [name, text, said] of [
      ['other.json', '{"pinned":["pc1"]}', 'options.import.not-settings'],
      ['newer.json', '{"reconnect":"settings","version":2,"settings":{}}', 'options.import.newer-version'],
      ['huge.json', `{"reconnect":"settings","x":"${'x'.repeat(500_000)}"}`, 'options.import.too-large'],
    ] as const) {
      await options.locator('#import').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
      await options.locator('#told', { hasText: words[said] ?? said }).waitFor();
    }
    expect(await stored(browser, 'local', 'settings')).toEqual(saved);
  });

  test('a file lets no page in', async () => {
    const settings = { origins: ['https://stranger.example'], pinned: ['<img src=x onerror=alert(1)>', 'pc9'] };
    const text = JSON.stringify({ reconnect: 'settings', version: 1, settings });
    const file = { name: 'settings.json', mimeType: 'application/json', buffer: Buffer.from(text) };
    await options.locator('#import').setInputFiles(file);
    await expect.poll(() => stored(browser, 'local', 'settings')).toMatchObject({ pinned: ['pc9'], origins: [] });
  });
});

describe.skipIf(!MAY_MOUNT)('what a company sets', () => {
  let browser: Extended;
  let company: Company;
  beforeAll(async () => {
    const ours = {
      hosts: [addressIn(practice, 'healthy-nla'), 'not a host'],
      targets: ['127.0.0.1/32', '*.corp.example'],
      ports: [Number(addressIn(practice, 'healthy-nla').split(':')[1])],
      redact: true,
      off: ['watch'],
    };
    company = await openCompany({ '3rdparty': { extensions: { [CHROMIUM_ID]: ours } } });
    browser = await openExtended({ helper: true, program: company.program });
  });
  afterAll(async () => {
    await browser?.close();
    await company?.close();
  });

  test('its hosts stand in the list, and what it allows is checked', async () => {
    const popup = await browser.openPopup();
    const host = popup.locator('#recents li', { hasText: addressIn(practice, 'healthy-nla') });
    expect(await host.locator('.pin').isDisabled()).toBe(true);
    await host.locator('.host').click();
    await popup.locator('#result[data-state="passed"]').waitFor();
    expect(await popup.locator('#watch').isHidden()).toBe(true);
    await popup.close();
  });

  test.each([
    ['a port', () => addressIn(practice, 'refused')],
    ['a network', () => `127.0.0.2:${addressIn(practice, 'healthy-nla').split(':')[1]}`],
    ['a name', () => `localhost:${addressIn(practice, 'healthy-nla').split(':')[1]}`],
  ])('%s beyond its list reaches no helper, and the popup says why', async (_, target) => {
    const popup = await browser.openPopup();
    await popup.locator('#home').click();
    await check(popup, target());
    await popup.locator('rdp-diagnosis [part~="helper"] summary').waitFor();
    expect(await popup.locator('rdp-diagnosis [part~="helper"] summary').textContent()).toContain(
      words['helper.not-allowed'],
    );
    await popup.close();
  });

  test('the background refuses too, whoever of our pages asks it', async () => {
    const page = await openPage(browser, 'options.html');
    const closed = await page.evaluate(
      target =>
        new Promise(resolve => {
          const port = Reflect.get(globalThis, 'chrome').runtime.connect({ name: 'helper' });
          port.onMessage.addListener((message: object) => 'closed' in message && resolve(message));
          port.postMessage({ v: 1, id: 'a', kind: 'check', target, confirmed: true });
        }),
      { host: '10.1.2.3', port: 3389 },
    );
    expect(closed).toEqual({ closed: 'reconnect: target not allowed' });
    await page.close();
  });

  test('the options show what is set and leave it be', async () => {
    const options = await openPage(browser, 'options.html');
    await options.locator('#company:not([hidden])').waitFor();
    expect(await options.locator('#redact').isDisabled()).toBe(true);
    expect(await options.locator('#redact').isChecked()).toBe(true);
    await options.locator('#watch-section').waitFor({ state: 'hidden' });
    await options.close();
    expect(
      await (await workerOf(browser)).evaluate(() => Reflect.get(globalThis, 'chrome').storage.managed.get()),
    ).toHaveProperty('targets');
  });
});
