import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { browser, site } from './opened-site.ts';
import { answerToVerdict, watchedContext } from './pages.ts';
import { untilKept } from './stored-cases.ts';

const open = () =>
  watchedContext(browser, [new URL(site.url).origin], {
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
  });

test('a report is made on one device, shared by link without its names, and goes on at the same point on another', async () => {
  const { context, faults } = await open();
  const page = await context.newPage();
  await page.goto(`${site.url}diagnose/#target=secret-pc.corp.test&progress=nothing`);
  await page.locator('rdp-diagnosis .ask button.strong').click();
  await page.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
  const cause = await answerToVerdict(page);
  await untilKept(page, 'secret-pc.corp.test', 'concluded');
  await page.goto(`${site.url}report/`);
  await page.locator('#report dl').waitFor();
  expect(await page.locator('#report').textContent()).not.toContain('secret-pc');
  await page.locator('[name="hosts"]').uncheck();
  await expect.poll(() => page.locator('#report').textContent()).toContain('secret-pc.corp.test');
  await page.locator('[name="hosts"]').check();
  await page.click('#report-link');
  await expect.poll(() => page.locator('#report-said').textContent()).toMatch(/Copied/);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#report-json')]);
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({ version: 1, redacted: true });
  await context.close();

  const other = await open();
  const reader = await other.context.newPage();
  await reader.goto(link);
  await reader.locator('#report ul').first().waitFor();
  expect(await reader.locator('#report').textContent()).not.toContain('secret-pc');
  await reader.click('#report-go-on');
  // Somebody else reads it: they are asked what only they can see, and the same causes stand behind it.
  await reader.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
  await reader.locator('rdp-diagnosis button.enough').click();
  await reader.locator('rdp-diagnosis .root[data-screen="concluded"]').waitFor();
  expect((await reader.locator('rdp-diagnosis #heading').textContent())?.trim()).toBe(cause);
  expect([...faults, ...other.faults, ...other.foreignRequests]).toEqual([]);
  await other.context.close();
});

test.each<[shown: readonly string[], copied: boolean]>([
  [['hosts', 'users', 'addresses'], false],
  [['users'], false],
  [['certificates'], true],
])('report page: %j shown → a link %s', async (shown, copied) => {
  const { context } = await open();
  const page = await context.newPage();
  await page.goto(`${site.url}diagnose/#target=secret-pc.corp.test&progress=nothing`);
  await page.locator('rdp-diagnosis .ask button.strong').click();
  await page.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
  await untilKept(page, 'secret-pc.corp.test');
  await page.goto(`${site.url}report/`);
  await page.locator('#report dl').waitFor();
  await page.evaluate(() => navigator.clipboard.writeText('nothing'));
  for (const name of shown) await page.locator(`[name="${name}"]`).uncheck();
  await page.click('#report-link');
  await expect.poll(() => page.locator('#report-said').textContent()).toMatch(copied ? /Copied/ : /Hide the names/);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link !== 'nothing').toBe(copied);
  await context.close();
});

test.each([
  ['nothing of ours', '#1.AAAA'],
  ['a newer version', '#9.AAAA'],
  ['far too long', `#1.${'A'.repeat(20_000)}`],
  ['markup', '#<img src=x onerror=alert(1)>'],
])('a link with %s ends in a sentence', async (_, fragment) => {
  const { context, faults } = await open();
  const page = await context.newPage();
  await page.goto(`${site.url}report/${fragment}`);
  await expect.poll(() => page.locator('#report-origin').textContent()).toMatch(/report/i);
  expect(await page.locator('#report').isVisible()).toBe(false);
  expect(faults).toEqual([]);
  await context.close();
});
