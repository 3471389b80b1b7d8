import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { buildIfStale } from '../.tasks/build.ts';
import { NATIVE_HOST } from '../extension/wire/identity.ts';
import { serveSite } from '../site/serve.ts';
import { openExtended, registerHelper } from './e2e/chromium.ts';
import { MAY_MOUNT, openCompany } from './e2e/company.ts';
import { photographExtension } from './e2e/extension-tour.ts';
import { FAULTS } from './e2e/helper-states.ts';
import { openBrowser, SITE } from './e2e/pages.ts';
import { pageTypes, visit, walkFlow } from './e2e/tour.ts';

/**
 * `npm run screenshots [-- FOLDER [NAME …]]`: every kind of page and every state of the flow, in light and dark, narrow
 * and wide, whole, and the extension in its states, from the running product. To be looked at; nothing is compared.
 */
const [folder = 'dist/screenshots', ...only] = process.argv.slice(2);
const WIDTHS = [360, 1280] as const;
const TALLEST_PX = 12_000;
const SCHEMES = ['light', 'dark'] as const;
const wanted = (name: string) => only.length === 0 || only.includes(name);
await buildIfStale();
await mkdir(folder, { recursive: true });
/** The whole page, unless it is a list without end. */
async function shot(page: Page, name: string): Promise<void> {
  const { width, height } = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { width: scrollWidth, height: scrollHeight };
  });
  await page.screenshot({
    path: path.join(folder, `${name}.png`),
    fullPage: true,
    clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST_PX) },
    animations: 'disabled',
  });
}

const site = await serveSite({ dir: SITE, port: 0 });
const browser = await openBrowser();
for (const colorScheme of SCHEMES)
  for (const width of WIDTHS) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    const named = (name: string) => `${name}-${width}-${colorScheme}`;
    for (const [name, address] of Object.entries(pageTypes()).filter(([name]) => wanted(name))) {
      await visit(page, site.url, address);
      await shot(page, named(name));
    }
    if (wanted('flow'))
      for await (const state of walkFlow(page, site.url)) {
        await shot(page, named(`flow-${state}`));
      }
    if (wanted('print')) {
      await page.emulateMedia({ media: 'print' });
      await visit(page, site.url, pageTypes().guide ?? '');
      await shot(page, named('print-guide'));
    }
    await context.close();
  }
await browser.close();
await site.close();

if (wanted('popup')) await photographExtension(SCHEMES, shot);
if (wanted('popup-helper') && MAY_MOUNT) {
  const company = await openCompany({ NativeMessagingBlocklist: ['*'] });
  const managed = await openExtended({ helper: true, program: company.program });
  const page = await managed.openPopup();
  await page.locator('#missing').waitFor();
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    await shot(page, `popup-helper-blocked-by-policy-${colorScheme}`);
  }
  await managed.close();
  await company.close();
}
if (wanted('popup-helper')) {
  const extended = await openExtended({ helper: false });
  const registered = {
    manifest: path.join(extended.profile, 'NativeMessagingHosts', `${NATIVE_HOST}.json`),
    data: path.join(extended.profile, 'reconnect'),
  };
  const page = await extended.openPopup();
  const shots = async (name: string) => {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await shot(page, `popup-helper-${name}-${colorScheme}`);
    }
  };
  await page.locator('#missing').waitFor();
  await shots('absent');
  await page.locator('#install').click();
  await shots('absent-steps');
  await registerHelper(extended.profile);
  await page.locator('#look').click();
  await page.locator('#helper-word:disabled').waitFor();
  // One fault a state is enough to see its words.
  for (const { chromium, spoil } of new Map(FAULTS.map(fault => [fault.chromium, fault])).values()) {
    await registerHelper(extended.profile);
    await spoil(registered);
    await page.reload();
    await page.locator('#helper-word:enabled').click();
    await page.locator('#missing').waitFor();
    await shots(chromium);
  }
  await extended.close();
}
console.log(`The pictures are in ${folder}`);
