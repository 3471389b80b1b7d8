import type { BrowserContextOptions, Page } from 'playwright';
import { browser, site } from './opened-site.ts';
import { watchedContext } from './pages.ts';
import { pageTypes, visit, walkFlow } from './tour.ts';

/** Some forty screens, looked at one after the other. */
export const PATIENT = { timeout: 600_000 };

/** Everything that a person can meet, one after the other, by its name. */
async function* everywhere(page: Page): AsyncGenerator<string> {
  for (const [name, address] of Object.entries(pageTypes())) {
    await visit(page, site.url, address);
    yield name;
  }
  for await (const state of walkFlow(page, site.url)) yield `flow, ${state}`;
}

/** Looks at every page and every state of the flow; returns what was found wrong, each with where. */
export async function lookEverywhere(
  options: BrowserContextOptions,
  look: (page: Page) => Promise<readonly string[]>,
): Promise<string[]> {
  const { context, foreignRequests, faults } = await watchedContext(browser, [new URL(site.url).origin], {
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  for await (const name of everywhere(page)) wrong.push(...(await look(page)).map(what => `${name}: ${what}`));
  await context.close();
  return [...wrong, ...faults, ...foreignRequests.map(url => `asked ${url}`)];
}
