import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { browser, site } from './opened-site.ts';
import { answerToVerdict, watchedContext } from './pages.ts';
import { untilKept } from './stored-cases.ts';
import { pressesIn, uiWords } from './tour.ts';

const open = () => watchedContext(browser, [new URL(site.url).origin], { serviceWorkers: 'block' });
const rows = (page: Page) => page.locator('.cases > li');

/** A case of a host, up to its first question or on to its verdict. */
async function makeCase(page: Page, host: string, progress: string, screen: 'asking' | 'concluded'): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${site.url}diagnose/#target=${host}&progress=${progress}`);
  // A host from a link is named by a click.
  await page.locator('rdp-diagnosis .ask button.strong').click();
  await page
    .locator('rdp-diagnosis .root[data-screen="asking"], rdp-diagnosis .root[data-screen="concluded"]')
    .waitFor();
  if (screen === 'concluded') await answerToVerdict(page);
  await untilKept(page, host, screen);
}

function report(target: string, stages: readonly (readonly [string, string])[]): Buffer {
  return Buffer.from(
    JSON.stringify({
      version: 1,
      createdAt: '2026-01-02T03:04:05Z',
      target: { host: target, port: 3389 },
      stages: stages.map(([stage, outcome]) => ({ stage, outcome, elapsedMs: 4 })),
      findings: [],
      verdict: { healthy: false, settled: false, causes: [] },
    }),
  );
}

const ALL = ['name', 'path', 'port', 'negotiation', 'tls', 'authentication'] as const;

test('cases are kept, gone on with, deleted and brought back', async () => {
  const { context, foreignRequests, faults } = await open();
  const page = await context.newPage();
  await makeCase(page, 'first-pc', 'nothing', 'concluded');
  await makeCase(page, 'second-pc', 'prompt', 'asking');
  const question = await page.locator('rdp-diagnosis #heading').textContent();
  await page.goto(`${site.url}cases/`);
  await expect.poll(() => rows(page).locator('b').allTextContents()).toEqual(['second-pc', 'first-pc']);
  await rows(page).nth(1).getByRole('button', { name: 'Go on' }).click();
  await page.locator('rdp-diagnosis .root[data-screen="concluded"]').waitFor();
  await page.goto(`${site.url}cases/`);
  await rows(page).nth(0).getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => page.locator('rdp-diagnosis #heading').textContent()).toBe(question);

  await page.goto(`${site.url}cases/`);
  await rows(page).nth(0).getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => rows(page).locator('b').allTextContents()).toEqual(['first-pc']);
  await page.keyboard.press('Enter'); // the focus is on the way back
  await expect.poll(() => rows(page).count()).toBe(2);
  await page.click('#remove-all');
  await expect.poll(() => rows(page).count()).toBe(0);
  await page.reload();
  await page.locator('#cases .lead').waitFor();
  expect(await rows(page).count()).toBe(0);
  expect([...foreignRequests, ...faults]).toEqual([]);
  await context.close();
});

test('where a remedy was tried, the case says what changed with it: in a sentence, and row by row', async () => {
  const { context, faults } = await open();
  const page = await context.newPage();
  const words = uiWords();
  const flow = page.locator('rdp-diagnosis');
  const press = pressesIn(flow);
  await makeCase(page, 'first-pc', 'nothing', 'concluded');
  const cause = (await flow.locator('#heading').textContent())?.trim() ?? '';
  await page.goto(`${site.url}cases/`);
  await rows(page).first().waitFor();
  expect(await page.locator('.cases .compared').count()).toBe(0);
  await page.goto(`${site.url}diagnose/`);
  await press('remedy.works');
  await flow.locator('.root[data-screen="resolved"]').waitFor();
  await untilKept(page, 'first-pc', 'resolved');
  await page.goto(`${site.url}cases/`);
  const changed = page.locator('.cases .compared');
  await changed.locator('summary').first().click();
  expect(await changed.count()).toBe(1);
  expect(await changed.locator('.inside > p').textContent()).toMatch(/works now/);
  const row = changed.locator('tr', { hasText: words['compare.cause'] ?? '' }).first();
  expect(await row.locator('td').first().textContent()).toBe(cause);
  expect(await row.locator('td').nth(1).textContent()).toBe(words['compare.none']);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test('starting over begins a new case and leaves the old one', async () => {
  const { context } = await open();
  const page = await context.newPage();
  await makeCase(page, 'first-pc', 'nothing', 'concluded');
  const flow = page.locator('rdp-diagnosis');
  await flow.locator('details.history, details[part~="history"]').locator('summary').click();
  await flow.getByRole('button', { name: 'Start over' }).click();
  await flow.locator('.root[data-screen="describing"]').waitFor();
  await flow.locator('#said').fill('other-pc');
  await flow.locator('#said').press('Enter');
  await flow.locator('.root[data-screen="asking"]').waitFor();
  await untilKept(page, 'other-pc');
  await page.goto(`${site.url}cases/`);
  await expect.poll(() => rows(page).locator('b').allTextContents()).toEqual(['other-pc', 'first-pc']);
  await context.close();
});

test('the one case that an older version kept is the first of the history', async () => {
  const { context } = await open();
  const page = await context.newPage();
  await page.goto(`${site.url}guides/`);
  await page.evaluate(() => {
    const finding = { question: 'progress', answer: 'nothing', source: 'person' };
    const target = { host: 'old-pc', port: 3389 };
    const kept = {
      version: 1,
      screen: 'concluded',
      probe: true,
      stages: [],
      findings: [finding],
      tried: [],
      asked: [],
      target,
    };
    localStorage.setItem('reconnect:case', JSON.stringify(kept));
  });
  await page.goto(`${site.url}diagnose/`);
  await page.locator('rdp-diagnosis .root[data-screen="concluded"]').waitFor();
  await untilKept(page, 'old-pc');
  await page.goto(`${site.url}cases/`);
  await expect.poll(() => rows(page).locator('b').allTextContents()).toEqual(['old-pc']);
  expect(await page.evaluate(() => localStorage.getItem('reconnect:case'))).toBeNull();
  await context.close();
});

test('cases go to a file and come back from it; two of them are compared, by time and by network', async () => {
  const { context, faults } = await open();
  const page = await context.newPage();
  await page.goto(`${site.url}cases/`);
  const broken = ALL.map(
    stage => [stage, stage === 'port' ? 'failed' : stage === 'name' ? 'passed' : 'skipped'] as const,
  );
  const clear = ALL.map(stage => [stage, 'passed'] as const);
  const file = (name: string, buffer: Buffer) =>
    page.setInputFiles('#cases-file', { name, mimeType: 'application/json', buffer });
  await file('broken.json', report('office-pc', broken));
  await expect.poll(() => rows(page).count()).toBe(1);
  await file('clear.json', report('office-pc', clear));
  await expect.poll(() => rows(page).count()).toBe(2);
  const [saved] = await Promise.all([page.waitForEvent('download'), page.click('#export')]);
  const text = await readFile(await saved.path());
  await page.click('#remove-all');
  await expect.poll(() => rows(page).count()).toBe(0);
  await file('cases.json', text);
  await expect.poll(() => rows(page).count()).toBe(2);

  await rows(page).nth(0).getByLabel('Note').fill('Phone');
  await rows(page).nth(1).getByLabel('Note').fill('Office');
  for (const at of [0, 1]) await rows(page).nth(at).getByLabel('Compare').check();
  const sentence = page.locator('.compared .lead');
  await expect
    .poll(() => sentence.textContent())
    .toBe('It works now. Before, the connection broke at the firewall or VPN.');
  await page.getByLabel('Two networks').check();
  await expect.poll(() => sentence.textContent()).toContain('It works over Phone. Over Office the connection breaks');
  expect(await page.locator('.compared tr.better').count()).toBeGreaterThan(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.reload();
  await sentence.waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test.each([
  ['no JSON', Buffer.from('full address:s:pc1')],
  ['markup', Buffer.from('{"version":1,"cases":[{"note":"<img src=x onerror=alert(1)>"}]}')],
  ['a newer version', Buffer.from('{"version":2,"cases":[{}]}')],
  ['far too much', Buffer.alloc(9 * 1024 * 1024, 0x20)],
])('a file with %s ends in one sentence, and nothing is lost', async (_, buffer) => {
  const { context, faults } = await open();
  const page = await context.newPage();
  await makeCase(page, 'first-pc', 'nothing', 'asking');
  await page.goto(`${site.url}cases/`);
  await rows(page).first().waitFor();
  await page.setInputFiles('#cases-file', { name: 'x.json', mimeType: 'application/json', buffer });
  await expect.poll(() => page.locator('.said').textContent()).toMatch(/report/i);
  expect(await rows(page).count()).toBe(1);
  expect(faults).toEqual([]);
  await context.close();
});
