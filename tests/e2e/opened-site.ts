import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { openBrowser, SITE } from './pages.ts';
import { freePort } from './ports.ts';

/** The built site on loopback and a browser. A test file that imports them has them from its first test to its last. */
export let site: ServedSite;
export let browser: Browser;

beforeAll(async () => {
  site = await serveSite({ dir: SITE, port: await freePort() });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
