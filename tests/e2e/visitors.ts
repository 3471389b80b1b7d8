import type { Browser } from 'playwright';
import { openFirefox } from './firefox.ts';
import { openBrowser } from './pages.ts';

/** A browser with one page, the same for both engines: what a test of somebody else's page needs. */
export interface Visitor {
  readonly goto: (address: string) => Promise<void>;
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** In the first frame of the page, whatever its origin. */
  readonly evaluateInFrame: (expression: string) => Promise<unknown>;
  /** Every address that was asked for since the last call. */
  readonly requested: () => readonly string[];
  readonly close: () => Promise<void>;
}

export async function visitInChromium(): Promise<Visitor> {
  const browser: Browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  let requested: string[] = [];
  page.on('request', request => requested.push(request.url()));
  return {
    goto: async address => void (await page.goto(address, { waitUntil: 'load' })),
    evaluate: expression => page.evaluate(expression),
    evaluateInFrame: async expression => {
      const [, frame] = page.frames();
      if (frame === undefined) throw new Error('the page has no frame');
      return frame.evaluate(expression);
    },
    requested: () => {
      const since = requested;
      requested = [];
      return since;
    },
    close: () => browser.close(),
  };
}

export async function visitInFirefox(): Promise<Visitor> {
  const firefox = await openFirefox();
  const page = await firefox.open('about:blank');
  let seen = firefox.requested.length;
  return {
    goto: page.goto,
    evaluate: page.evaluate,
    evaluateInFrame: page.evaluateInFrame,
    requested: () => {
      const since = firefox.requested.slice(seen);
      seen = firefox.requested.length;
      return since;
    },
    close: firefox.close,
  };
}
