import type { Registered } from './helper-states.ts';
import type { Screen } from './screen.ts';

/**
 * A browser with the built extension, the same for both: what a test of the extension needs besides its pages, which are tabs
 * (tab.ts) as any other. A test of somebody else's page needs one tab and no more: page-in-each-browser.ts.
 */
export interface ExtensionBrowser {
  /** Opens a page of the extension: `popup.html`. */
  readonly open: (page: string) => Promise<Screen>;
  readonly visit: (address: string) => Promise<Screen>;
  /** The page of the extension, in a tab or a window of its own, that opens while something is done. */
  readonly opened: (page: string, act: () => Promise<unknown>) => Promise<Screen>;
  /** An expression where the extension's own code runs, with `chrome` and `wait`. */
  readonly inside: (expression: string) => Promise<unknown>;
  readonly stored: (area: 'local' | 'session', key: string) => Promise<unknown>;
  readonly store: (area: 'local' | 'session', values: object) => Promise<void>;
  /** Stops the background, as a browser does that needs the memory. */
  readonly stopBackground: () => Promise<void>;
  /** Chooses the extension's entry in the menu over what is selected, or over the link, in a page of somebody else. */
  readonly chooseInMenu: (on: { readonly selected: string } | { readonly link: string }) => Promise<void>;
  /** Whether the extension has an entry in the menu over what is selected. */
  readonly hasMenu: () => Promise<boolean>;
  /** The company sets something else: from now on in Chromium, from the next start of the extension in Firefox. */
  readonly setPolicy: (policy: object) => Promise<void>;
  /** What the address bar offers while `rdp TEXT` is typed into it. */
  readonly suggestions: (text: string) => Promise<readonly string[]>;
  /** `rdp TEXT` and Enter in the address bar. */
  readonly enterAddress: (text: string) => Promise<void>;
  /** The ids of the notifications that are shown. */
  readonly notes: () => Promise<readonly string[]>;
  readonly clickNotification: (id: string) => Promise<void>;
  /** The pages of the extension that stand beside the page: side panel or sidebar. */
  readonly panels: () => Promise<readonly string[]>;
  /** The path of the file that is saved while something is done. */
  readonly saved: (act: () => Promise<unknown>) => Promise<string>;
  /** The text that was copied last. */
  readonly copied: () => Promise<string>;
  /** Registers the helper as a person does it, for this browser alone. */
  readonly register: () => Promise<unknown>;
  readonly registered: Registered;
  /** Every address that was asked for. */
  readonly requested: readonly string[];
  readonly close: () => Promise<void>;
}

export interface ExtensionOptions {
  readonly helper: boolean;
  /** Port of a proxy for pages from elsewhere. */
  readonly proxy?: number;
  /** What the company sets for the extension. */
  readonly policy?: object;
}
