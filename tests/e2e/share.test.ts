import http from 'node:http';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { captureOf, Scene } from '../unit/captures/scene.ts';
import { openBrowser, SITE, untilStored, watchedContext } from './pages.ts';
import { freePort } from './ports.ts';

let browser: Browser;
let site: ServedSite;
let page: Page;
let foreignRequests: readonly string[];
let faults: readonly string[];
/** What arrives where the site was: a share must not. */
const arrived: string[] = [];
let listener: http.Server;

beforeAll(async () => {
  browser = await openBrowser();
  site = await serveSite({ dir: SITE, port: await freePort() });
  const watched = await watchedContext(browser, [new URL(site.url).origin]);
  ({ foreignRequests, faults } = watched);
  page = await watched.context.newPage();
  await page.goto(site.url);
  await untilStored(page);
  await site.close();
  listener = http.createServer((request, response) => {
    arrived.push(`${request.method} ${request.url}`);
    response.end();
  });
  await new Promise<void>(resolve => listener.listen(Number(new URL(site.url).port), '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser?.close();
  listener?.closeAllConnections();
  listener?.close();
});

/** Posts as the system does for the manifest's share target. */
async function share(fields: Readonly<Record<string, string>>, file?: { name: string; buffer: Buffer }): Promise<void> {
  await page.goto(`${site.url}offline/`);
  await page.evaluate(
    async ([given, withFile]) => {
      const manifest = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')?.href ?? '';
      const { share_target: target } = await (await fetch(manifest)).json();
      const form = document.createElement('form');
      form.id = 'shares';
      form.action = target.action;
      form.method = target.method;
      form.enctype = target.enctype;
      for (const [name, value] of Object.entries(given)) {
        const input = document.createElement('textarea');
        input.name = target.params[name];
        input.value = value;
        form.append(input);
      }
      if (withFile) {
        const input = document.createElement('input');
        input.type = 'file';
        input.name = target.params.files[0].name;
        form.append(input);
      }
      document.body.append(form);
    },
    [fields, file !== undefined] as const,
  );
  if (file) await page.setInputFiles('#shares input', { ...file, mimeType: 'application/x-rdp' });
  await page.evaluate(() => document.querySelector<HTMLFormElement>('#shares')?.submit());
}

/** It waits for the person: nothing is used before this. */
async function goOn(): Promise<void> {
  await expect.poll(() => page.locator('#read').textContent()).toMatch(/shared this/);
  expect(new URL(page.url()).pathname).toBe('/');
  await page.locator('#start [type="submit"]').click();
}

const flow = () => page.locator('rdp-diagnosis');
const keptShares = () => page.evaluate(async () => (await caches.keys()).filter(name => name.includes('shared')));

test('a shared text opens the flow with what it says', async () => {
  await share({ title: 'A chat', text: 'Error code: 0x204' });
  await goOn();
  await flow().locator('.root[data-screen]').waitFor();
  expect(page.url()).toMatch(/diagnose\/#.*0x204/);
  expect(await keptShares()).toEqual([]);
});

test('a shared .rdp file opens the flow with its host, and its password is dropped', async () => {
  const lines = 'full address:s:office-pc:3390\r\npassword 51:b:0123456789ABCDEF0123456789ABCDEF\r\n';
  const visited: string[] = [];
  page.on('framenavigated', frame => visited.push(frame.url()));
  await share({}, { name: 'office.rdp', buffer: Buffer.from(`\ufeff${lines}`, 'utf16le') });
  await goOn();
  await flow().locator('.root[data-screen]').waitFor();
  expect(visited.join(' ')).toContain('office-pc:3390');
  expect(visited.join(' ') + (await flow().locator('.root').innerHTML())).not.toContain('0123456789ABCDEF');
  expect(await keptShares()).toEqual([]);
});

test('share: a capture → said to be shared; one that the worker had to cut → said to be too large', async () => {
  const capture = Buffer.from(captureOf(new Scene().client('S').server('RA').packets));
  await share({}, { name: 'office.pcap', buffer: capture });
  await expect.poll(() => page.locator('#read').textContent()).toMatch(/shared this/);
  expect(await page.locator('#read .ticks li').count()).toBeGreaterThan(0);
  await share({}, { name: 'office.pcap', buffer: Buffer.concat([capture, Buffer.alloc(2 * 1024 * 1024)]) });
  await expect.poll(() => page.locator('#read').textContent()).toMatch(/larger than 1 MB/);
});

test.each<[what: string, fields: Readonly<Record<string, string>>, buffer: Buffer | undefined, said: RegExp]>([
  ['too large', {}, Buffer.alloc(3 * 1024 * 1024, 0x41), /larger than 1 MB/],
  ['not readable', { text: 'lunch at noon?' }, undefined, /We’ll ask you instead.*shared this/],
  ['markup', { text: '<img src=x onerror=alert(1)>' }, undefined, /We’ll ask you instead.*shared this/],
])('what is %s stays in the field with one sentence', async (_, fields, buffer, said) => {
  await share(fields, buffer && { name: 'big.rdp', buffer });
  await expect.poll(() => page.locator('#read').textContent()).toMatch(said);
  expect(await keptShares()).toEqual([]);
  expect(new URL(page.url()).pathname).toBe('/');
  if (!fields.text) return;
  expect(await page.inputValue('#seen')).toBe(fields.text);
  // It stops nobody who goes on, and is text there as well.
  await page.locator('#start [type="submit"]').click();
  await flow().locator('.root[data-screen="asking"]').waitFor();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});

test('share: a form of another site with a host → it stands in the field, no case and no command has it', async () => {
  await page.evaluate(() => localStorage.removeItem('reconnect:host'));
  await share({ text: 'attacker-chosen.example:3390' });
  await expect.poll(() => page.locator('#read').textContent()).toMatch(/attacker-chosen\.example:3390.*shared this/);
  expect(await page.inputValue('#seen')).toBe('attacker-chosen.example:3390');
  expect(await page.evaluate(() => localStorage.getItem('reconnect:host'))).toBeNull();
  expect(new URL(page.url()).pathname).toBe('/');
});

test('nothing empty breaks it', async () => {
  await share({});
  await page.locator('#seen').waitFor();
  expect(await page.locator('#read').textContent()).toBe('');
});

test('nothing of it went to the network', () => {
  expect(arrived.filter(line => line.startsWith('POST'))).toEqual([]);
  expect([...foreignRequests, ...faults]).toEqual([]);
});
