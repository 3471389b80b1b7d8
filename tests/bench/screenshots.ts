import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { serveSite } from '../../site/serve.ts';
import { openExtended } from '../e2e/chromium.ts';
import { openBrowser, SITE } from '../e2e/pages.ts';

/**
 * `node tests/bench/screenshots.ts FOLDER`: every kind of page, in light and dark, narrow and wide, and the popup in its
 * states, from the running product. To be looked at; nothing is compared.
 */
const folder = process.argv[2];
if (folder === undefined) {
  console.log('Which folder? node tests/bench/screenshots.ts FOLDER');
  process.exit(0);
}
await mkdir(folder, { recursive: true });
const PAGES = {
  start: '',
  flow: 'diagnose/',
  'flow-0x4': 'diagnose/#code=mac-client:0x4',
  guides: 'guides/',
  guide: 'guides/error-0x4/',
  cause: 'causes/port-blocked/',
  step: 'steps/port-test/',
  codes: 'codes/',
  code: 'codes/mac-client/0x4/',
  search: 'search/',
  helper: 'helper/',
  offline: 'offline/',
  embed: 'embed/docs/',
};

const site = await serveSite({ dir: SITE, port: 0 });
const browser = await openBrowser();
for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1280]) {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
    for (const [name, address] of Object.entries(PAGES)) {
      await page.goto(`${site.url}${address}`, { waitUntil: 'networkidle' });
      await page.screenshot({ path: path.join(folder, `${name}-${width}-${colorScheme}.png`) });
      // A page that differs only in its fragment would not be loaded anew.
      await page.goto('about:blank');
    }
    await page.close();
  }
await browser.close();
await site.close();

const practice = await startPracticeHosts({ only: ['healthy-nla', 'refused'] });
const portOf = (id: string) => practice.hosts.find(host => host.id === id)?.port;
const extended = await openExtended({ helper: true });
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await extended.openPopup();
  await page.emulateMedia({ colorScheme });
  await page.waitForLoadState('networkidle');
  const shot = (state: string) => page.screenshot({ path: path.join(folder, `popup-${state}-${colorScheme}.png`) });
  // A popup goes on where the last one stood.
  await page.locator('#home').click();
  await shot('idle');
  for (const id of ['healthy-nla', 'refused'] as const) {
    await page.locator('#home').click();
    await page.locator('#said').fill(`127.0.0.1:${portOf(id)}`);
    await page.locator('#target button').click();
    await page.locator('#result:not([hidden])').waitFor();
    await page.waitForLoadState('networkidle');
    await shot(id);
  }
  await page.close();
}
await extended.close();
await practice.close();
console.log(`The pictures are in ${folder}`);
