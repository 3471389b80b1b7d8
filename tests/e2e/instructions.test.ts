import type { Page, Route } from 'playwright';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { browser, site } from './opened-site.ts';

/** The remedies, and the screens that show them, come in files of their own once the flow page has drawn its first question. */
describe.each([
  ['remedies', '**/knowledge-instructions.json'],
  ['later screens', '**/widget/reconnect-answers.js'],
])('%s of the flow page', (_, file) => {
  let page: Page;
  beforeEach(async () => {
    await page?.context().close();
    page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  });
  afterAll(() => page?.context().close());

  const open = async (answer: (route: Route) => Promise<void>): Promise<void> => {
    await page.route(file, answer);
    await page.goto(`${site.url}diagnose/`);
    await page.locator('rdp-diagnosis #heading').waitFor();
  };
  const turnToRemedy = () => page.locator('rdp-diagnosis').evaluate(flow => flow.setAttribute('cause', 'port-blocked'));
  const remedy = () => page.locator('rdp-diagnosis [data-screen="mending"] .remedy .ours').first();

  test('their file is slow → the flow says that it loads, then shows the remedy', async () => {
    const held = Promise.withResolvers<void>();
    await open(async route => {
      await held.promise;
      await route.continue();
    });
    await turnToRemedy();
    await page.locator('rdp-diagnosis [aria-busy="true"]').waitFor();
    expect(await remedy().count()).toBe(0);
    held.resolve();
    await remedy().waitFor();
    expect(await remedy().textContent()).toMatch(/\w{3}/);
  });

  test('their file does not come → the flow asks all the same; "Try again" brings the remedy', async () => {
    let isRefused = true;
    await open(route => (isRefused ? route.abort() : route.continue()));
    await turnToRemedy();
    await page.locator('rdp-diagnosis [role="alert"]').waitFor();
    expect(await remedy().count()).toBe(0);
    isRefused = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await remedy().waitFor();
  });
});

test('who says that they are in, and something does not work → the guide about that, beside the next question', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  // As the start page does; what a link brings would wait for a click.
  await context.addInitScript(() => sessionStorage.setItem('reconnect:handoff', location.hash));
  const page = await context.newPage();
  await page.goto(`${site.url}diagnose/#progress=works-but`);
  await page.locator('rdp-diagnosis a[href$="/guides/connected-but/"]').click();
  await page.waitForURL(/\/guides\/connected-but\//);
  expect(await page.locator('h1').textContent()).toMatch(/^Connected, but/);
  await context.close();
});
