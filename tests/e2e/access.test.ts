import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { lookEverywhere, PATIENT } from './everywhere.ts';

const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const require = createRequire(import.meta.url);
/** IBM's engine, a script that brings `ace` into the page. */
const IBM_ENGINE = readFileSync(require.resolve('accessibility-checker-engine/ace.js'), 'utf8');

/** Whether a script that a test brings is in this page already: to read it takes longer than what it does. */
const isThere = (page: Page, name: string): Promise<boolean> =>
  page.evaluate<boolean>(`${JSON.stringify(name)} in globalThis`);

/** Hundreds of rows in the index of codes are alike. */
const leaveFewRows = (page: Page) =>
  page.evaluate(() => {
    for (const row of document.querySelectorAll('.codes > li:nth-child(n + 9)')) row.remove();
  });

/** Every frame of the site is its own, so that one run in the page sees all of them. */
async function axe(page: Page): Promise<AxeBuilder> {
  const builder = new AxeBuilder({ page, ...((await isThere(page, 'axe')) ? { axeSource: '0' } : {}) });
  return builder.setLegacyMode().options({ resultTypes: ['violations'] });
}

/**
 * Failures of WCAG 2.2 by IBM's engine, each with the path to its element. It cannot read the colour that a button has
 * under the pointer, and it misses the label of a field that is folded away with it: such a field is met when it opens.
 */
async function findByIbm(page: Page): Promise<readonly string[]> {
  await page.mouse.move(0, 0);
  if (!(await isThere(page, 'ace'))) await page.evaluate(IBM_ENGINE);
  return page.evaluate<string[]>(`new ace.Checker().check(document, ['WCAG_2_2']).then(({ results }) =>
    results
      .filter(({ value: [policy, outcome] }) => policy === 'VIOLATION' && outcome === 'FAIL')
      .filter(({ node }) => !(node instanceof Element) || node.checkVisibility())
      .map(({ ruleId, message, path }) => ruleId + ' ' + message + ' ' + path.dom))`);
}

test(
  'every page type and every state of the flow: axe and IBM’s engine find nothing, no policy is broken, no other origin is asked',
  PATIENT,
  async () => {
    const wrong = await lookEverywhere({}, async page => {
      await leaveFewRows(page);
      const light = await (await axe(page)).withTags(RULES).analyze();
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await (await axe(page)).withRules(RULES_OF_COLOUR).analyze();
      await page.emulateMedia({ colorScheme: 'light' });
      const ibm = await findByIbm(page);
      const axes = [light, dark].flatMap(({ violations }) =>
        violations.map(({ id, nodes }) => `${id} ${nodes.map(node => node.target.join(' ')).join(', ')}`),
      );
      return [...axes, ...ibm];
    });
    expect(wrong).toEqual([]);
  },
);
