import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { KNOWLEDGE } from './chromium.ts';
import { FIREFOX, type FirefoxPage } from './firefox.ts';
import { type ExtendedFirefox, openExtendedFirefox } from './firefox-extension.ts';
import { helperProcesses } from './helper-processes.ts';
import { FAULTS } from './helper-states.ts';
import { type Missing, type Server, startShadow, startXrdp } from './servers.ts';

const ENTER = '\uE007';
/** What stands in the flow that the popup embeds. */
const flow = (selector: string) =>
  `document.querySelector('rdp-diagnosis')?.shadowRoot.querySelector(${JSON.stringify(selector)})`;
const result = (state: string) => `document.querySelector('#result[data-state="${state}"]:not([hidden])') !== null`;
const shown = (selector: string) => `document.querySelector(${JSON.stringify(selector)})?.checkVisibility() === true`;
const click = (page: FirefoxPage, selector: string) =>
  page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
const text = (page: FirefoxPage, selector: string) =>
  page.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);
const PORT_REACHED = `${flow('.path li:not(.end):nth-of-type(3)[data-state="passed"]')} != null`;
const CHECKED = `${flow('.root')}?.dataset.screen !== 'checking'`;

async function check(page: FirefoxPage, host: string): Promise<void> {
  await page.until(shown('#helper-word:disabled'));
  await click(page, '#home');
  await page.until(shown('#idle'));
  await page.evaluate(`document.querySelector('#said').focus()`);
  await page.type(`${host}${ENTER}`);
}

describe.skipIf(!existsSync(FIREFOX))('the extension in Firefox', () => {
  let browser: ExtendedFirefox;
  let practice: Practice;
  let words: Readonly<Record<string, string>>;
  beforeAll(async () => {
    practice = await startPracticeHosts({ only: ['healthy-nla', 'refused', 'dropped', 'mute'] });
    words = JSON.parse(await readFile(KNOWLEDGE, 'utf8')).words.ui;
    browser = await openExtendedFirefox();
  });
  afterAll(async () => {
    await browser?.firefox.close();
    await practice?.close();
  });
  const addressOf = (id: string) => {
    const found = practice.hosts.find(host => host.id === id);
    if (found === undefined) throw new Error(`no practice host ${id}`);
    return `${found.host}:${found.port}`;
  };

  test('without the helper a sentence says so, questions lead on, and after installing it a look again is enough', async () => {
    const page = await browser.openPopup();
    await page.until(shown('#missing'));
    expect(await text(page, '#missing-title')).toBe(words['popup.missing.title']);
    await click(page, '#ask');
    await page.until(`${flow('.root')}?.dataset.screen === 'describing'`);
    await browser.register();
    await click(page, '#helper-word');
    await click(page, '#look');
    await page.until(shown('#helper-word:disabled'));
    await page.close();
  });

  test.each<[name: string, id: string, state: string]>([
    ['a healthy host is told so', 'healthy-nla', 'passed'],
    ['a refused port breaks the path', 'refused', 'failed'],
    ['a silent port is told after its time', 'dropped', 'failed'],
  ])('%s', async (_, id, state) => {
    const page = await browser.openPopup();
    await page.until(shown('#helper-word:disabled'));
    await check(page, addressOf(id));
    await page.until(result(state));
    expect(await text(page, '#result-target')).toBe(addressOf(id));
    await page.close();
  });

  test.for<[name: string, start: () => Promise<Server | Missing>]>([
    ['xrdp', () => startXrdp('negotiate')],
    ['FreeRDP’s shadow server', () => startShadow('nla')],
  ])('%s is examined over the same way', async ([, start], context) => {
    const server = await start();
    if ('missing' in server) return context.skip(server.missing);
    try {
      const page = await browser.openPopup();
      await check(page, `${server.host}:${server.port}`);
      await page.until(`document.querySelector('#result:not([hidden]):not([data-state="failed"])') !== null`);
      await page.close();
    } finally {
      await server.stop();
    }
  });

  test('what runs can be stopped, and the next check goes through', async () => {
    const page = await browser.openPopup();
    await check(page, addressOf('mute'));
    await page.until(PORT_REACHED);
    await page.evaluate(`${flow('.says button')}.click()`);
    await page.until(CHECKED);
    await check(page, addressOf('healthy-nla'));
    await page.until(result('passed'));
    await page.close();
  });

  test('a helper that is killed in the middle leaves a sentence and questions, and the next check works', async () => {
    const page = await browser.openPopup();
    await check(page, addressOf('mute'));
    await page.until(PORT_REACHED);
    const ids = await helperProcesses(browser.registered.data);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) process.kill(id, 'SIGKILL');
    await page.until(CHECKED);
    expect(await page.until(`${flow('[part~="helper"] summary')}?.textContent`)).toContain(words['helper.crashed']);
    await check(page, addressOf('healthy-nla'));
    await page.until(result('passed'));
    await page.close();
  });

  test('a popup that was closed goes on where it stood', async () => {
    const first = await browser.openPopup();
    await check(first, addressOf('refused'));
    await first.until(`${flow('.answers')} != null`);
    const heading = await first.evaluate(`${flow('#heading')}.textContent`);
    await first.close();
    const second = await browser.openPopup();
    await second.until(`${flow('.answers')} != null`);
    expect(await second.evaluate(`${flow('#heading')}.textContent`)).toBe(heading);
    await click(second, '#home');
    await second.close();
  });

  test.each(FAULTS.map(fault => [fault.name, fault.firefox, fault.spoil] as const))(
    '%s: %s',
    async (_, state, spoil) => {
      await browser.register();
      const before = await browser.openPopup();
      await before.until(shown('#helper-word:disabled'));
      await before.close();
      await spoil(browser.registered);
      const page = await browser.openPopup();
      await page.until(shown('#helper-word:enabled'));
      await click(page, '#helper-word');
      await page.until(shown('#missing'));
      expect(await text(page, '#missing-title')).toBe(words[`helper.${state}`]);
      expect(await text(page, '#missing-mend')).toBe(words[`helper.${state}.mend`]);
      expect(await text(page, '#command')).toBe(words[`helper.${state}.run`]);
      // What the command says mends it.
      await browser.register();
      await click(page, '#look');
      await page.until(shown('#helper-word:disabled'));
      await page.close();
    },
  );

  test('nothing was requested from the network', () => {
    expect(
      browser.firefox.requested.filter(address => !/^(?:moz-extension|about|chrome|resource|data):/.test(address)),
    ).toEqual([]);
  });
});
