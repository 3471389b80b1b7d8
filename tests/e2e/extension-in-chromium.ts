import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { CHROMIUM_ID, NATIVE_HOST } from '../../extension/wire/identity.ts';
import { dispatch, openExtended, openPage, registerHelper, tabOf, workerOf } from './chromium.ts';
import { openCompany } from './company.ts';
import type { ExtensionBrowser, ExtensionOptions } from './extension-browser.ts';
import { Screen } from './screen.ts';
import { until } from './tab.ts';

/** Debian's Chromium. Its own menus, address bar and notifications are out of reach: the event is told as it would be. */
export async function openExtensionInChromium({ helper, proxy, policy }: ExtensionOptions): Promise<ExtensionBrowser> {
  const company = policy && (await openCompany(policyFor(policy)));
  const browser = await openExtended({
    helper,
    args: proxy === undefined ? [] : [`--proxy-server=127.0.0.1:${proxy}`],
    ...(company ? { program: company.program } : {}),
  });
  const { context, profile } = browser;
  const requested: string[] = [];
  context.on('request', request => requested.push(request.url()));
  const saves = await mkdtemp(path.join(os.tmpdir(), 'reconnect-saved-'));
  // The worker may be stopped at any time; a page of the extension may do all that it may.
  const desk = await openPage(browser, 'options.html');
  const wake = () => desk.evaluate(`void chrome.runtime.connect({ name: 'wake' })`);
  const tell = async (event: string, detail: unknown) => {
    await wake();
    await dispatch(browser, event, detail);
  };
  /** The page with that name and no other: one that an earlier test asked for may still be on its way. */
  const opened = async (name: string, act: () => Promise<unknown>) => {
    const before = context.pages();
    await act();
    return until(`${name} opens`, async () =>
      context
        .pages()
        .find(page => !before.includes(page) && page.url().startsWith(`chrome-extension://${CHROMIUM_ID}/${name}`)),
    );
  };
  return {
    open: async name => screenOf(await openPage(browser, name)),
    visit: async address => {
      const page = await context.newPage();
      await page.goto(address);
      return screenOf(page);
    },
    opened: async (name, act) => screenOf(await opened(name, act)),
    inside: expression => desk.evaluate(expression),
    stored: (area, key) => desk.evaluate(`chrome.storage.${area}.get('${key}').then(all => all['${key}'])`),
    store: async (area, values) => void (await desk.evaluate(`chrome.storage.${area}.set(${JSON.stringify(values)})`)),
    stopBackground: () => stopBackground(desk),
    chooseInMenu: on =>
      tell(
        'contextMenus.onClicked',
        'link' in on
          ? { menuItemId: 'check-link', linkUrl: on.link }
          : { menuItemId: 'check', selectionText: on.selected },
      ),
    hasMenu: async () =>
      (await desk.evaluate(`chrome.contextMenus.update('check', {}).then(() => true, () => false)`)) === true,
    setPolicy: async policy => company?.change(policyFor(policy)),
    suggestions: async text => {
      await wake();
      const found = await (await workerOf(browser)).evaluate(
        `new Promise(resolve => chrome.omnibox.onInputChanged.dispatch(${JSON.stringify(text)}, resolve))`,
      );
      return Array.isArray(found) ? found.map(({ description }) => String(description)) : [];
    },
    enterAddress: text => tell('omnibox.onInputEntered', text),
    notes: async () => Object.keys(Object(await desk.evaluate('chrome.notifications.getAll()'))),
    clickNotification: id => tell('notifications.onClicked', id),
    panels: async () => {
      const found = await desk.evaluate(`chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })`);
      return Array.isArray(found) ? found.map(({ documentUrl }) => path.basename(String(documentUrl))) : [];
    },
    saved: async act => {
      const [page = await context.newPage()] = context.pages().slice(-1);
      const saving = new Promise<string>((resolve, reject) => {
        const keep = (download: import('playwright').Download) => {
          const file = path.join(saves, download.suggestedFilename());
          download.saveAs(file).then(() => resolve(file), reject);
        };
        for (const open of context.pages()) open.once('download', keep);
      });
      await page.bringToFront();
      await act();
      return saving;
    },
    copied: async () => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const [page] = context.pages().slice(-1);
      return String(await page?.evaluate('navigator.clipboard.readText()'));
    },
    register: () => registerHelper(profile),
    registered: {
      manifest: path.join(profile, 'NativeMessagingHosts', `${NATIVE_HOST}.json`),
      data: path.join(profile, 'reconnect'),
    },
    requested,
    close: async () => {
      await browser.close();
      await company?.close();
      await rm(saves, { recursive: true, force: true });
    },
  };
}

/** A policy of the browser that sets this for the extension. */
export const policyFor = (policy: object) => ({ '3rdparty': { extensions: { [CHROMIUM_ID]: policy } } });

const screenOf = (page: Page): Screen => new Screen(tabOf(page));

async function stopBackground(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}
