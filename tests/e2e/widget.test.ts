import http from 'node:http';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { answerToVerdict, openBrowser, SITE, watchedContext } from './pages.ts';

let browser: Browser;
let site: ServedSite;
let article: { url: string; close(): Promise<void> };
beforeAll(async () => {
  site = await serveSite({ dir: SITE, port: 0 });
  article = await serveArticle();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await article?.close();
  await site?.close();
});

/** Somebody else's help pages, on an origin of their own and with a strict policy. */
async function serveArticle() {
  const from = new URL(site.url).origin;
  const listen = `for (const type of ['start', 'answer', 'verdict', 'resolved', 'handover', 'resize'])
    document.addEventListener('reconnect-' + type, event => (window.heard ??= []).push({ type: event.type, detail: event.detail }));
    addEventListener('message', event => { if (event.data?.source === 'reconnect') (window.heard ??= []).push({ type: event.data.type, detail: event.data.detail, origin: event.origin }); });`;
  const pages: Readonly<Record<string, { policy: string; body: string }>> = {
    '/element': {
      policy: `default-src 'none'; script-src 'self' ${from}; connect-src ${from}; require-trusted-types-for 'script'; trusted-types lit-html`,
      body: `<rdp-diagnosis code="mac-client:0x4" knowledge="${site.url}knowledge.json"></rdp-diagnosis><script type="module" src="${site.url}widget/reconnect.js"></script>`,
    },
    '/frame': {
      policy: `default-src 'none'; script-src 'self'; frame-src ${from}; require-trusted-types-for 'script'; trusted-types 'none'`,
      body: `<iframe src="${site.url}embed/?code=mac-client:0x4&theme=dark" title="Diagnosis" width="600" height="900"></iframe>`,
    },
  };
  const server = http.createServer((request, response) => {
    if (request.url === '/listen.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(listen);
    const page = pages[request.url ?? ''];
    if (!page) return response.writeHead(204).end();
    response
      .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': page.policy })
      .end(
        `<!doctype html><html lang="en"><title>Help</title><script src="/listen.js"></script><h1>Office PC</h1>${page.body}</html>`,
      );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Heard {
  readonly type: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly origin?: string;
}
const heardBy = (page: Page) => page.evaluate(() => Reflect.get(window, 'heard') as Heard[]);
const origins = () => [new URL(site.url).origin, article.url];

test('the element runs to a verdict in a page of another origin and under its strict policy', async () => {
  const { context, strangers, faults } = await watchedContext(browser, origins());
  const page = await context.newPage();
  await page.goto(`${article.url}/element`);
  const cause = await answerToVerdict(page);
  expect(cause).not.toBe('');
  const heard = await heardBy(page);
  expect(heard.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['reconnect-start', 'reconnect-answer', 'reconnect-verdict', 'reconnect-resize']),
  );
  const verdict = heard.findLast(({ type }) => type === 'reconnect-verdict');
  expect(Object.keys(verdict?.detail ?? {}).toSorted()).toEqual(['blame', 'cause', 'settled']);
  expect(faults).toEqual([]);
  expect(strangers).toEqual([]);
  await context.close();
});

test('the frame needs nothing but frame-src, tells its height, and stores nothing in a stranger’s page', async () => {
  const { context, strangers, faults } = await watchedContext(browser, origins());
  const page = await context.newPage();
  await page.goto(`${article.url}/frame`);
  const frame = page.frameLocator('iframe');
  await frame.locator('rdp-diagnosis #heading').waitFor();
  await expect
    .poll(async () =>
      (await heardBy(page))?.some(({ type, detail }) => type === 'reconnect-resize' && Number(detail.height) > 100),
    )
    .toBe(true);
  await frame.locator('rdp-diagnosis .answers input').first().check();
  await frame.locator('rdp-diagnosis button.strong').click();
  await expect.poll(async () => (await heardBy(page)).some(({ type }) => type === 'reconnect-answer')).toBe(true);
  expect((await heardBy(page)).every(message => message.origin === origins()[0])).toBe(true);
  const inside = page.frames().find(one => one.url().startsWith(site.url));
  const registered = await inside?.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  expect(registered).toBe(0);
  expect(faults).toEqual([]);
  expect(strangers).toEqual([]);
  await context.close();
});
