import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { type Articles, article, serveArticles } from './articles.ts';
import { answerToVerdict, openBrowser, SITE } from './pages.ts';

/** What an author sets, and what a page, an author or a stranger can set wrong. */
let browser: Browser;
let site: ServedSite;
let articles: Articles;
beforeAll(async () => {
  site = await serveSite({ dir: SITE, port: 0 });
  browser = await openBrowser();
  const script = `<script type="module" src="${site.url}widget/reconnect.js"></script>`;
  const widget = (attributes: string, inside = '') =>
    `${script}<rdp-diagnosis ${attributes} ${inside === '' ? `knowledge="${site.url}knowledge.json"` : ''}>${inside}</rdp-diagnosis>`;
  const inline = (json: string) => widget('', `<script type="application/json">${json}</script>`);
  const frame = (query: string) =>
    `<iframe src="${site.url}embed/?${query}" title="Diagnosis" width="700" height="900"></iframe>`;
  const step = '{"title":"Connect <i>our</i> VPN","lines":["Look for the green light."],"causes":["port-blocked"]}';
  articles = await serveArticles({
    plain: { html: article(widget('code="mac-client:0x4"')) },
    field: { html: article(widget('')) },
    mail: {
      html: article(
        widget(
          `cause="port-blocked" audience="user" support="IT, 4711 &lt;b&gt;" hand-over="mailto:help@example.test" local-step='${step}'`,
        ),
      ),
    },
    event: { html: article(widget('cause="bad-credentials" hand-over="event"')) },
    unknown: { html: article(widget('code="0xdeadbeef99 no such code"')) },
    hostile: {
      html: article(
        widget(
          ['code', 'surface', 'cause', 'target', 'audience', 'support', 'hand-over', 'local-step', 'theme', 'lang']
            .map(
              name =>
                `${name}="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;javascript:alert(1)&#0;${'x'.repeat(200_000)}"`,
            )
            .join(' '),
        ),
      ),
    },
    'other-version': { html: article(inline('{"version":2,"model":{},"words":{}}')) },
    'cut-off': { html: article(inline('{"version":1,"model":{"causes":')) },
    missing: { html: article(`${script}<rdp-diagnosis knowledge="${site.url}widget/none.json"></rdp-diagnosis>`) },
    frame: { html: article(frame('code=mac-client:0x4')) },
    room: {
      html: article(widget('code="mac-client:0x4"'), {
        head: '<style>rdp-diagnosis { display: block; min-height: 1100px; --reconnect-min-height: 1100px }</style>',
      }),
    },
  });
});
afterAll(async () => {
  await browser?.close();
  await articles?.close();
  await site?.close();
});

/** Opens an article. What goes wrong in it or asks to be confirmed is kept. */
async function open(name: string): Promise<{ page: Page; wrong: string[] }> {
  const page = await browser.newPage({ viewport: { width: 900, height: 1400 } });
  const wrong: string[] = [];
  page.on('pageerror', error => wrong.push(error.message));
  page.on('dialog', dialog => {
    wrong.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(`${articles.origin}/${name}`);
  return { page, wrong };
}

const screen = (page: Page, name: string) => page.locator(`rdp-diagnosis .root[data-screen="${name}"]`);
const heardOf = (page: Page, type: string) =>
  page.evaluate(
    wanted =>
      (Reflect.get(window, 'heard') as { type: string; detail: Record<string, unknown> }[]).filter(
        one => one.type === wanted,
      ),
    type,
  );

test('it goes on where it was when it is moved, taken away and brought back', async () => {
  const { page, wrong } = await open('plain');
  await page.locator('rdp-diagnosis .answers input').first().check();
  await page.locator('rdp-diagnosis button.strong').click();
  await page.locator('rdp-diagnosis details[part~="history"]').waitFor();
  const heading = await page.locator('rdp-diagnosis #heading').textContent();
  await page.evaluate(() => {
    const flow = document.querySelector('rdp-diagnosis');
    if (flow === null) return;
    const other = document.body.appendChild(document.createElement('aside'));
    other.append(flow); // moved
    document.body.prepend(flow); // and again, before it could begin anew
    Reflect.set(window, 'kept', flow);
  });
  await page.locator('rdp-diagnosis details[part~="history"]').waitFor();
  expect(await page.locator('rdp-diagnosis #heading').textContent()).toBe(heading);
  await page.evaluate(() => Reflect.get(window, 'kept').remove());
  await page.evaluate(() => document.body.append(Reflect.get(window, 'kept')));
  await page.locator('rdp-diagnosis details[part~="history"]').waitFor();
  expect(await page.locator('rdp-diagnosis #heading').textContent()).toBe(heading);
  expect(wrong).toEqual([]);
  await page.close();
});

test('a reader who is no administrator is shown whom to ask, the house’s advice as text, and writes a mail', async () => {
  const { page, wrong } = await open('mail');
  await screen(page, 'mending').waitFor();
  const part = (name: string) => page.locator(`rdp-diagnosis [part~="${name}"]`);
  expect(await part('support').textContent()).toContain('IT, 4711 <b>');
  expect(await part('local').textContent()).toContain('Connect <i>our</i> VPN');
  expect(await page.locator('rdp-diagnosis .remedy .ours').count()).toBe(0);
  await page.locator('rdp-diagnosis .acts button').first().click();
  await screen(page, 'handed-over').waitFor();
  await expect.poll(() => part('report').textContent()).toContain('port-blocked');
  const link = await page.locator('rdp-diagnosis a[href^="mailto:"]').getAttribute('href');
  expect(link).toMatch(/^mailto:help@example\.test\?subject=\S+&body=\S+$/);
  expect(link?.length).toBeLessThanOrEqual(1800);
  await expect.poll(async () => (await heardOf(page, 'reconnect-handover')).length).toBe(1);
  expect(wrong).toEqual([]);
  await page.close();
});

test('a report that goes to the page goes there by the person’s own button', async () => {
  const { page } = await open('event');
  await screen(page, 'mending').waitFor();
  await page.locator('rdp-diagnosis p button.less').last().click();
  await screen(page, 'handed-over').waitFor();
  await page.locator('rdp-diagnosis .report:not(:empty)').waitFor();
  expect(await heardOf(page, 'reconnect-handover')).toEqual([]);
  await page.locator('rdp-diagnosis .acts button.strong').click();
  await page.locator('rdp-diagnosis .acts button:disabled').waitFor();
  const [told] = await heardOf(page, 'reconnect-handover');
  expect(told?.detail.report).toMatchObject({ version: 1, redacted: true });
  await page.close();
});

test.each<[name: string, clear: string]>([
  ['unknown', '.root[data-screen="describing"]'],
  ['hostile', '.root[data-screen="describing"]'],
  ['other-version', '[role="alert"]'],
  ['cut-off', '[role="alert"]'],
  ['missing', '[role="alert"]'],
])('%s: a clear state, and the page around is well', async (name, clear) => {
  const { page, wrong } = await open(name);
  const shown = page.locator(`rdp-diagnosis ${clear}`);
  await shown.waitFor();
  expect((await shown.textContent())?.trim()).toMatch(/\w+ \w+/);
  expect(await page.locator('rdp-diagnosis img, rdp-diagnosis script:not([type])').count()).toBe(0);
  expect(await page.locator('h1').textContent()).toBe('Office PC');
  expect(wrong).toEqual([]);
  expect(await page.evaluate('faults')).toEqual([]);
  await page.close();
});

test('ten megabytes pasted, as a file, or kept in the store end in a sentence or a fresh start', async () => {
  const { page, wrong } = await open('field');
  const field = page.locator('rdp-diagnosis textarea#said');
  await field.waitFor();
  const report = `{"version":1,"findings":[${'{"question":"port","answer":"silent"},'.repeat(280_000)}`;
  expect(report.length).toBeGreaterThan(10_000_000);
  await page
    .locator('rdp-diagnosis input[type="file"]')
    .setInputFiles({ name: 'report.json', mimeType: 'text/plain', buffer: Buffer.from(report) });
  const said = page.locator('rdp-diagnosis .understood');
  await expect.poll(() => said.textContent()).toMatch(/\w+ \w+/);
  await page.reload();
  await field.waitFor();
  const refused = await page.evaluate(text => {
    const area = document.querySelector('rdp-diagnosis')?.shadowRoot?.querySelector('textarea');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', text);
    return (
      area?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })) === false
    );
  }, report);
  expect(refused).toBe(true);
  await expect.poll(() => said.textContent()).toMatch(/\w+ \w+/);
  expect(await screen(page, 'describing').count()).toBe(1);
  await page.evaluate(text => {
    const flow = document.createElement('rdp-diagnosis');
    flow.id = 'kept';
    flow.setAttribute('knowledge', document.querySelector('rdp-diagnosis')?.getAttribute('knowledge') ?? '');
    Object.assign(flow, {
      store: { load: async () => ({ version: 1, screen: 'asking', findings: text }), save: () => undefined },
    });
    document.body.append(flow);
  }, report);
  await page.locator('#kept .root[data-screen="describing"]').waitFor();
  expect(wrong).toEqual([]);
  await page.close();
});

test('the frame passes over what strangers and the page around send it', async () => {
  const { page, wrong } = await open('frame');
  const heading = page.frameLocator('iframe').locator('rdp-diagnosis #heading');
  await heading.waitFor();
  const before = await heading.textContent();
  await page.evaluate(() => {
    const inside = document.querySelector('iframe')?.contentWindow;
    const messages = [
      null,
      7,
      'reconnect-hello',
      [],
      { type: 'reconnect-hello', origin: 'https://evil.test' },
      { source: 'reconnect', type: 'case.resolved' },
      { type: 'text.pasted', text: 'x' },
    ];
    for (const message of messages) inside?.postMessage(message, '*');
    inside?.postMessage({ type: 'reconnect-hello', report: 'x'.repeat(10_000_000) }, '*');
  });
  const inside = page.frames().find(frame => frame.url().startsWith(site.url));
  // A window of another origin that is not the page around.
  await inside?.evaluate(() => {
    dispatchEvent(
      new MessageEvent('message', { data: { type: 'reconnect-hello' }, origin: 'https://evil.test', source: window }),
    );
  });
  expect(await heading.textContent()).toBe(before);
  const heard = await page.evaluate(() => Reflect.get(window, 'heard') as { origin?: string }[]);
  expect(heard.length).toBeGreaterThan(0);
  expect(heard.every(({ origin }) => origin === new URL(site.url).origin)).toBe(true);
  expect(wrong).toEqual([]);
  await page.close();
});

test('what the frame tells goes to the origin of the page around it, and to no other', async () => {
  const page = await browser.newPage();
  const { origin } = new URL(site.url);
  await page.route('**/around', route =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Around</title><script>
        var addressed = [];
        window.postMessage = (message, to) => addressed.push(to);
      </script><iframe src="/embed/?code=mac-client:0x4" title="Diagnosis" width="700" height="900"></iframe>`,
    }),
  );
  await page.goto(`${site.url}around`);
  await page.frameLocator('iframe').locator('rdp-diagnosis .answers input').first().check();
  await page.frameLocator('iframe').locator('rdp-diagnosis button.strong').click();
  await expect.poll(() => page.evaluate('addressed.length')).toBeGreaterThan(2);
  expect(await page.evaluate('[...new Set(addressed)]')).toEqual([origin]);
  await page.close();
});

test('the frame remembers nothing unless the page allows it', async () => {
  for (const [query, kept] of [
    ['code=mac-client:0x4', 0],
    ['code=mac-client:0x4&remember', 1],
  ] as const) {
    const page = await browser.newPage();
    await page.goto(`${site.url}embed/?${query}`);
    await page.locator('rdp-diagnosis .answers input').first().check();
    await page.locator('rdp-diagnosis button.strong').click();
    await page.locator('rdp-diagnosis details[part~="history"]').waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage).length), query).toBe(kept);
    await page.context().clearCookies();
    await page.close();
  }
});

test('with room kept for it, nothing in the page moves', async () => {
  const page = await browser.newPage({ viewport: { width: 900, height: 1400 } });
  await page.addInitScript(() => {
    Reflect.set(window, 'shifts', []);
    new PerformanceObserver(list => {
      // What follows a click is not counted: CLS leaves it out as well.
      for (const entry of list.getEntries())
        if (!Reflect.get(entry, 'hadRecentInput')) Reflect.get(window, 'shifts').push(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${articles.origin}/room`);
  expect(await answerToVerdict(page)).toMatch(/\w/);
  expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toEqual([]);
  await page.close();
});
