import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { captureOf, Scene } from '../unit/captures/scene.ts';
import { KNOWLEDGE } from './chromium.ts';
import { dropping } from './dropped-file.ts';
import type { ExtensionBrowser } from './extension-browser.ts';
import { withExtensionInEachBrowser } from './extension-in-each-browser.ts';
import { openExtensionInFirefox } from './extension-in-firefox.ts';
import { Popup } from './extension-pages.ts';
import { FIREFOX } from './firefox.ts';
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

const FOOTER = `document.querySelector('footer')`;
const TAB = '\t';
const recent = (target: string) => ({
  ...{ target, checkedAt: Date.now(), elapsedMs: 12, sentence: 'All passed.' },
  places: Array(5).fill('passed'),
});

withExtensionInEachBrowser('the popup', open => {
  let browser: ExtensionBrowser;
  beforeAll(async () => {
    browser = await open({ helper: true });
  });
  afterAll(() => browser?.close());

  test('completes in the list under the field: it narrows, Tab completes, the arrows go there', async () => {
    await browser.store('local', {
      recent: [recent('office-pc'), recent('server-7')],
      settings: { pinned: [healthy(), 'office-server'] },
    });
    const page = await Popup.ready(browser);
    const listed = () => page.evaluate(`[...document.querySelectorAll('#recents li b')].map(host => host.textContent)`);
    const said = () => page.evaluate(`document.querySelector('#said').value`);
    await expect.poll(listed).toEqual([healthy(), 'office-server', 'office-pc', 'server-7']);
    await page.type('office');
    expect(await listed()).toEqual(['office-server', 'office-pc']);
    await page.type(TAB);
    expect(await said()).toBe('office-server');
    await page.fill('#said', 'server');
    // What begins with it comes first.
    expect(await listed()).toEqual(['server-7', 'office-server']);
    await page.type('↓↓');
    expect(await page.text(':focus b')).toBe('office-server');
    await page.type('↑↑');
    await page.seen('#said:focus');
    await page.fill('#said', '127');
    await page.type('↓\n');
    await page.passes();
    await page.close();
  });

  test('compares two checks of a host in a sentence', async () => {
    await browser.store('local', { recent: [], checks: {} });
    const page = await Popup.checking(browser, healthy());
    await page.passes();
    await page.gone('#compare');
    await page.click('#again');
    await page.seen('#compare');
    // As if the host had been silent the last time.
    const [now, before] = Object(await browser.stored('local', 'checks'))[healthy()];
    const stages = [{ stage: 'port', outcome: 'failed', elapsedMs: 3000 }];
    const findings = [{ question: 'port', answer: 'silent', source: 'probe' }];
    await browser.store('local', { checks: { [healthy()]: [now, { ...before, stages, findings }] } });
    await page.click('#compare');
    await page.seen('#comparison');
    expect(await page.text('#comparison-sentence')).not.toBe('');
    await page.seen('#comparison-rows tr[data-change="better"]');
    await page.close();
  });

  test('opens the whole flow in a page of its own, with the same case', async () => {
    const page = await Popup.checking(browser, refused());
    await page.judges();
    const heading = await page.text('rdp-diagnosis #heading');
    const { tab: itsTab } = await browser.opened('page.html', () => page.pressInMenu('#tab'));
    const tab = new Popup(itsTab);
    await tab.judges();
    expect(await tab.text('rdp-diagnosis #heading')).toBe(heading);
    expect(await tab.text('#result-target')).toBe(refused());
    await tab.close();
  });

  test('opens the flow beside the page', async () => {
    const page = await Popup.checking(browser, refused());
    await page.judges();
    await page.pressInMenu('#panel');
    await expect.poll(browser.panels).toEqual(['page.html']);
  });

  test('takes an .rdp file that is dropped anywhere', async () => {
    const page = await Popup.ready(browser);
    const text = `full address:s:${healthy()}\r\nusername:s:ann\r\n`;
    await page.evaluate(dropping(FOOTER, Buffer.from(text), 'office.rdp'));
    await expect.poll(() => page.text('rdp-diagnosis .root')).toContain(healthy());
    await page.close();
  });

  test('keeps what is typed before it is ready', async () => {
    const page = await Popup.open(browser);
    await page.evaluate(`(() => {
      const field = document.querySelector('#said');
      field.value = 'half a na';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    })()`);
    await page.metHelper();
    expect(await page.evaluate(`document.querySelector('#said').value`)).toBe('half a na');
    await page.close();
  });

  test('is the field and one sentence without hosts, without history, without a case', async () => {
    await browser.store('local', { recent: [], settings: {} });
    const page = await Popup.ready(browser);
    await page.gone('#recent');
    expect(await page.text('#hint')).toBe(words['popup.hint']);
    await page.close();
  });

  test('fills the width where it is a page, and offers no second one', async () => {
    const page = await Popup.open(browser, 'page.html');
    await page.seen('header');
    const width = `(document.documentElement.style.width = '420px', document.body.offsetWidth)`;
    expect(await page.evaluate(width)).toBe(420);
    await page.check(refused());
    await page.judges();
    await page.gone('#tab');
    await page.close();
  });

  test('a capture that is dropped anywhere → its verdict, read by the worker of the package', async () => {
    const page = await Popup.ready(browser);
    await page.evaluate(`(() => {
      window.workers = [];
      window.Worker = class extends Worker {
        constructor(script) { super(script); window.workers.push(new URL(script).pathname); }
        terminate() { super.terminate(); window.workers.push('ended'); }
      };
    })()`);
    await page.evaluate(dropping(FOOTER, captureOf(new Scene().client('S').server('RA').packets)));
    await page.seen('rdp-diagnosis .root[data-screen="concluded"]');
    expect(await page.evaluate('workers')).toEqual(['/reconnect-evidence-worker.js', 'ended']);
    await page.close();
  });
});

// Chromium keeps keys of a test from its own window.
test.skipIf(!existsSync(FIREFOX))('Alt, Shift and R open the popup in Firefox', async () => {
  const browser = await openExtensionInFirefox({ helper: true });
  try {
    await browser.window.shortcut('R');
    await expect.poll(browser.window.popups).toEqual([expect.stringMatching(/^moz-extension:.*popup\.html$/)]);
  } finally {
    await browser.close();
  }
});
