import { expect, test } from 'vitest';
import { browser, site } from './opened-site.ts';

/** What Chromium of each system calls itself. */
const CHROMIUM = (system: string) =>
  `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`;

test.each<[system: string, open: readonly string[], first: string]>([
  ['Windows NT 10.0; Win64; x64', ['windows'], 'windows'],
  ['Macintosh; Intel Mac OS X 10_15_7', ['macos'], 'macos'],
  ['X11; Linux x86_64', ['debian', 'fedora'], 'debian'],
  ['Linux; Android 10; K', [], 'windows'],
])('install page: a browser on %s → only %j is open, and %s comes first', async (system, open, first) => {
  const context = await browser.newContext({ serviceWorkers: 'block', userAgent: CHROMIUM(system) });
  const page = await context.newPage();
  await page.goto(`${site.url}helper/install/`);
  const systems = (selector: string) =>
    page.locator(selector).evaluateAll(folds => folds.map(fold => fold.getAttribute('data-system')));
  await expect.poll(() => systems('details[data-system][open]')).toEqual(open);
  expect((await systems('details[data-system]'))[0]).toBe(first);
  // Each of them says how the file is opened, how it goes away again, and what of that was tried.
  for (const fold of await page.locator('details[data-system]').all())
    expect(await fold.textContent()).toMatch(/reconnect-[\s\S]*To remove it[\s\S]*Not tried/);
  await context.close();
});
