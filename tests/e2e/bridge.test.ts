import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import {
  askForCheck,
  finalEvent,
  HOLD_TIMERS,
  KEEP_MESSAGES,
  messagesTo,
  post,
  type ReceivedMessage,
} from './bridge-page.ts';
import { KNOWLEDGE, openExtended, store, workerOf } from './chromium.ts';
import type { ExtensionBrowser } from './extension-browser.ts';
import { withExtensionInEachBrowser } from './extension-in-each-browser.ts';
import { type NamedSite, serveNamedSite } from './named-site.ts';
import { addressIn } from './practice-hosts.ts';
import type { Screen } from './screen.ts';

/** The built guide at its own address and, word for word, at another. The extension runs as it is built. */
const GUIDE = 'https://reconnect.example';
const OTHER_SITE = 'https://attacker.example';

let practice: Practice;
let words: Readonly<Record<string, string>>;
beforeAll(async () => {
  words = JSON.parse(await readFile(KNOWLEDGE, 'utf8')).words.ui;
  practice = await startPracticeHosts({ only: ['healthy-nla', 'mute'] });
});
afterAll(() => practice?.close());
const healthy = () => addressIn(practice, 'healthy-nla');
/** "Always" never covers loopback: this is the same machine under the address or the name that others know it by. */
const OFFICE =
  Object.values(os.networkInterfaces())
    .flat()
    .find(known => known?.internal === false && known.family === 'IPv4')?.address ?? os.hostname();
const ALWAYS = { consents: [{ origin: GUIDE, since: 1, always: [OFFICE] }] };

withExtensionInEachBrowser('a page of the guide', open => {
  let site: NamedSite;
  let browser: ExtensionBrowser;
  beforeAll(async () => {
    site = await serveNamedSite();
    browser = await open({ helper: true, proxy: site.proxy });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Asks the extension as the guide does. */
  async function openAsking(origin: string): Promise<Screen> {
    const page = await browser.visit(`${origin}/offline/`);
    await page.evaluate(KEEP_MESSAGES);
    await page.evaluate(post({ kind: 'hello' }));
    return page;
  }
  async function consentDuring(act: () => Promise<unknown>): Promise<Screen> {
    const window = await browser.opened('consent.html', act);
    await window.seen('button:enabled');
    return window;
  }
  async function answer(window: Screen, said: 'once' | 'always' | 'no'): Promise<void> {
    await window.clickAway(`[data-answer="${said}"]`);
  }

  test('looks for itself, once the person allows it in a window that names page and host', async () => {
    const page = await browser.visit(`${GUIDE}/diagnose/`);
    await page.evaluate(KEEP_MESSAGES);
    await page.until(`document.querySelector('rdp-diagnosis')?.check !== undefined`);
    await page.fill('rdp-diagnosis textarea', healthy());
    // Once the host is understood, the button says so and stands lower.
    await expect.poll(() => page.text('rdp-diagnosis button.strong')).toContain(healthy());
    const window = await consentDuring(() => page.click('rdp-diagnosis button.strong'));
    expect(await window.text('#origin')).toBe(GUIDE);
    expect(await window.text('#target')).toBe(healthy());
    for (const id of ['#always', '#always-means', '#spelled-out']) await window.gone(id);
    await answer(window, 'once');
    await page.seen('rdp-diagnosis .root:not([data-screen="checking"])');
    const events = (await messagesTo(page)).flatMap(({ event }) => event?.type ?? []);
    expect(events.at(-1)).toBe('check.finished');
    expect(events.filter(type => type === 'stage.reported').length).toBeGreaterThan(4);
    expect(await browser.stored('local', 'consents')).toEqual([{ origin: GUIDE, since: expect.any(Number) }]);
    await page.close();
  });

  test('waits for the person, however long the window is open, and says so', async () => {
    await browser.store('session', { asked: {} });
    const page = await browser.visit(`${GUIDE}/diagnose/`);
    // Its long timers wait for the test: a machine that is slow to open the window lets none of them run out before.
    await page.evaluate(HOLD_TIMERS);
    await page.until(`document.querySelector('rdp-diagnosis')?.check !== undefined`);
    await page.seen('rdp-diagnosis .root[data-screen]');
    await page.evaluate(`document.querySelector('rdp-diagnosis').send({ type: 'case.restarted' })`);
    await page.fill('rdp-diagnosis textarea', healthy());
    await expect.poll(() => page.text('rdp-diagnosis button.strong')).toContain(healthy());
    const window = await consentDuring(() => page.click('rdp-diagnosis button.strong'));
    await expect.poll(() => page.text('rdp-diagnosis #heading')).toBe(words['consenting.title']);
    // What the timers have done is drawn, and a word to the extension and back has been through.
    await page.evaluate(KEEP_MESSAGES);
    await page.evaluate('void runHeldTimers()');
    await page.evaluate(post({ kind: 'hello' }));
    await expect.poll(async () => (await messagesTo(page)).map(({ kind }) => kind)).toContain('here');
    await page.evaluate(`document.querySelector('rdp-diagnosis').updateComplete`);
    expect(await page.text('rdp-diagnosis #heading')).toBe(words['consenting.title']);
    expect(await page.text('rdp-diagnosis .says span')).toBe(words['consenting.text']);
    await answer(window, 'no');
    await page.seen('rdp-diagnosis .root:not([data-screen="checking"])');
    expect(await page.text('rdp-diagnosis [part~="helper"] summary')).toContain(words['helper.declined']);
    await page.close();
  });

  test('consent: declined, or the window closed → the page learns that it was declined', async () => {
    const page = await openAsking(GUIDE);
    await answer(await consentDuring(() => askForCheck(page, 'a', healthy())), 'no');
    await expect.poll(() => finalEvent(page, 'a')).toMatchObject({ type: 'check.unavailable', state: 'declined' });
    const window = await consentDuring(() => askForCheck(page, 'b', healthy()));
    await window.close();
    await expect.poll(() => finalEvent(page, 'b')).toMatchObject({ type: 'check.unavailable', state: 'declined' });
    await page.close();
  });

  test('that takes its question back, closes the window', async () => {
    const page = await openAsking(GUIDE);
    const window = await consentDuring(() => askForCheck(page, 'a', healthy()));
    await page.close();
    await window.closed();
  });

  test('is remembered with “always” for that host and no other, listed in the options, and forgotten there', async () => {
    await browser.store('session', { asked: {} });
    await browser.store('local', { consents: [] });
    const page = await openAsking(GUIDE);
    const first = await consentDuring(() => askForCheck(page, 'first', OFFICE));
    await first.gone('#always');
    await answer(first, 'once');
    await expect.poll(() => finalEvent(page, 'first')).toMatchObject({ type: 'check.finished' });
    const second = await consentDuring(() => askForCheck(page, 'a', OFFICE));
    await second.seen('#always-means');
    expect(await second.text('#always-host')).toBe(OFFICE);
    await answer(second, 'always');
    await expect.poll(() => finalEvent(page, 'a')).toMatchObject({ type: 'check.finished' });
    await askForCheck(page, 'b', `${OFFICE}:443`);
    await expect.poll(() => finalEvent(page, 'b')).toMatchObject({ type: 'check.finished' });
    // Another host, this device above all, is asked about again, and not for good.
    const other = await consentDuring(() => askForCheck(page, 'loopback', healthy()));
    await other.gone('#always');
    await answer(other, 'no');
    await expect.poll(() => finalEvent(page, 'loopback')).toMatchObject({ state: 'declined' });

    const options = await browser.open('options.html');
    expect(await options.text('#origins li')).toContain(GUIDE);
    expect(await options.text('#origins li')).toContain(OFFICE);
    await options.click('#origins li button');
    await expect.poll(() => browser.stored('local', 'consents')).toEqual([]);
    await options.close();
    await answer(await consentDuring(() => askForCheck(page, 'c', OFFICE)), 'no');
    await page.close();
  });

  test('is not answered by a click that was meant for what lay in front of the window', async () => {
    await browser.store('session', { asked: {} });
    const page = await openAsking(GUIDE);
    const window = await consentDuring(() => askForCheck(page, 'a', 'о\u0444fice-pc'));
    expect(await window.text('#spelled')).toMatch(/^xn--/);
    for (const event of ['blur', 'focus', 'resize']) {
      const disarmed = `(() => {
        dispatchEvent(new Event('${event}'));
        return [...document.querySelectorAll('button')].every(button => button.disabled);
      })()`;
      expect(await window.evaluate(disarmed)).toBe(true);
      await window.seen('button:enabled');
    }
    await answer(window, 'no');
    await page.close();
  });

  test('can ask for a host and a port only, and only so often', async () => {
    await browser.store('session', { asked: {} });
    await browser.store('local', ALWAYS);
    const page = await openAsking(GUIDE);
    for (const target of [
      '/etc/passwd',
      'http://10.0.0.1/',
      'mstsc /v:pc1',
      'pc1:1-65535',
      { host: 'pc1' },
      ['pc1'],
      '',
    ])
      await askForCheck(page, 'hostile', target);
    // The seventh in a minute is too much; the one before it went through, so that the hostile ones were read before it.
    for (let round = 1; round <= 6; round++) {
      await askForCheck(page, `fit-${round}`, OFFICE);
      await expect.poll(() => finalEvent(page, `fit-${round}`)).toMatchObject({ type: 'check.finished' });
    }
    // However long they took, all of them count as of this minute.
    const asked = Object(await browser.stored('session', 'asked'))[GUIDE];
    expect(asked).toHaveLength(6);
    await browser.store('session', { asked: { [GUIDE]: asked.map(() => Date.now()) } });
    await askForCheck(page, 'much', OFFICE);
    await expect.poll(() => finalEvent(page, 'much')).toMatchObject({ type: 'check.unavailable', state: 'too-many' });
    expect((await messagesTo(page)).filter(({ id }) => id === 'hostile')).toEqual([]);
    await page.close();
  });

  test('has an answer that another site with the same pages has not, nor a frame in the guide', async () => {
    await browser.store('session', { asked: {} });
    await browser.store('local', ALWAYS);
    const other = await openAsking(OTHER_SITE);
    await askForCheck(other, 'a', OFFICE);
    const page = await openAsking(GUIDE);
    await page.evaluate(`new Promise(resolve => {
      const frame = document.createElement('iframe');
      frame.src = '/offline/';
      frame.addEventListener('load', () => resolve());
      document.body.append(frame);
    })`);
    await page.evaluateInFrame(KEEP_MESSAGES);
    await page.evaluateInFrame(post({ kind: 'hello' }));
    await page.evaluateInFrame(post({ kind: 'check', id: 'f', target: OFFICE }));
    // When the guide itself has had its answer, the others would have had theirs long before.
    await askForCheck(page, 'b', OFFICE);
    await expect.poll(() => finalEvent(page, 'b')).toMatchObject({ type: 'check.finished' });
    expect(await messagesTo(other)).toEqual([]);
    expect(await page.evaluateInFrame('globalThis.receivedMessages')).toEqual([]);
    await other.close();
    await page.close();
  });

  test('check: the browser stops the background → the page learns that it is lost, and may ask again', async () => {
    await browser.store('session', { asked: {} });
    await browser.store('local', ALWAYS);
    const page = await openAsking(GUIDE);
    const mute = addressIn(practice, 'mute');
    await answer(await consentDuring(() => askForCheck(page, 'a', mute)), 'once');
    const isLooking = ({ event }: ReceivedMessage) => event?.type === 'stage.reported';
    await expect.poll(async () => (await messagesTo(page)).some(isLooking)).toBe(true);
    expect(await finalEvent(page, 'a')).toBeUndefined();
    await browser.stopBackground();
    await expect.poll(() => finalEvent(page, 'a')).toMatchObject({ type: 'check.unavailable', state: 'crashed' });
    await askForCheck(page, 'b', OFFICE);
    await expect.poll(() => finalEvent(page, 'b')).toMatchObject({ type: 'check.finished' });
    await page.close();
  });
});

// Only Chromium lets a test speak in somebody else's name.
test('the background looks at the sender itself: another site that reaches it is not answered', async () => {
  const browser = await openExtended({ helper: true });
  await store(browser, 'local', ALWAYS);
  const worker = await workerOf(browser);
  const said: readonly unknown[][] = await worker.evaluate(async target => {
    const talk = (sender: object) => {
      const posted: unknown[] = [];
      let hear: (message: unknown) => void = () => {};
      const port = {
        name: 'page',
        sender,
        postMessage: (message: unknown) => posted.push(message),
        disconnect: () => {},
        onMessage: { addListener: (listener: (message: unknown) => void) => (hear = listener) },
        onDisconnect: { addListener: () => {} },
      };
      Reflect.get(globalThis, 'chrome').runtime.onConnect.dispatch(port);
      hear({ from: 'reconnect-page', v: 1, kind: 'hello' });
      hear({ from: 'reconnect-page', v: 1, kind: 'check', id: 'x', target });
      return posted;
    };
    const others = [
      talk({ tab: {}, frameId: 0, url: 'https://attacker.example/' }),
      talk({ tab: {}, frameId: 7, url: 'https://reconnect.example/' }),
      talk({ frameId: 0, url: 'https://reconnect.example/' }),
      talk({ tab: {}, frameId: 0, url: 'https://reconnect.example.attacker.example/' }),
    ];
    const guide = talk({ tab: {}, frameId: 0, url: 'https://reconnect.example/' });
    while (guide.length < 2) await new Promise(resolve => setTimeout(resolve, 20));
    return [...others, guide];
  }, OFFICE);
  expect(said.slice(0, 4)).toEqual([[], [], [], []]);
  expect(said[4]?.[0]).toMatchObject({ kind: 'here' });
  await browser.close();
});
