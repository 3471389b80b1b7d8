import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { browser, site } from './opened-site.ts';
import { watchedContext } from './pages.ts';
import { pageTypes, visit, walkFlow } from './tour.ts';

/** Everything that a person can meet, one after the other, by its name. */
async function* everywhere(page: Page): AsyncGenerator<string> {
  for (const [name, address] of Object.entries(pageTypes())) {
    await visit(page, site.url, address);
    yield name;
  }
  for await (const state of walkFlow(page, site.url)) yield `flow, ${state}`;
}

/** Looks at every page and every state of the flow; returns what was found wrong, each with where. */
async function lookEverywhere(
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

/** Some forty screens, looked at one after the other. */
const PATIENT = { timeout: 600_000 };
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];
/** Hundreds of rows in the index of codes are alike. */
const axe = (page: Page) => new AxeBuilder({ page }).exclude('.codes > li:nth-child(n + 9)');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const require = createRequire(import.meta.url);
/** IBM's engine, a script that brings `ace` into the page. */
const IBM_ENGINE = readFileSync(require.resolve('accessibility-checker-engine/ace.js'), 'utf8');

/**
 * Failures of WCAG 2.2 by IBM's engine, each with the path to its element. It cannot read the colour that a button has
 * under the pointer, and it misses the label of a field that is folded away with it: such a field is met when it opens.
 */
async function findByIbm(page: Page): Promise<readonly string[]> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    for (const row of document.querySelectorAll('.codes > li:nth-child(n + 9)')) row.remove();
  });
  await page.evaluate(IBM_ENGINE);
  return page.evaluate<string[]>(`new ace.Checker().check(document, ['WCAG_2_2']).then(({ results }) =>
    results
      .filter(({ value: [policy, outcome] }) => policy === 'VIOLATION' && outcome === 'FAIL')
      .filter(({ node }) => !(node instanceof Element) || node.checkVisibility())
      .map(({ ruleId, message, path }) => ruleId + ' ' + message + ' ' + path.dom))`);
}

describe('every page type and every state of the flow', () => {
  test('axe and IBM’s engine find nothing, no policy is broken, no other origin is asked', PATIENT, async () => {
    const wrong = await lookEverywhere({}, async page => {
      const light = await axe(page).withTags(RULES).analyze();
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await axe(page).withRules(RULES_OF_COLOUR).analyze();
      await page.emulateMedia({ colorScheme: 'light' });
      const ibm = await findByIbm(page);
      const axes = [light, dark].flatMap(({ violations }) =>
        violations.map(({ id, nodes }) => `${id} ${nodes.map(node => node.target.join(' ')).join(', ')}`),
      );
      return [...axes, ...ibm];
    });
    expect(wrong).toEqual([]);
  });

  // 320 px is a window of 1280 px at 400 %.
  test.each([320, 360, 1280])(
    'nothing is wider than a window of %i px, and nothing is cut off',
    PATIENT,
    async width => {
      const wrong = await lookEverywhere({ viewport: { width, height: width === 320 ? 256 : 800 } }, page =>
        page.evaluate(findCut),
      );
      expect(wrong).toEqual([]);
    },
  );

  test(
    'has a language, a way past the frame, one main part with one heading, targets of 24 px, and stands still if asked to',
    PATIENT,
    async () => {
      const wrong = await lookEverywhere({ viewport: { width: 360, height: 800 } }, async page => [
        ...(await page.evaluate(findUnfit)),
        ...(await page.evaluate(findMoving)),
      ]);
      expect(wrong).toEqual([]);
    },
  );

  test('in forced colours every control keeps an edge and every joint can be seen', PATIENT, async () => {
    const wrong = await lookEverywhere({ forcedColors: 'active' }, page => page.evaluate(findFlat));
    expect(wrong).toEqual([]);
  });
});

/** Runs in the page: whatever sticks out of the window, and text that its box hides. Boxes that scroll are no fault. */
function findCut(): string[] {
  const wrong: string[] = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) wrong.push(`${wide} px wider than the window`);
  const roots: ParentNode[] = [document];
  const flow = document.querySelector('rdp-diagnosis')?.shadowRoot;
  if (flow) roots.push(flow);
  for (const element of roots.flatMap(root => [...root.querySelectorAll<HTMLElement>('body *, .root *')])) {
    if (!element.checkVisibility() || element.closest('.unseen, svg, [aria-hidden="true"], .skip')) continue;
    const { overflowX, display } = getComputedStyle(element);
    const hides =
      /hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1 && display !== 'inline';
    const room = element.closest('.table-room, .drawn, pre');
    const out = room === null && element.getBoundingClientRect().right > innerWidth + 1;
    if (hides || out)
      wrong.push(`${element.tagName.toLowerCase()}.${element.className} ${hides ? 'is cut' : 'sticks out'}`);
  }
  return wrong;
}

/** Runs in the page. Links in a sentence may be as high as their line. */
function findUnfit(): string[] {
  const wrong: string[] = [];
  if (!document.documentElement.lang) wrong.push('no language');
  const framed = document.documentElement.classList.contains('bare');
  const skip = document.querySelector<HTMLAnchorElement>('a[href^="#"]');
  if (!framed && (skip === null || document.querySelector(skip.hash) === null)) wrong.push('no way past the frame');
  if (document.querySelectorAll('main').length !== 1) wrong.push('not one main part');
  if (!framed && document.querySelectorAll('h1').length !== 1) wrong.push('not one main heading');
  const flow = document.querySelector('rdp-diagnosis')?.shadowRoot;
  const targets = 'a[href], button, input:not([type="file"]), select, textarea, summary';
  for (const target of [
    ...document.querySelectorAll<HTMLElement>(targets),
    ...(flow?.querySelectorAll<HTMLElement>(targets) ?? []),
  ]) {
    if (!target.checkVisibility() || target.closest('p, .prose li, td, .skip, .ours')) continue;
    // A place of the path spreads its target over its whole item.
    const spread = getComputedStyle(target, '::after').position === 'absolute' ? target.closest('.rail li') : null;
    const { width, height } = (target.closest('label') ?? spread ?? target).getBoundingClientRect();
    if (width < 24 || height < 24)
      wrong.push(
        `${target.tagName} "${target.textContent?.trim().slice(0, 30)}" is ${Math.round(width)} × ${Math.round(height)}`,
      );
  }
  return wrong;
}

/** Runs in the page, where the system asks for less motion: whatever would move all the same. */
function findMoving(): string[] {
  const flow = document.querySelector('rdp-diagnosis')?.shadowRoot;
  const all = [document, flow].flatMap(root => [
    ...(root?.querySelectorAll<HTMLElement>('body, body *, .root *') ?? []),
  ]);
  const lasts = (durations: string) => durations.split(', ').some(duration => Number.parseFloat(duration) > 0);
  return all.flatMap(element =>
    ['', '::before', '::after'].flatMap(part => {
      const { transitionDuration, animationDuration } = getComputedStyle(element, part);
      return lasts(transitionDuration) || lasts(animationDuration)
        ? [`${element.tagName.toLowerCase()}.${element.getAttribute('class')}${part} moves`]
        : [];
    }),
  );
}

/** Runs in the page, in forced colours: borders stand for grounds, and a joint is told by its stroke or fill. */
function findFlat(): string[] {
  const wrong: string[] = [];
  const flow = document.querySelector('rdp-diagnosis')?.shadowRoot;
  const all = (selector: string) => [
    ...document.querySelectorAll<HTMLElement | SVGElement>(selector),
    ...(flow?.querySelectorAll<HTMLElement | SVGElement>(selector) ?? []),
  ];
  for (const control of all('button, .button, textarea, input[type="search"]')) {
    if (!control.checkVisibility() || control.matches('.plain, .ask textarea')) continue;
    const { borderTopStyle, borderTopWidth, textDecorationLine } = getComputedStyle(control);
    // A place of the path is told by its line, as a link is.
    if (control.matches('.rail .part') && textDecorationLine === 'underline') continue;
    if (borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) === 0)
      wrong.push(`${control.className || control.tagName} has no edge`);
  }
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  for (const picture of all('.path .joint, .strip, .marked svg, .ten')) {
    const paints = [...picture.querySelectorAll('*')].flatMap(part => {
      const { stroke, fill } = getComputedStyle(part);
      return [stroke, fill];
    });
    if (paints.every(paint => paint === 'none' || paint === ground))
      wrong.push(`a ${picture.classList} cannot be seen`);
  }
  return wrong;
}
