import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedSite, serveSite } from '../../site/serve.ts';
import { openBrowser, SITE } from './pages.ts';

let browser: Browser;
let site: ServedSite;
let page: Page;
beforeAll(async () => {
  site = await serveSite({ dir: SITE, port: 0 });
  browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(`${site.url}codes/`);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const shown = () =>
  page
    .locator('.codes > li')
    .evaluateAll(all => all.flatMap(row => (row instanceof HTMLElement && !row.hidden ? [row.dataset.id ?? ''] : [])));

test.each<[typed: string, id: string]>([
  ['0x204', 'mstsc-disconnect:0x204'],
  ['516', 'mstsc-disconnect:0x204'],
  ['0x00000204', 'mstsc-disconnect:0x204'],
  ['-1073741715', 'credssp-ntstatus:0xc000006d'],
  ['STATUS_LOGON_FAILURE', 'credssp-ntstatus:0xc000006d'],
  ['ERRCONNECT_DNS_NAME_NOT_FOUND', 'freerdp-exit:'],
  ['licence', 'mstsc-extended:'],
  ['encryption oracle remediation', 'message:credssp-encryption-oracle-remediation'],
  [
    'Remote Desktop can’t connect to the remote computer for one of these reasons: 1) Remote access to the server is not enabled Error code: 0x204 Extended error code: 0x0',
    'mstsc-disconnect:0x204',
  ],
])('the list of codes is narrowed down by %s', async (typed, id) => {
  await page.locator('#filter').fill(typed);
  await expect.poll(async () => (await shown()).some(row => row.startsWith(id)), { timeout: 20_000 }).toBe(true);
  expect((await shown()).length).toBeLessThan(120);
  expect(await page.locator('#shown').textContent()).toMatch(/^\d+ of \d+ shown$/);
});

test('what nothing knows leaves no row, and an empty field shows them all', async () => {
  await page.locator('#filter').fill('zzzz qqqq');
  expect(await shown()).toEqual([]);
  await page.locator('#filter').fill('');
  expect((await shown()).length).toBeGreaterThan(600);
});
