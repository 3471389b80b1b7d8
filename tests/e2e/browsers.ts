import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe } from 'vitest';
import { FIREFOX, type FirefoxPage, openFirefox } from './firefox.ts';
import { openBrowser } from './pages.ts';

/** What a person does in a page, the same for both engines. */
export interface InputDriver {
  readonly evaluate: Evaluate;
  /** In the first frame of the page, whatever its origin. */
  readonly evaluateInFrame: Evaluate;
  /** A click of the pointer at this place, in px from the corner of the page or of its first frame. */
  readonly click: (at: Point, where?: Where) => Promise<void>;
  /** A key that goes to whatever has the focus, there. */
  readonly press: (key: keyof typeof KEYS, where?: Where) => Promise<void>;
}

/** A browser with one page: what a test of somebody else's page needs. */
export interface BrowserPage extends InputDriver {
  readonly goto: (address: string) => Promise<void>;
  /** What is seen, as a PNG. */
  readonly picture: () => Promise<Uint8Array>;
  /** Every address that was asked for since the last call. */
  readonly requested: () => readonly string[];
  /** Browsers of this engine alone can do something; a test says so by its name. */
  readonly engine: 'Chromium' | 'Firefox';
  readonly close: () => Promise<void>;
}

export type Where = 'page' | 'frame';
export type Evaluate = (expression: string) => Promise<unknown>;
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** WebDriver's names of keys. */
const KEYS = { Enter: '\uE007', Tab: '\uE004' } as const;

/** The first value of an expression that is neither empty nor false. */
export const until = (evaluate: Evaluate, expression: string): Promise<unknown> =>
  evaluate(`(async () => {
    for (const ends = Date.now() + 60000; Date.now() < ends; await new Promise(resolve => setTimeout(resolve, 20))) {
      const value = await (${expression});
      if (value) return value;
    }
    throw new Error('timed out waiting, and saw: ' + (document.querySelector('rdp-diagnosis')?.shadowRoot?.textContent ?? document.body?.textContent)?.replace(/\\s+/g, ' ').slice(0, 300));
  })()`);

/** The same expectations in Chromium and, where there is one, in Firefox. Each has one browser for all of them. */
export function inEachBrowser(expectations: (visitor: () => BrowserPage) => void): void {
  const engines = [
    ['Chromium', openInChromium, true],
    ['Firefox', openInFirefox, existsSync(FIREFOX)],
  ] as const;
  for (const [name, visit, there] of engines)
    describe.skipIf(!there)(name, () => {
      let visitor: BrowserPage | undefined;
      beforeAll(async () => {
        visitor = await visit();
      });
      afterAll(async () => visitor?.close());
      expectations(() => {
        if (visitor === undefined) throw new Error('the browser is not open yet');
        return visitor;
      });
    });
}

const SIZE = { width: 900, height: 900 };

async function openInChromium(): Promise<BrowserPage> {
  const browser = await openBrowser([], ['--disable-back-forward-cache']);
  const page = await browser.newPage({ viewport: SIZE });
  let requested: string[] = [];
  page.on('request', request => requested.push(request.url()));
  const frame = () => {
    const [, first] = page.frames();
    if (first === undefined) throw new Error('the page has no frame');
    return first;
  };
  return {
    engine: 'Chromium',
    goto: async address => void (await page.goto(address, { waitUntil: 'load' })),
    evaluate: expression => page.evaluate(expression),
    evaluateInFrame: async expression => frame().evaluate(expression),
    click: async ({ x, y }, where) => {
      if (where !== 'frame') return page.mouse.click(x, y);
      const element = await frame().frameElement();
      await element.evaluate(
        (box, y) => scrollBy(0, Reflect.get(box, 'getBoundingClientRect').call(box).top + y - innerHeight / 2),
        y,
      );
      const corner = (await element.boundingBox()) ?? { x: 0, y: 0 };
      await page.mouse.click(corner.x + x, corner.y + y);
    },
    press: key => page.keyboard.press(key),
    picture: () => page.screenshot(),
    requested: () => {
      const since = requested;
      requested = [];
      return since;
    },
    close: () => browser.close(),
  };
}

export const inputDriverOf = ({ evaluate, evaluateInFrame, click, type }: FirefoxPage): InputDriver => ({
  evaluate,
  evaluateInFrame,
  click,
  press: (key, where) => type(KEYS[key], where),
});

async function openInFirefox(): Promise<BrowserPage> {
  const firefox = await openFirefox();
  const page = await firefox.open('about:blank');
  await page.resize(SIZE);
  let seen = firefox.requested.length;
  return {
    engine: 'Firefox',
    ...inputDriverOf(page),
    goto: page.goto,
    picture: page.picture,
    requested: () => {
      const since = firefox.requested.slice(seen);
      seen = firefox.requested.length;
      return since;
    },
    close: firefox.close,
  };
}
