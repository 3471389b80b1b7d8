import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { type Extended, openExtended } from './chromium.ts';
import { addressIn, openPage, store, stored, workerOf } from './extension.ts';
import { SITE } from './pages.ts';

/**
 * The built guide at its own address and, word for word, at a stranger's. Both names lead to this machine; the browser
 * runs the extension as it is built.
 */
const GUIDE = 'https://reconnect.example';
const STRANGER = 'https://stranger.example';

let practice: Practice;
let site: ServedSite;
let front: https.Server;
let folder: string;
let browser: Extended;
beforeAll(async () => {
  practice = await startPracticeHosts({ only: ['healthy-nla', 'refused', 'mute'] });
  site = await serveSite({ dir: SITE, port: 0 });
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-bridge-'));
  front = await encrypt(site.url);
  const address = front.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const to = `127.0.0.1:${address.port}`;
  browser = await openExtended({
    helper: true,
    args: [`--host-resolver-rules=MAP reconnect.example:443 ${to}, MAP stranger.example:443 ${to}`],
  });
});
afterAll(async () => {
  await browser?.close();
  front?.closeAllConnections();
  front?.close();
  await site?.close();
  await practice?.close();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** Asks the extension as the guide does; every message that it sends is kept in the page. */
async function openAsking(origin: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`${origin}/offline/`);
  await listen(page);
  await page.evaluate(() => postMessage({ from: 'reconnect-page', v: 1, kind: 'hello' }, location.origin));
  return page;
}
const listen = (page: Page) =>
  page.evaluate(() => {
    const heard: unknown[] = [];
    Reflect.set(globalThis, 'heard', heard);
    addEventListener('message', ({ data }) => {
      if (data?.from === 'reconnect-extension') heard.push(data);
    });
  });
const ask = (page: Page, id: string, target: unknown) =>
  page.evaluate(
    ([id, target]) => postMessage({ from: 'reconnect-page', v: 1, kind: 'check', id, target }, location.origin),
    [id, target] as const,
  );
const heard = (
  page: Page,
): Promise<readonly { kind: string; id?: string; event?: { type: string; state?: string } }[]> =>
  page.evaluate(() => Reflect.get(globalThis, 'heard'));
const ended = async (page: Page, id: string) => {
  const events = (await heard(page)).filter(message => message.id === id).map(({ event }) => event);
  return events.find(event => event?.type === 'check.finished' || event?.type === 'check.unavailable');
};
/** The window that opens while something is done. */
async function consentDuring(act: () => Promise<unknown>): Promise<Page> {
  const opened = browser.context.waitForEvent('page');
  await act();
  const window = await opened;
  await window.locator('button:enabled').first().waitFor();
  return window;
}
const answer = async (window: Page, said: string) => {
  const closed = window.waitForEvent('close');
  // The window may be gone before Playwright has seen the click through.
  await window
    .locator(`[data-answer="${said}"]`)
    .click()
    .catch(() => {});
  await closed;
};

test('the flow on the guide looks for itself, once the person allows it in a window that names page and host', async () => {
  const page = await browser.context.newPage();
  await page.goto(`${GUIDE}/diagnose/`);
  await listen(page);
  await page.locator('rdp-diagnosis textarea').fill(addressIn(practice, 'healthy-nla'));
  await page.waitForFunction(() => Reflect.get(document.querySelector('rdp-diagnosis') ?? {}, 'check') !== undefined);
  const window = await consentDuring(() => page.locator('rdp-diagnosis button.strong').first().click());
  expect(await window.locator('#origin').textContent()).toBe(GUIDE);
  expect(await window.locator('#target').textContent()).toBe(addressIn(practice, 'healthy-nla'));
  await answer(window, 'once');
  await page.locator('rdp-diagnosis .root:not([data-screen="checking"])').waitFor();
  const events = (await heard(page)).flatMap(({ event }) => event?.type ?? []);
  expect(events.at(-1)).toBe('check.finished');
  expect(events.filter(type => type === 'stage.reported').length).toBeGreaterThan(4);
  expect(await stored(browser, 'local', 'consents')).toBeUndefined();
  await page.close();
});

test('a no is a no, closing the window too, and both are said in the page', async () => {
  const page = await openAsking(GUIDE);
  await answer(await consentDuring(() => ask(page, 'a', addressIn(practice, 'healthy-nla'))), 'no');
  await expect.poll(() => ended(page, 'a')).toMatchObject({ type: 'check.unavailable', state: 'declined' });
  const window = await consentDuring(() => ask(page, 'b', addressIn(practice, 'healthy-nla')));
  await window.close();
  await expect.poll(() => ended(page, 'b')).toMatchObject({ type: 'check.unavailable', state: 'declined' });
  await page.close();
});

test('a question that the page takes back closes its window', async () => {
  const page = await openAsking(GUIDE);
  const window = await consentDuring(() => ask(page, 'a', addressIn(practice, 'healthy-nla')));
  const closed = window.waitForEvent('close');
  await page.close();
  await closed;
});

test('“always” is remembered, listed in the options and taken back there', async () => {
  await store(browser, 'session', { asked: {} });
  const page = await openAsking(GUIDE);
  await answer(await consentDuring(() => ask(page, 'a', addressIn(practice, 'healthy-nla'))), 'always');
  await expect.poll(() => ended(page, 'a')).toMatchObject({ type: 'check.finished' });
  await ask(page, 'b', addressIn(practice, 'refused'));
  await expect.poll(() => ended(page, 'b')).toMatchObject({ type: 'check.finished' });

  const options = await openPage(browser, 'options.html');
  const row = options.locator('#origins li', { hasText: GUIDE });
  await row.locator('button').click();
  await expect.poll(() => stored(browser, 'local', 'consents')).toEqual([]);
  await options.close();
  const window = await consentDuring(() => ask(page, 'c', addressIn(practice, 'healthy-nla')));
  await answer(window, 'no');
  await page.close();
});

test('only a host and a port can be asked for, and only so often', async () => {
  await store(browser, 'session', { asked: {} });
  await store(browser, 'local', { consents: [{ origin: GUIDE, since: 1 }] });
  const page = await openAsking(GUIDE);
  for (const target of ['/etc/passwd', 'http://10.0.0.1/', 'mstsc /v:pc1', 'pc1:1-65535', { host: 'pc1' }, ['pc1'], ''])
    await ask(page, 'hostile', target);
  // The seventh in a minute is too much; the one before it went through, so that the hostile ones were read before it.
  for (let round = 1; round <= 6; round++) {
    await ask(page, `fit-${round}`, addressIn(practice, 'refused'));
    await expect.poll(() => ended(page, `fit-${round}`)).toMatchObject({ type: 'check.finished' });
  }
  await ask(page, 'much', addressIn(practice, 'refused'));
  await expect.poll(() => ended(page, 'much')).toMatchObject({ type: 'check.unavailable', state: 'too-many' });
  expect((await heard(page)).filter(({ id }) => id === 'hostile')).toEqual([]);
  await page.close();
});

test('a stranger with the same pages gets nothing, and neither does a frame in the guide', async () => {
  await store(browser, 'session', { asked: {} });
  const stranger = await openAsking(STRANGER);
  await ask(stranger, 'a', addressIn(practice, 'refused'));
  const page = await openAsking(GUIDE);
  const inside = await page.evaluateHandle(async () => {
    const frame = document.createElement('iframe');
    frame.src = '/offline/';
    document.body.append(frame);
    await new Promise(resolve => frame.addEventListener('load', resolve));
    return frame;
  });
  const frame = await inside.contentFrame();
  const fromFrame = await frame?.evaluateHandle(
    target => {
      const said: unknown[] = [];
      addEventListener('message', ({ data }) => data?.from === 'reconnect-extension' && said.push(data));
      for (const message of [{ kind: 'hello' }, { kind: 'check', id: 'f', target }])
        postMessage({ from: 'reconnect-page', v: 1, ...message }, location.origin);
      return said;
    },
    addressIn(practice, 'refused'),
  );
  // When the guide itself has had its answer, the others would have had theirs long before.
  await ask(page, 'b', addressIn(practice, 'refused'));
  await expect.poll(() => ended(page, 'b')).toMatchObject({ type: 'check.finished' });
  expect(await heard(stranger)).toEqual([]);
  expect(await fromFrame?.jsonValue()).toEqual([]);
  for (const opened of [stranger, page]) await opened.close();
});

test('the background looks at the sender itself: a stranger that reaches it is not answered', async () => {
  const worker = await workerOf(browser);
  const said: readonly unknown[][] = await worker.evaluate(
    async target => {
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
      const strangers = [
        talk({ tab: {}, frameId: 0, url: 'https://stranger.example/' }),
        talk({ tab: {}, frameId: 7, url: 'https://reconnect.example/' }),
        talk({ frameId: 0, url: 'https://reconnect.example/' }),
        talk({ tab: {}, frameId: 0, url: 'https://reconnect.example.stranger.example/' }),
      ];
      const guide = talk({ tab: {}, frameId: 0, url: 'https://reconnect.example/' });
      while (guide.length < 2) await new Promise(resolve => setTimeout(resolve, 20));
      return [...strangers, guide];
    },
    addressIn(practice, 'refused'),
  );
  expect(said.slice(0, 4)).toEqual([[], [], [], []]);
  expect(said[4]?.[0]).toMatchObject({ kind: 'here' });
});

/** The same site behind TLS, with a certificate of its own. */
async function encrypt(inner: string): Promise<https.Server> {
  const file = (name: string) => path.join(folder, name);
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=reconnect.example'],
    ...['-keyout', file('key.pem'), '-out', file('cert.pem')],
  ]);
  const [key, cert] = [await readFile(file('key.pem')), await readFile(file('cert.pem'))];
  const server = https.createServer({ key, cert }, (request, response) => {
    const onward = http.request(new URL(request.url ?? '/', inner), { headers: { accept: '*/*' } }, answered => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}
