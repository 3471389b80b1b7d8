import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Practice, startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { type Extended, openExtended } from './chromium.ts';
import { browser, site } from './opened-site.ts';
import { uiWords } from './tour.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** More stops than any screen has. */
const STOPS = 80;

/** What has the focus, also inside the flow: its id, its words and its kind. Runs in the page. */
function focused(): { id: string; words: string; kind: string } {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const kind = active instanceof HTMLInputElement ? active.type : (active?.tagName.toLowerCase() ?? '');
  return { id: active?.id ?? '', words: active?.textContent?.trim() ?? '', kind };
}

/** Runs in the page before the flow is there: keeps every text that a screen reader is told. */
function recordAnnouncements(): void {
  const told: string[] = [];
  Reflect.set(window, 'told', told);
  const whatever = { subtree: true, childList: true, characterData: true };
  const watcher = new MutationObserver(() => {
    const flow = document.querySelector('rdp-diagnosis')?.shadowRoot;
    if (!flow) return;
    watcher.observe(flow, whatever);
    const text = flow.querySelector('.root > [role="status"]')?.textContent?.trim() ?? '';
    if (text !== told.at(-1)) told.push(text);
  });
  watcher.observe(document, whatever);
}

async function tabTo(page: Page, is: (at: ReturnType<typeof focused>) => boolean): Promise<void> {
  const seen: string[] = [];
  for (let stops = 0; stops < STOPS; stops++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focused);
    if (is(at)) return;
    seen.push(`${at.kind} ${at.id || at.words.slice(0, 20)}`);
  }
  throw new Error(`not reached with Tab; stops were ${seen.join(', ')}`);
}

describe('without a mouse', () => {
  test('the first stop leads past the frame', async () => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(`${site.url}guides/error-0x4/`);
    await page.keyboard.press('Tab');
    expect(await page.locator('.skip').evaluate(skip => skip.getBoundingClientRect().top >= 0)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
    await context.close();
  });

  test('from the start page to a cause, its remedy and a saved report, each new screen at its heading', async () => {
    const words = uiWords();
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    const root = page.locator('rdp-diagnosis .root');
    const status = page.locator('rdp-diagnosis .root > [role="status"]');
    const headingHasFocus = () => expect.poll(async () => (await page.evaluate(focused)).id).toBe('heading');
    const press = async (key: string) => {
      await tabTo(page, at => at.kind === 'button' && at.words === words[key]);
      await page.keyboard.press('Enter');
    };

    await page.goto(site.url);
    await tabTo(page, ({ id }) => id === 'seen');
    await page.keyboard.type('0x204');
    await page.keyboard.press('Enter');
    // Several programs show this code: the first of them is chosen already.
    await page.locator('rdp-diagnosis .understood label').first().waitFor();
    await press('describe.start');
    await page.locator('rdp-diagnosis .root[data-screen="asking"]').waitFor();
    await headingHasFocus();
    for (let asked = 0; (await root.getAttribute('data-screen')) === 'asking'; asked++) {
      expect(asked).toBeLessThan(30);
      const heading = await page.locator('rdp-diagnosis #heading').textContent();
      // The heading has the focus and is read; the status says nothing twice.
      expect(await status.textContent()).not.toBe(heading);
      if ((await page.locator('rdp-diagnosis .thirds').count()) > 0) await page.keyboard.press('1');
      else {
        await tabTo(page, ({ kind }) => kind === 'radio');
        await page.keyboard.press('Space');
        await page.keyboard.press('Enter');
      }
      await expect.poll(() => page.locator('rdp-diagnosis #heading').textContent()).not.toBe(heading);
      await headingHasFocus();
    }
    if ((await root.getAttribute('data-screen')) === 'cannot-tell') await press('cannot-tell.guess');
    expect(await root.getAttribute('data-screen')).toBe('concluded');
    await headingHasFocus();
    await press('remedy.fails');
    await headingHasFocus();
    await press('crossed.restore');
    await headingHasFocus();
    await press('hand-over.act');
    await headingHasFocus();
    await tabTo(page, at => at.kind === 'summary' && at.words === words['hand-over.as-text']);
    await page.keyboard.press('Enter');
    await tabTo(page, ({ kind }) => kind === 'pre');
    await tabTo(page, ({ kind, words: said }) => kind === 'a' && /report/i.test(said));
    await page.keyboard.press('Enter');
    await page.locator('#report dl').waitFor();
    await tabTo(page, ({ id }) => id === 'report-markdown');
    const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(saved.suggestedFilename()).toMatch(/\.md$/);
    await context.close();
  });
});

describe('while a check runs', () => {
  let practice: Practice;
  let extended: Extended;
  beforeAll(async () => {
    practice = await startPracticeHosts({ only: ['mute'] });
    extended = await openExtended({ helper: true });
  });
  afterAll(async () => {
    await extended?.close();
    await practice?.close();
  });

  const running = (page: Page) => page.locator('rdp-diagnosis .path li[data-state="running"]');
  async function startCheck(page: Page): Promise<void> {
    await page.locator('#home').click();
    await page.evaluate(recordAnnouncements);
    await page.locator('#said').fill(`127.0.0.1:${practice.hosts[0]?.port}`);
    await page.keyboard.press('Enter');
    // It opens, and then says nothing: the check stands at the host for a while.
    await page.locator('rdp-diagnosis .path li:not(.end)').nth(2).and(page.locator('[data-state="passed"]')).waitFor();
  }

  test('each stage is announced, and what turns stands still if that is asked for', async () => {
    const page = await extended.openPopup();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await startCheck(page);
    const told = await page.evaluate(() => Reflect.get(window, 'told') as string[]);
    const reached = page.locator('rdp-diagnosis .path li:is([data-state="passed"], [data-state="running"]) .place');
    const places = await reached.evaluateAll(all =>
      all.map(
        place =>
          [...place.childNodes].find(node => node instanceof Text && node.data.trim())?.textContent?.trim() ?? '',
      ),
    );
    const moving = await page.evaluate(() => {
      const flow = document.querySelector('rdp-diagnosis')?.shadowRoot;
      return [...document.getAnimations(), ...(flow?.getAnimations() ?? [])].filter(
        ({ playState, effect }) => playState === 'running' && Number(effect?.getComputedTiming().duration) > 0,
      ).length;
    });
    expect(await running(page).count()).toBe(1);
    // A stage that passes at once, such as this device, need not be told by itself.
    const [, ...stages] = places;
    expect(stages.length).toBeGreaterThan(1);
    for (const stage of stages) expect(told.join(' · ')).toContain(stage);
    expect(told.at(-1)).toContain(stages.at(-1));
    expect(moving).toBe(0);
    await page.close();
  });

  test.each(['light', 'dark'] as const)('%s: axe finds nothing', async colorScheme => {
    const page = await extended.openPopup();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // On a busy machine the check may be over before the engine is: then it has looked at another screen.
    let violations: Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];
    do {
      await startCheck(page);
      ({ violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze());
    } while ((await running(page).count()) === 0);
    expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(' '))}`)).toEqual([]);
    await page.close();
  });
});
