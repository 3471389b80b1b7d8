import path from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { tabOf } from './chromium.ts';
import { WidgetPage } from './widget-page.ts';

export const SITE = path.resolve(import.meta.dirname, '../../dist/site');

/** A deadline catches what never comes; how long the rest takes is up to what else the machine does. */
const WITHIN_MS = 120_000;

/** Debian's Chromium, without background traffic, and without some of what Playwright would set. */
export async function openBrowser(args: readonly string[] = [], without: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    ignoreDefaultArgs: [...without],
    executablePath: process.env.RECONNECT_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      ...args,
    ],
  });
  browser.on('context', context => context.setDefaultTimeout(WITHIN_MS));
  return browser;
}

/** What happened in a browser context that must not have happened. */
export interface Watched {
  readonly context: BrowserContext;
  /** Requests to anyone but these origins. */
  readonly foreignRequests: string[];
  /** Violations of a page's policy, errors that nobody caught. */
  readonly faults: string[];
}

/** A fresh context that notes every request to another origin and every violated policy. */
export async function watchedContext(
  browser: Browser,
  origins: readonly string[],
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext(options);
  const foreignRequests: string[] = [];
  const faults: string[] = [];
  context.on('request', request => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !origins.includes(origin)) foreignRequests.push(request.url());
  });
  context.on('weberror', error => faults.push(error.error().message));
  context.on('console', message => {
    if (/Content Security Policy|Trusted ?(?:Type|HTML|Script)/i.test(message.text())) faults.push(message.text());
  });
  return { context, foreignRequests, faults };
}

/** Until the site says that all of it is stored. */
export async function untilStored(page: Page): Promise<void> {
  await page.locator('#offline-state[data-state="ready"]').waitFor({ timeout: 60_000 });
}

/** Answers whatever is asked until a cause is shown. Returns its heading. */
export const answerToVerdict = (page: Page): Promise<string> => new WidgetPage(tabOf(page)).reachesVerdict();

/** Passes over the things to try, until a question with its answers is asked. */
export const toQuestion = (page: Page): Promise<void> => new WidgetPage(tabOf(page)).reachesQuestion();
