import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { KNOWLEDGE } from './chromium.ts';
import { MAY_MOUNT } from './company.ts';
import type { ExtensionBrowser } from './extension-browser.ts';
import { openExtensionInChromium } from './extension-in-chromium.ts';
import { withExtensionInEachBrowser } from './extension-in-each-browser.ts';
import { Options, Popup } from './extension-pages.ts';
import { addressIn } from './practice-hosts.ts';

let practice: Practice;
let words: Readonly<Record<string, string>>;
beforeAll(async () => {
  practice = await startPracticeHosts({ only: ['healthy-nla', 'refused'] });
  words = JSON.parse(await readFile(KNOWLEDGE, 'utf8')).words.ui;
});
afterAll(() => practice?.close());
const healthy = () => addressIn(practice, 'healthy-nla');
const refused = () => addressIn(practice, 'refused');

withExtensionInEachBrowser('what a person sets', open => {
  let browser: ExtensionBrowser;
  let options: Options;
  beforeAll(async () => {
    browser = await open({ helper: true });
    options = await Options.open(browser);
  });
  afterAll(() => browser?.close());
  const settings = () => browser.stored('local', 'settings');

  test('a host that is added stands in the popup, and a pin there stands here', async () => {
    await options.addHost('Office-PC:3390');
    await expect.poll(() => options.rows('#pinned')).toEqual([expect.stringContaining('office-pc:3390')]);
    await options.addHost('http://not a host/');
    await expect.poll(() => options.text('#host-wrong')).toBe(words['rejection.bad-host']);

    const popup = await Popup.ready(browser);
    await expect.poll(() => popup.rows('#recents')).toEqual([expect.stringContaining('office-pc:3390')]);
    await popup.close();
    const checked = await Popup.checking(browser, refused());
    await checked.fails();
    await checked.click('#home');
    await checked.click(`#recents li[data-target="${refused()}"] .pin`);
    await expect.poll(() => options.rows('#pinned')).toContainEqual(expect.stringContaining(refused()));
    await checked.close();
  });

  test('without history nothing of a check outlives the browser, and what was kept is deleted', async () => {
    expect(await browser.stored('local', 'recent')).toHaveLength(1);
    await options.click('#history');
    await expect.poll(() => browser.stored('local', 'recent')).toBeUndefined();
    const popup = await Popup.checking(browser, healthy());
    await popup.passes();
    await popup.close();
    for (const key of ['recent', 'checks']) expect(await browser.stored('local', key)).toBeUndefined();
    await options.click('#history');
    await expect.poll(settings).toMatchObject({ history: true });
  });

  test('a copied report hides the host, unless the person says otherwise', async () => {
    const copied = async () => {
      const popup = await Popup.checking(browser, refused());
      await popup.fails();
      await popup.pressInMenu('#copy-report');
      await popup.seen('#told:not(:empty)');
      const text = await browser.copied();
      await popup.close();
      return text;
    };
    const hidden = await copied();
    expect(hidden).toContain('#');
    expect(hidden).not.toContain('127.0.0.1');
    await options.click('#redact');
    await expect.poll(settings).toMatchObject({ redact: false });
    expect(await copied()).toContain('127.0.0.1');
  });

  test('quiet hours are kept as minutes of the day', async () => {
    await options.click('#quiet');
    await options.fill('#quiet-from', '21:30');
    await expect.poll(settings).toMatchObject({ watch: { quiet: { from: 21 * 60 + 30, until: 7 * 60 } } });
  });

  test('settings go out as a file and come in again; what is no such file changes nothing', async () => {
    const file = await browser.saved(() => options.click('#export'));
    const text = await readFile(file, 'utf8');
    const saved = await settings();
    expect(JSON.parse(text)).toMatchObject({ reconnect: 'settings', version: 1 });

    await options.click('#pinned li button');
    await expect.poll(settings).not.toEqual(saved);
    await options.importFile('settings.json', text);
    await expect.poll(settings).toEqual(saved);
    await expect.poll(() => options.text('#told')).toBe(words['options.imported']);

    for (const [name, text, said] of [
      ['other.json', '{"pinned":["pc1"]}', 'options.import.not-settings'],
      ['newer.json', '{"reconnect":"settings","version":2,"settings":{}}', 'options.import.newer-version'],
      ['huge.json', `{"reconnect":"settings","x":"${'x'.repeat(500_000)}"}`, 'options.import.too-large'],
    ] as const) {
      await options.importFile(name, text);
      await expect.poll(() => options.text('#told')).toBe(words[said]);
    }
    expect(await settings()).toEqual(saved);
  });

  test('a file lets no page in', async () => {
    const hostile = { origins: ['https://attacker.example'], pinned: ['<img src=x onerror=alert(1)>', 'pc9'] };
    const text = JSON.stringify({ reconnect: 'settings', version: 1, settings: hostile });
    await options.importFile('settings.json', text);
    await expect.poll(settings).toMatchObject({ pinned: ['pc9'], origins: [] });
  });
});

describe.skipIf(!MAY_MOUNT)('where a company manages the browser', () => {
  withExtensionInEachBrowser('a menu that it switches off', open => {
    test('goes, and comes back when it is allowed again', async () => {
      const browser = await open({ helper: false, policy: { redact: true } });
      try {
        await expect.poll(browser.hasMenu).toBe(true);
        await browser.setPolicy({ off: ['menus'] });
        await expect.poll(browser.hasMenu, { timeout: 60_000 }).toBe(false);
        await browser.setPolicy({ redact: true });
        await expect.poll(browser.hasMenu, { timeout: 60_000 }).toBe(true);
      } finally {
        await browser.close();
      }
    });
  });

  withExtensionInEachBrowser('what it sets in a shape that nobody can read', open => {
    test('allows nothing, and the options say so', async () => {
      const policy = { targets: '127.0.0.0/8', ports: ['rdp'], only: true, off: ['print', 'Menus'] };
      const browser = await open({ helper: true, policy });
      try {
        const popup = await Popup.checking(browser, healthy());
        expect(await popup.helperNote()).toContain(words['helper.not-allowed']);
        await popup.close();
        const options = await Options.open(browser);
        for (const rule of ['targets', 'ports']) expect(await options.rule(rule)).toBe(words['options.company.none']);
        expect(await options.rule('off')).toBe('menus');
        await options.close();
      } finally {
        await browser.close();
      }
    });
  });

  // Firefox reads its policies when it starts.
  describe('a rule that it changes in Chromium', () => {
    test('binds a popup that has been open since before, at its next check', async () => {
      const browser = await openExtensionInChromium({ helper: true, policy: { redact: true } });
      try {
        const popup = await Popup.checking(browser, healthy());
        await popup.passes();
        await browser.setPolicy({ targets: [] });
        const rules = () => browser.inside('chrome.storage.managed.get()');
        await expect.poll(rules, { timeout: 60_000 }).toHaveProperty('targets');
        await popup.click('#again');
        await expect.poll(() => popup.helperNote()).toContain(words['helper.not-allowed']);
      } finally {
        await browser.close();
      }
    });
  });

  withExtensionInEachBrowser('what it sets', open => {
    let browser: ExtensionBrowser;
    beforeAll(async () => {
      const policy = {
        hosts: [healthy(), 'not a host'],
        targets: ['127.0.0.1/32', '*.corp.example'],
        ports: [Number(healthy().split(':')[1])],
        redact: true,
        off: ['watch'],
      };
      browser = await open({ helper: true, policy });
    });
    afterAll(() => browser?.close());

    test('its hosts stand in the list, and what it allows is checked', async () => {
      const popup = await Popup.ready(browser);
      const row = `#recents li[data-target="${healthy()}"]`;
      await popup.seen(`${row} .pin:disabled`);
      await popup.click(`${row} .host`);
      await popup.passes();
      await popup.gone('#watch');
      await popup.close();
    });

    test.each([
      ['a port', () => refused()],
      ['a network', () => `127.0.0.2:${healthy().split(':')[1]}`],
      ['a name', () => `localhost:${healthy().split(':')[1]}`],
    ])('%s beyond its list reaches no helper, and the popup says why', async (_, target) => {
      const popup = await Popup.checking(browser, target());
      expect(await popup.helperNote()).toContain(words['helper.not-allowed']);
      await popup.close();
    });

    test('the background refuses too, whichever of our pages asks', async () => {
      const closed = await browser.inside(`new Promise(resolve => {
        const port = chrome.runtime.connect({ name: 'helper' });
        port.onMessage.addListener(message => 'closed' in message && resolve(message));
        const target = { host: '10.1.2.3', port: 3389 };
        port.postMessage({ v: 1, id: 'a', kind: 'check', target, confirmed: true });
      })`);
      expect(closed).toEqual({ closed: 'reconnect: target not allowed' });
    });

    test('the options show what is set and leave it be', async () => {
      const options = await Options.open(browser);
      await options.seen('#company');
      expect(await options.rule('targets')).toBe('127.0.0.1/32, *.corp.example');
      expect(await options.rule('ports')).toBe(healthy().split(':')[1]);
      expect(await options.rule('off')).toBe('watch');
      expect(await options.rule('unreadable')).toContain('hosts');
      expect(await options.evaluate(`document.querySelector('#redact').matches(':disabled:checked')`)).toBe(true);
      await options.gone('#watch-section');
      await options.close();
      expect(await browser.inside('chrome.storage.managed.get()')).toHaveProperty('targets');
    });
  });
});
