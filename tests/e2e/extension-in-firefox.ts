import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { GECKO_ID, NATIVE_HOST } from '../../extension/wire/identity.ts';
import { HELPER } from './chromium.ts';
import { openFirefoxCompany } from './company.ts';
import type { ExtensionBrowser, ExtensionOptions } from './extension-browser.ts';
import { type Firefox, openFirefox } from './firefox.ts';
import { type FirefoxWindow, SHOWS_NOTES, WAITS_FOR_SUGGESTIONS, windowOf } from './firefox-chrome.ts';
import { Screen } from './screen.ts';
import { TimedOut, until } from './tab.ts';

const EXTENSION = path.resolve(import.meta.dirname, '../../dist/extension/firefox');
/** Firefox gives every extension a random address, unless it is told one before. */
const ADDRESS = '5b0a4e4e-0d4e-4c6c-9d3c-0c0ffee0face';
const run = promisify(execFile);

/** Debian's Firefox, with all that a person can reach in its window. */
export interface ExtensionInFirefox extends ExtensionBrowser {
  readonly firefox: Firefox;
  readonly window: FirefoxWindow;
}

export async function openExtensionInFirefox({ helper, proxy, policy }: ExtensionOptions): Promise<ExtensionInFirefox> {
  const company = policy && (await openFirefoxCompany(policyFor(policy)));
  const firefox = await openFirefox(
    {
      ...SHOWS_NOTES,
      ...WAITS_FOR_SUGGESTIONS,
      'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: ADDRESS }),
      'browser.download.folderList': 2,
      ...(proxy === undefined ? {} : { 'network.proxy.ssl_port': proxy }),
    },
    company?.program,
  );
  const { home } = firefox;
  const saves = path.join(home, 'Downloads');
  await firefox.inBrowser(`Services.prefs.setStringPref('browser.download.dir', ${JSON.stringify(saves)})`);
  await mkdir(saves, { recursive: true });
  const register = () =>
    run(process.execPath, [HELPER, 'install', '--browser', 'firefox'], {
      env: { ...process.env, HOME: home, XDG_DATA_HOME: '' },
    });
  if (helper) await register();
  await firefox.install(EXTENSION);
  const window = windowOf(firefox);
  const addressOf = (page: string) => `moz-extension://${ADDRESS}/${page}`;
  // The background itself is out of reach; a page of the extension may do all that it may.
  const desk = await firefox.open(addressOf('options.html'));
  const open = async (page: string) => new Screen(await firefox.open(addressOf(page)));
  /** The menu in a page of somebody else, which stays open: the popup that comes over it would go with it. */
  async function menuOver(on: { readonly selected: string } | { readonly link: string }): Promise<readonly string[]> {
    const body = 'link' in on ? `<a href="${on.link}">there</a>` : `<b>${on.selected}</b>`;
    const page = await firefox.open(`data:text/html,${encodeURIComponent(body)}`);
    const [x, y] = Object(
      await page.evaluate(`(() => {
      const element = document.querySelector('a, b');
      if (element.matches('b')) getSelection().selectAllChildren(element);
      const { left, top, width, height } = element.getBoundingClientRect();
      return [Math.round(left + width / 2), Math.round(top + height / 2)];
    })()`),
    );
    return window.menuAt(page, x, y);
  }
  return {
    firefox,
    window,
    open,
    visit: async address => new Screen(await firefox.open(address)),
    opened: async (page, act) => new Screen(await firefox.opened(addressOf(page), act)),
    inside: desk.evaluate,
    stored: (area, key) => desk.evaluate(`chrome.storage.${area}.get('${key}').then(all => all['${key}'])`).then(known),
    store: async (area, values) => void (await desk.evaluate(`chrome.storage.${area}.set(${JSON.stringify(values)})`)),
    // By itself it would keep one that holds a native port.
    stopBackground: async () => {
      const state = await firefox.inBrowser(`(async () => {
        const { extension } = WebExtensionPolicy.getByID('${GECKO_ID}');
        await extension.terminateBackground({ disableResetIdleForTest: true });
        return extension.backgroundState;
      })()`);
      if (state === 'running') throw new Error('the background goes on');
    },
    async hasMenu() {
      const titles = await menuOver({ selected: 'office-pc' });
      await window.closeMenu();
      return titles.length > 0;
    },
    async setPolicy(policy) {
      await company?.change(policyFor(policy));
      await window.restartExtension(GECKO_ID);
    },
    async chooseInMenu(on) {
      await menuOver(on);
      await window.chooseInMenu();
    },
    // They come once for what was typed: whoever misses them types anew.
    suggestions: async text => (await window.typeAddress(`rdp ${text}`, 2, 20_000).catch(nothingInTime)).slice(1),
    async enterAddress(text) {
      await window.typeAddress(`rdp ${text}`, 1);
      await window.enter();
    },
    notes: async () => Object.keys(Object(await desk.evaluate('chrome.notifications.getAll()'))),
    clickNotification: () => window.clickNotification(),
    panels: async () => (await window.sidebars()).map(address => path.basename(address)),
    saved: async act => {
      const before = await window.downloads();
      await act();
      // Firefox makes the file before it writes into it; its own list says when all of it is there.
      return until('a file is saved', async () => {
        await window.agreeToSave();
        return (await window.downloads()).find(file => !before.includes(file));
      });
    },
    copied: async () => String(await firefox.inBrowser('navigator.clipboard.readText()')),
    register,
    registered: {
      manifest: path.join(home, '.mozilla', 'native-messaging-hosts', `${NATIVE_HOST}.json`),
      data: path.join(home, '.local', 'share', 'reconnect'),
    },
    requested: firefox.requested,
    close: async () => {
      await firefox.close();
      await company?.close();
    },
  };
}

const policyFor = (policy: object) => ({ policies: { '3rdparty': { Extensions: { [GECKO_ID]: policy } } } });

/** What is not there goes through JSON as null. */
const known = (value: unknown): unknown => value ?? undefined;

/** Anything else that goes wrong is a fault of the driver, and told. */
const nothingInTime = (fault: unknown): readonly string[] => {
  if (fault instanceof TimedOut) return [];
  throw fault;
};
