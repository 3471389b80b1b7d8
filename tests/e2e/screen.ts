import { clickOn, clickUntilClosed, type Tab, until, untilIn } from './tab.ts';

/** A page as a person uses it, the same in both browsers. `rdp-diagnosis X` is X in the flow's shadow tree. */
export class Screen {
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = tab;
  }

  evaluate = (expression: string): Promise<unknown> => this.tab.evaluate(expression);
  evaluateInFrame = (expression: string): Promise<unknown> => this.tab.evaluateInFrame(expression);
  goto = (address: string): Promise<void> => this.tab.goto(address);
  close = (): Promise<void> => this.tab.close();

  until(expression: string): Promise<unknown> {
    return untilIn(this.tab.evaluate, expression);
  }

  /** Until it stands there and can be seen. */
  async seen(selector: string): Promise<void> {
    await this.until(`${at(selector)}?.checkVisibility() === true`);
  }

  async gone(selector: string): Promise<void> {
    await this.until(`${at(selector)}?.checkVisibility() !== true`);
  }

  async text(selector: string): Promise<string> {
    await this.until(`${at(selector)} != null`);
    return String(await this.evaluate(`${at(selector)}.textContent`)).trim();
  }

  /** What a list shows, row by row. */
  rows(list: string): Promise<unknown> {
    return this.evaluate(`[...document.querySelectorAll('${list} li')].map(row => row.textContent.trim())`);
  }

  async type(text: string): Promise<void> {
    await this.tab.show();
    await this.tab.type(text);
  }

  async click(selector: string): Promise<void> {
    await this.tab.show();
    await clickOn(this.tab, at(selector));
  }

  /** A click at which the page closes itself. */
  async clickAway(selector: string): Promise<void> {
    await this.tab.show();
    await clickUntilClosed(this.tab, at(selector));
  }

  /** The text in a field, as if it had been pasted over what stood there. */
  async fill(selector: string, text: string): Promise<void> {
    await this.seen(selector);
    await this.evaluate(`(field => {
      field.focus();
      field.value = ${JSON.stringify(text)};
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    })(${at(selector)})`);
  }

  /** A file in a file field, as if it had been chosen. */
  async choose(selector: string, name: string, text: string): Promise<void> {
    await this.evaluate(`(field => {
      const data = new DataTransfer();
      data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}));
      field.files = data.files;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    })(${at(selector)})`);
  }

  /** Until the person or the browser has closed it. */
  async closed(): Promise<void> {
    await until('the page closes', async () => !(await this.tab.isOpen()));
  }
}

function at(selector: string): string {
  const [, inside] = /^rdp-diagnosis (.+)$/.exec(selector) ?? [];
  const found = (within: string, text: string) => `${within}?.querySelector(${JSON.stringify(text)})`;
  return inside === undefined
    ? found('document', selector)
    : found(`${found('document', 'rdp-diagnosis')}?.shadowRoot`, inside);
}
