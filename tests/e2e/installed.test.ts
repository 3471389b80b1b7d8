import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, type CDPSession, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { WHOLE_BROWSER } from './chromium.ts';
import { SITE, untilStored } from './pages.ts';
import { freePort } from './ports.ts';

let home: string;
let site: ServedSite;
let context: BrowserContext;
let apps: CDPSession;

/** Installs the guide as a person does from the address bar, and takes its server away. */
beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'reconnect-installed-'));
  site = await serveSite({ dir: SITE, port: await freePort() });
  context = await chromium.launchPersistentContext(path.join(home, 'profile'), {
    executablePath: process.env.RECONNECT_CHROMIUM ?? '/usr/bin/chromium',
    headless: false, // see WHOLE_BROWSER
    args: [...WHOLE_BROWSER],
    // An app leaves its starter in the person's home.
    env: { ...process.env, HOME: home, XDG_DATA_HOME: path.join(home, 'data') },
  });
  const page = await context.newPage();
  await page.goto(site.url);
  await untilStored(page);
  apps = await context.newCDPSession(page);
  await apps.send('PWA.install', { manifestId: site.url, installUrlOrBundleUrl: site.url });
  await site.close();
  await context.setOffline(true);
});
afterAll(async () => {
  await context?.close();
  await rm(home, { recursive: true, force: true });
});

/** The window that the system opens for a file. */
async function openWithApp(name: string, content: Buffer | string) {
  const file = path.join(home, name);
  await writeFile(file, content);
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    apps.send('PWA.launchFilesInApp', { manifestId: site.url, files: [file] }),
  ]);
  return page;
}

test('the system knows that it opens .rdp files, and nothing else', async () => {
  const { fileHandlers } = await apps.send('PWA.getOsAppState', { manifestId: site.url });
  expect(fileHandlers.map(({ action, accepts }) => [action, accepts])).toEqual([
    [site.url, [{ mediaType: 'application/x-rdp', fileExtensions: ['.rdp'] }]],
  ]);
});

test('a double click on an .rdp file opens the flow with its host, without a network, and drops its password', async () => {
  const lines = 'full address:s:office-pc:3390\r\npassword 51:b:0123456789ABCDEF0123456789ABCDEF\r\n';
  const page = await openWithApp('office.rdp', Buffer.from(`\ufeff${lines}`, 'utf16le'));
  const visited: string[] = [];
  page.on('framenavigated', frame => visited.push(frame.url()));
  const root = page.locator('rdp-diagnosis .root[data-screen]');
  await root.waitFor();
  const shown = await root.innerHTML();
  await page.goto(`${site.url}cases/`);
  await expect.poll(() => page.locator('.cases b').allTextContents()).toEqual(['office-pc:3390']);
  expect(visited.join(' ') + shown).not.toContain('0123456789ABCDEF');
  await page.close();
});

test('a file with nothing in it stays on the start page with one sentence', async () => {
  const page = await openWithApp('lunch.rdp', 'lunch at noon?');
  await expect.poll(() => page.locator('#read').textContent()).toMatch(/We’ll ask you instead/);
  await page.close();
});
