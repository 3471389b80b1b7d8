import { afterAll, beforeAll } from 'vitest';
import { tabOf } from './chromium.ts';
import { type BrowserName, describeEachBrowser } from './each-browser.ts';
import { openFirefox } from './firefox.ts';
import { openBrowser } from './pages.ts';
import type { Tab } from './tab.ts';

/** A browser with one page: what a test of somebody else's page needs. */
export interface BrowserPage extends Tab {
  /** Every address that was asked for since the last call. */
  readonly requested: () => readonly string[];
  /** Browsers of this engine alone can do something; a test says so by its name. */
  readonly engine: BrowserName;
}

const SIZE = { width: 900, height: 900 };
const OPENS = { Chromium: openInChromium, Firefox: openInFirefox };

/** The same expectations of a page in both browsers. Each has one browser for all of them. */
export function withPageInEachBrowser(expectations: (visitor: () => BrowserPage) => void): void {
  describeEachBrowser(
    name => name,
    name => {
      let visitor: BrowserPage | undefined;
      beforeAll(async () => {
        visitor = await OPENS[name]();
      });
      afterAll(async () => visitor?.close());
      expectations(() => {
        if (visitor === undefined) throw new Error('the browser is not open yet');
        return visitor;
      });
    },
  );
}

async function openInChromium(): Promise<BrowserPage> {
  const browser = await openBrowser([], ['--disable-back-forward-cache']);
  const page = await browser.newPage({ viewport: SIZE });
  const seen: string[] = [];
  page.on('request', request => seen.push(request.url()));
  return { ...tabOf(page), engine: 'Chromium', requested: sinceLast(seen), close: () => browser.close() };
}

async function openInFirefox(): Promise<BrowserPage> {
  const firefox = await openFirefox();
  const page = await firefox.open('about:blank');
  await page.resize(SIZE);
  return { ...page, engine: 'Firefox', requested: sinceLast(firefox.requested), close: firefox.close };
}

/** What was added to a list since the last call. */
function sinceLast(all: readonly string[]): () => readonly string[] {
  let told = all.length;
  return () => {
    const since = all.slice(told);
    told = all.length;
    return since;
  };
}
