import type { Firefox, FirefoxPage } from './firefox.ts';
import { until } from './tab.ts';

/** Firefox's own window as a person uses it: its menus, its address bar, its keys, its notifications. */
export interface FirefoxWindow {
  /** The titles that the extension has in the menu at this point of a page. */
  readonly menuAt: (page: FirefoxPage, x: number, y: number) => Promise<readonly string[]>;
  /** Chooses the extension's entry in the menu that is open. */
  readonly chooseInMenu: () => Promise<void>;
  readonly closeMenu: () => Promise<void>;
  /** As after a restart of the browser: policies and what the extension knows are read anew. */
  readonly restartExtension: (id: string) => Promise<void>;
  /** Types into the address bar; gives the suggestions once there are so many. */
  readonly typeAddress: (text: string, rows: number, withinMs?: number) => Promise<readonly string[]>;
  readonly enter: () => Promise<void>;
  /** Alt, Shift and a letter, held together. */
  readonly shortcut: (letter: string) => Promise<void>;
  /** Titles and texts of the notifications on the screen. */
  readonly notes: () => Promise<readonly string[]>;
  readonly clickNotification: () => Promise<void>;
  /** Addresses of the pages in panels: the popup as the browser opens it. */
  readonly popups: () => Promise<readonly string[]>;
  /** Addresses of the pages in the sidebar. */
  readonly sidebars: () => Promise<readonly string[]>;
  /** Paths of the files that are saved as a whole. */
  readonly downloads: () => Promise<readonly string[]>;
  /** Says "save" where Firefox asks what to do with a file. */
  readonly agreeToSave: () => Promise<void>;
}

/** Keys that the browser takes for real ones. */
const KEYS = `
  const keys = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
  keys.beginInputTransactionForTests(window);
  const key = (key, code = '') => new KeyboardEvent('', { key, code });
  const stroke = (...named) => { keys.keydown(key(...named)); keys.keyup(key(...named)); };`;
const MENU = `document.getElementById('contentAreaContextMenu')`;
const OURS = `[...${MENU}.querySelectorAll('[id^="reconnect_"]')].filter(item => !item.hidden)`;
/** Firefox draws notifications itself where the desktop is not asked to. */
const NOTES = `[...Services.wm.getEnumerator('alert:alert')]`;

export const SHOWS_NOTES = { 'alerts.useSystemBackend': false } as const;
/** Three seconds by itself: on a busy machine it then goes on without what the extension suggests. */
export const WAITS_FOR_SUGGESTIONS = { 'browser.urlbar.extension.omnibox.timeout': 60_000 } as const;

export function windowOf({ inBrowser }: Firefox): FirefoxWindow {
  const run = async (code: string) => void (await inBrowser(`(() => { ${code} })()`));
  const list = async (expression: string) => {
    const found = await inBrowser(expression);
    return Array.isArray(found) ? found.map(String) : [];
  };
  return {
    async menuAt(page, x, y) {
      await page.show();
      await page.openMenu({ x, y });
      await until('the menu opens', () => inBrowser(`${MENU}.state === 'open'`));
      return list(`${OURS}.map(({ label }) => label)`);
    },
    chooseInMenu: () => run(`${MENU}.activateItem(${OURS}[0])`),
    closeMenu: () => run(`${MENU}.hidePopup()`),
    restartExtension: async id => {
      await inBrowser(`(async () => {
        const read = new Promise(resolve => {
          const told = () => { Services.obs.removeObserver(told, 'EnterprisePolicies:AllPoliciesApplied'); resolve(); };
          Services.obs.addObserver(told, 'EnterprisePolicies:AllPoliciesApplied');
        });
        Services.obs.notifyObservers(null, 'EnterprisePolicies:Restart');
        await read;
        const addon = await AddonManager.getAddonByID('${id}');
        await addon.disable();
        await addon.enable();
      })()`);
    },
    async typeAddress(text, rows, withinMs) {
      await run(
        `${KEYS} gURLBar.focus(); gURLBar.select(); for (const letter of ${JSON.stringify(text)}) stroke(letter);`,
      );
      const enough = async () => {
        const found = await list(
          `[...gURLBar.view.panel.querySelectorAll('.urlbarView-row .urlbarView-title')].map(row => row.textContent)`,
        );
        return found.length >= rows ? found : undefined;
      };
      return until('suggestions', enough, undefined, withinMs);
    },
    enter: () => run(`${KEYS} stroke('Enter', 'Enter');`),
    shortcut: letter =>
      run(`${KEYS}
        gBrowser.selectedBrowser.focus();
        const held = ['Alt', 'Shift'].map(name => key(name, name + 'Left'));
        for (const one of held) keys.keydown(one);
        stroke('${letter}', 'Key${letter}');
        for (const one of held) keys.keyup(one);`),
    notes: () => list(`${NOTES}.map(({ document }) => document.getElementById('alertTitleLabel').value)`),
    popups: () => list(`[...document.querySelectorAll('panel browser')].map(one => one.currentURI.spec)`),
    sidebars: () =>
      list(`SidebarController.isOpen
        ? [...SidebarController.browser.contentDocument.querySelectorAll('browser')].map(one => one.currentURI.spec)
        : []`),
    downloads: () =>
      list(`(async () => {
        const { Downloads } = ChromeUtils.importESModule('resource://gre/modules/Downloads.sys.mjs');
        const all = await (await Downloads.getList(Downloads.ALL)).getAll();
        return all.filter(({ succeeded }) => succeeded).map(({ target }) => target.path);
      })()`),
    agreeToSave: () =>
      run(`for (const { location, document } of Services.wm.getEnumerator(null)) {
        if (!location.href.endsWith('/unknownContentType.xhtml') || document.readyState !== 'complete') continue;
        document.getElementById('mode').selectedItem = document.getElementById('save');
        document.getElementById('unknownContentType').getButton('accept').click();
      }`),
    async clickNotification() {
      await until('a notification', () => inBrowser(`${NOTES}[0]?.document.readyState === 'complete'`));
      await run(`${NOTES}[0].document.getElementById('alertBox').click()`);
    },
  };
}
