import type { Page } from 'playwright';
import { type Extended, openExtended, openPage, store, workerOf } from '../../e2e/chromium.ts';
import { fake } from '../../unit/extension/fake-browser.ts';
import { type AttackRow, rowOf } from './row.ts';

const { changeSettings, loadSettings } = await import('../../../extension/storage/stored-settings.ts');
const { addRecent, loadRecents } = await import('../../../extension/storage/recents.ts');
const { afterLook, beginWatch, isDue } = await import('../../../extension/storage/watching.ts');
const { admitCheck } = await import('../../../extension/background/rate.ts');

const GARBAGE: readonly unknown[] = [
  ...[null, 7, 'x', [], {}, [null, 7, 'x', {}], 'x'.repeat(100_000)],
  ...[
    { toString: 1, length: -1, target: {}, findings: 'x' },
    Array(9_999).fill({ target: '<img src=x onerror=alert(1)>' }),
  ],
];
const LOCAL = ['settings', 'recent', 'checks', 'consents', 'watches', 'helper-answered'];
const SESSION = ['case', 'last', 'said', 'asked'];
const CLOCKS = [0, 1, 365, 3_650].map(days => days * 86_400_000);
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 29);

/** What is stored is untrusted, and several of our pages write it at once; the pages run in a real Chromium. */
export async function extensionStorage(): Promise<AttackRow[]> {
  const browser = await openExtended({ helper: false });
  try {
    return [
      await rowOf('garbage in every key: popup and options usable', GARBAGE, garbage => isUsable(browser, garbage)),
      await rowOf('tabs that ask at once: no more than six a minute', [12, 40], tabs => admitsSix(tabs)),
      await rowOf('two pages of the options that change at once', [1, 2, 3], () => keepsBoth(browser)),
      await rowOf('many writers at once: nothing is lost', [2, 8, 20], losesNothing),
      await rowOf('a clock set back: the watch ends', CLOCKS, back => endsWatch(back + MINUTE)),
    ];
  } finally {
    await browser.close();
  }
}

async function isUsable(browser: Extended, garbage: unknown): Promise<boolean> {
  await store(browser, 'local', Object.fromEntries(LOCAL.map(key => [key, garbage])));
  await store(browser, 'session', Object.fromEntries(SESSION.map(key => [key, garbage])));
  const faults: string[] = [];
  const opened = async (name: string, ready: string): Promise<Page> => {
    const page = await openPage(browser, name);
    page.on('pageerror', error => faults.push(error.message));
    await page.locator(ready).first().waitFor({ timeout: 10_000 });
    return page;
  };
  // What was "handed over" opens the flow; else the field is there.
  const popup = await opened('popup.html', 'body[data-screen]');
  const options = await opened('options.html', '#page:not([inert])');
  await options.locator('#host').fill('office-pc');
  await options.locator('#add-host button').click();
  await options.locator('#pinned li').first().waitFor({ timeout: 10_000 });
  for (const page of [popup, options]) await page.close();
  const worker = await workerOf(browser);
  await worker.evaluate('chrome.storage.local.clear()');
  if (faults.length > 0) throw new Error(faults[0]);
  return true;
}

async function keepsBoth(browser: Extended): Promise<boolean> {
  await store(browser, 'local', { settings: {} });
  const pages = [await openPage(browser, 'options.html'), await openPage(browser, 'options.html')];
  for (const page of pages) await page.locator('#page:not([inert])').waitFor();
  const press = (page: Page | undefined, id: string) => page?.evaluate(id => document.getElementById(id)?.click(), id);
  await Promise.all([press(pages[0], 'history'), press(pages[1], 'redact')]);
  await Promise.all(pages.map(page => page.locator('#told:not(:empty)').waitFor()));
  const worker = await workerOf(browser);
  const { history, redact } = Object(
    await worker.evaluate(`chrome.storage.local.get('settings').then(({ settings }) => settings)`),
  );
  for (const page of pages) await page.close();
  return history === false && redact === false;
}

async function admitsSix(tabs: number): Promise<boolean> {
  fake.reset();
  const answers = await Promise.all(Array.from({ length: tabs }, () => admitCheck('https://guide.example', NOW)));
  return answers.filter(Boolean).length === 6;
}

async function losesNothing(writers: number): Promise<boolean> {
  fake.reset();
  const names = Array.from({ length: writers }, (_, index) => `pc${index}`);
  const recent = (target: string) => ({ target, checkedAt: NOW, elapsedMs: 1, places: [], sentence: 'Fine.' });
  await Promise.all(
    names.flatMap(name => [
      changeSettings(({ pinned }) => ({ pinned: [name, ...pinned] })),
      addRecent(recent(name), async () => true),
    ]),
  );
  return (await loadSettings()).pinned.length === writers && (await loadRecents()).length === Math.min(8, writers);
}

/** However far back, the next thing that wakes the background looks, and that look is the last. */
function endsWatch(back: number): boolean {
  const settings = { everyMinutes: 2, hours: 12 };
  const watch = beginWatch('pc1', NOW, settings);
  return isDue(watch, NOW - back) && afterLook(watch, 'away', NOW - back, settings).end?.why === 'time-over';
}
