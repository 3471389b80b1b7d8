import { describe, expect, test } from 'vitest';
import { lookEverywhere, PATIENT } from './everywhere.ts';

describe('every page type and every state of the flow', () => {
  test(
    'in a window of 320 px, which is one of 1280 px at 400 %, nothing is wider, nothing is cut off, targets have 24 px',
    PATIENT,
    async () => {
      const wrong = await lookEverywhere({ viewport: { width: 320, height: 256 } }, async page => [
        ...(await page.evaluate(findCut)),
        ...(await page.evaluate(findSmall, 24)),
      ]);
      expect(wrong).toEqual([]);
    },
  );

  test(
    'on a phone of 360 px nothing is cut off, targets have 44 px, each page has a language, a way past the frame and one heading, and stands still if asked to',
    PATIENT,
    async () => {
      const phone = { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true };
      const wrong = await lookEverywhere(phone, async page => [
        ...(await page.evaluate(findCut)),
        ...(await page.evaluate(findUnfit)),
        ...(await page.evaluate(findSmall, 44)),
        ...(await page.evaluate(findMoving)),
      ]);
      expect(wrong).toEqual([]);
    },
  );

  test(
    'in a window of 1280 px nothing is cut off, and in forced colours every control keeps an edge and every joint can be seen',
    PATIENT,
    async () => {
      const wrong = await lookEverywhere({ viewport: { width: 1280, height: 800 } }, async page => {
        const cut = await page.evaluate(findCut);
        await page.emulateMedia({ forcedColors: 'active' });
        const flat = await page.evaluate(findFlat);
        await page.emulateMedia({ forcedColors: 'none' });
        return [...cut, ...flat];
      });
      expect(wrong).toEqual([]);
    },
  );
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

/** Runs in the page. */
function findUnfit(): string[] {
  const wrong: string[] = [];
  if (!document.documentElement.lang) wrong.push('no language');
  const framed = document.documentElement.classList.contains('bare');
  const skip = document.querySelector<HTMLAnchorElement>('a[href^="#"]');
  if (!framed && (skip === null || document.querySelector(skip.hash) === null)) wrong.push('no way past the frame');
  if (document.querySelectorAll('main').length !== 1) wrong.push('not one main part');
  if (!framed && document.querySelectorAll('h1').length !== 1) wrong.push('not one main heading');
  return wrong;
}

/** Runs in the page. Links and buttons in a sentence may be as high as their line. */
function findSmall(least: number): string[] {
  const wrong: string[] = [];
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
    if (width < least || height < least)
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
    if (!control.checkVisibility() || control.matches('.ask textarea')) continue;
    const { borderTopStyle, borderTopWidth, textDecorationLine } = getComputedStyle(control);
    // What stands in a text and a place of the path are told by their line, as a link is.
    if (textDecorationLine === 'underline') continue;
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
