import { describeEachBrowser } from './each-browser.ts';
import type { ExtensionBrowser, ExtensionOptions } from './extension-browser.ts';
import { openExtensionInChromium } from './extension-in-chromium.ts';
import { openExtensionInFirefox } from './extension-in-firefox.ts';

const OPENS = { Chromium: openExtensionInChromium, Firefox: openExtensionInFirefox };

/** The same tests of the extension in both browsers. */
export function withExtensionInEachBrowser(
  what: string,
  tests: (open: (options: ExtensionOptions) => Promise<ExtensionBrowser>, engine: 'chromium' | 'firefox') => void,
): void {
  describeEachBrowser(
    name => `${what}, in ${name}`,
    name => tests(OPENS[name], name === 'Chromium' ? 'chromium' : 'firefox'),
  );
}
