import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, chromium, type Frame, type Page, type Worker } from 'playwright';
import { CHROMIUM_ID } from '../../extension/wire/identity.ts';
import type { Point, Tab } from './tab.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');
const run = promisify(execFile);

export const HELPER = path.join(dist, 'reconnect.mjs');
export const KNOWLEDGE = path.join(dist, 'knowledge.json');
/** The size that a browser gives the popup. */
export const POPUP = { width: 380, height: 560 };

/** Debian's Chromium with the built extension in a profile of its own. */
export interface Extended {
  readonly context: BrowserContext;
  /** The profile's folder; its native manifests lie under it. */
  readonly profile: string;
  /** Opens the popup as a page, in the popup's size. */
  readonly openPopup: () => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** The whole browser: Playwright's own headless mode is a shell that knows no extensions and no apps. */
export const WHOLE_BROWSER = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/** Starts the browser; with `helper`, after the real helper has been registered in its profile by the real command. */
export async function openExtended({
  helper,
  args = [],
  program = process.env.RECONNECT_CHROMIUM ?? '/usr/bin/chromium',
  sharpness = 1,
}: {
  readonly helper: boolean;
  readonly args?: readonly string[];
  readonly program?: string;
  /** Pixels of a picture to one of the page. */
  readonly sharpness?: number;
}): Promise<Extended> {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'reconnect-chromium-'));
  if (helper) await registerHelper(profile);
  const extension = path.join(dist, 'extension/chrome');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program,
    // The tests' own certificates are known to nobody.
    ignoreHTTPSErrors: true,
    headless: false, // see WHOLE_BROWSER
    viewport: POPUP,
    deviceScaleFactor: sharpness,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [...WHOLE_BROWSER, `--disable-extensions-except=${extension}`, `--load-extension=${extension}`, ...args],
  });
  return {
    context,
    profile,
    async openPopup() {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${CHROMIUM_ID}/popup.html`);
      return page;
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

const KEYS: Readonly<Record<string, string>> = { '\n': 'Enter', '\t': 'Tab', '↑': 'ArrowUp', '↓': 'ArrowDown' };

/** One page of Chromium. */
export function tabOf(page: Page): Tab {
  const frame = () => {
    const [, first] = page.frames();
    if (first === undefined) throw new Error('the page has no frame');
    return first;
  };
  return {
    evaluate: expression => page.evaluate(expression),
    evaluateInFrame: async expression => frame().evaluate(expression),
    goto: async address => void (await page.goto(address, { waitUntil: 'load' })),
    show: () => page.bringToFront(),
    click: async ({ x, y }, where) => {
      const corner = where === 'frame' ? await broughtIntoSight(frame(), y) : { x: 0, y: 0 };
      // A window that closes at the click is gone before Playwright has seen it through.
      await page.mouse.click(corner.x + x, corner.y + y).catch(error => {
        if (!page.isClosed()) throw error;
      });
    },
    type: async text => {
      for (const key of text) await page.keyboard.press(KEYS[key] ?? key);
    },
    picture: () => page.screenshot(),
    isOpen: async () => !page.isClosed(),
    close: () => page.close(),
  };
}

/** Where the corner of a frame is, once that height of it stands in the middle of the window. */
async function broughtIntoSight(frame: Frame, y: number): Promise<Point> {
  const element = await frame.frameElement();
  await element.evaluate(
    (box, y) => scrollBy(0, Reflect.get(box, 'getBoundingClientRect').call(box).top + y - innerHeight / 2),
    y,
  );
  return (await element.boundingBox()) ?? { x: 0, y: 0 };
}

/** As a person does it, but for this one profile. */
export async function registerHelper(profile: string): Promise<void> {
  await run(process.execPath, [HELPER, 'install', '--browser', 'chromium', '--browser-dir', profile]);
}

export async function workerOf({ context }: Extended): Promise<Worker> {
  const [worker = await context.waitForEvent('serviceworker')] = context.serviceWorkers();
  return worker;
}

export async function openPage({ context }: Extended, name: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${CHROMIUM_ID}/${name}`);
  return page;
}

export async function store(browser: Extended, area: 'local' | 'session', values: object): Promise<void> {
  const worker = await workerOf(browser);
  await worker.evaluate(([area, values]) => Reflect.get(globalThis, 'chrome').storage[area].set(values), [
    area,
    values,
  ] as const);
}

/** Browsers' own menus, notifications and address bars are out of reach: the event is told as the browser would tell it. */
export async function dispatch(browser: Extended, event: string, ...details: readonly unknown[]): Promise<void> {
  const worker = await workerOf(browser);
  await worker.evaluate(
    ([event, details]) => {
      const [api = '', name = ''] = event.split('.');
      Reflect.get(Reflect.get(Reflect.get(globalThis, 'chrome'), api), name).dispatch(...details);
    },
    [event, details] as const,
  );
}
