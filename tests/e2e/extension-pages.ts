import type { ExtensionBrowser } from './extension-browser.ts';
import { Screen } from './screen.ts';

/** The popup as a person uses it. */
export class Popup extends Screen {
  /** As it comes up, whatever it shows; `page.html` is the same in a page of its own. */
  static async open(browser: ExtensionBrowser, page: 'popup.html' | 'page.html' = 'popup.html'): Promise<Popup> {
    return new Popup((await browser.open(page)).tab);
  }

  /** At its beginning, once it has met the helper. */
  static async ready(browser: ExtensionBrowser): Promise<Popup> {
    const popup = await Popup.open(browser);
    // Until it has looked for the helper, the case of before may still come up.
    await popup.metHelper();
    await popup.home();
    return popup;
  }

  static async checking(browser: ExtensionBrowser, target: string): Promise<Popup> {
    const popup = await Popup.ready(browser);
    await popup.check(target);
    return popup;
  }

  metHelper(): Promise<void> {
    return this.seen('#helper-word:disabled');
  }

  async home(): Promise<void> {
    await this.click('#home');
    await this.seen('#idle');
  }

  /** Types into the field and checks. */
  async check(target: string): Promise<void> {
    await this.fill('#said', target);
    await this.click('#check');
  }

  passes(): Promise<void> {
    return this.#results('[data-state="passed"]');
  }

  fails(): Promise<void> {
    return this.#results('[data-state="failed"]');
  }

  /** Every stage that was looked at is well; some may say nothing. */
  failsNowhere(): Promise<void> {
    return this.#results('[data-state]:not([data-state="failed"])');
  }

  /** The result of a case before, or of the check before, may stand there until this check has begun. */
  async #results(state: string): Promise<void> {
    await this.until(`document.querySelector('#result:not(.unseen)${state}')?.checkVisibility() === true
      && document.querySelector('rdp-diagnosis')?.shadowRoot?.querySelector('.root[data-screen]:not([data-screen="checking"])') != null`);
  }

  /** What the flow makes of a check, once there is something. */
  judges(): Promise<void> {
    return this.seen('rdp-diagnosis .root[data-screen]:not([data-screen="checking"])');
  }

  /** What the flow says of the helper. */
  helperNote(): Promise<string> {
    return this.text('rdp-diagnosis [part~="helper"] summary');
  }

  /** Presses what stands in the bar's menu. */
  async pressInMenu(selector: string): Promise<void> {
    await this.click('#more summary');
    await this.click(selector);
  }
}

/** The options as a person uses them. */
export class Options extends Screen {
  static async open(browser: ExtensionBrowser): Promise<Options> {
    return new Options((await browser.open('options.html')).tab);
  }

  async addHost(text: string): Promise<void> {
    await this.fill('#host', text);
    await this.click('#add-host button');
  }

  importFile(name: string, text: string): Promise<void> {
    return this.choose('#import', name, text);
  }

  /** What the company has set by this name, as it is shown. */
  rule(name: string): Promise<string> {
    return this.text(`[data-rule="${name}"]`);
  }
}
