/** What a browser's driver must be able to do with one page; everything else is made of it. */
export interface Tab {
  /** The value of an expression in the page, awaited, as plain data. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** The same in the first frame of the page, whatever its origin. */
  readonly evaluateInFrame: (expression: string) => Promise<unknown>;
  readonly goto: (address: string) => Promise<void>;
  /** Brings it to the front. */
  readonly show: () => Promise<void>;
  /** A real click of the mouse there. */
  readonly press: (x: number, y: number) => Promise<void>;
  /** Real keys, to whatever has the focus; `\n`, `\t`, `↑` and `↓` are the keys of their names. */
  readonly type: (text: string) => Promise<void>;
  readonly isOpen: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** What is right stands there at once; only a machine with much other work takes long. */
const WITHIN_MS = 60_000;
const PAUSE_MS = 40;

/** Waits for the first value that is neither empty nor false. */
export async function until<T>(what: string, look: () => Promise<T>): Promise<NonNullable<T>> {
  const deadline = performance.now() + WITHIN_MS;
  for (let fault: unknown; ; ) {
    const value = await look().catch(error => {
      // The page may just be on its way to another one.
      fault = error;
      return undefined;
    });
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`timed out waiting for: ${what}`, { cause: fault });
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}

/** A page as a person uses it, the same in both engines. `rdp-diagnosis X` is X in the flow's shadow tree. */
export class Screen {
  readonly #tab: Tab;

  constructor(tab: Tab) {
    this.#tab = tab;
  }

  evaluate = (expression: string): Promise<unknown> => this.#tab.evaluate(expression);
  evaluateInFrame = (expression: string): Promise<unknown> => this.#tab.evaluateInFrame(expression);
  goto = (address: string): Promise<void> => this.#tab.goto(address);
  close = (): Promise<void> => this.#tab.close();

  until(expression: string): Promise<unknown> {
    return until(expression, () => this.#tab.evaluate(expression));
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

  async type(text: string): Promise<void> {
    await this.#tab.show();
    await this.#tab.type(text);
  }

  /** A real click, once it has stood still for three looks, may be clicked and nothing lies over it. */
  async click(selector: string): Promise<void> {
    const looks: string[] = [];
    await this.#tab.show();
    const place = await until(`a click on ${selector}`, async () => {
      const found = JSON.stringify(await this.evaluate(`(${middleOf})(${at(selector)})`));
      looks.push(found);
      return found !== 'null' && looks.slice(-3).filter(look => look === found).length === 3 ? found : undefined;
    });
    const [x, y] = JSON.parse(place);
    await this.#tab.press(x, y);
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
    await until('the page closes', async () => !(await this.#tab.isOpen()));
  }
}

function at(selector: string): string {
  const [, inside] = /^rdp-diagnosis (.+)$/.exec(selector) ?? [];
  const found = (within: string, text: string) => `${within}?.querySelector(${JSON.stringify(text)})`;
  return inside === undefined
    ? found('document', selector)
    : found(`${found('document', 'rdp-diagnosis')}?.shadowRoot`, inside);
}

/** Runs in the page: the middle of an element that a click there would reach. */
const middleOf = `element => {
  if (element?.checkVisibility() !== true || element.disabled) return null;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const middle = [Math.round(left + width / 2), Math.round(top + height / 2)];
  let hit = document.elementFromPoint(...middle);
  while (hit?.shadowRoot?.elementFromPoint(...middle)) hit = hit.shadowRoot.elementFromPoint(...middle);
  return element.contains(hit) ? middle : null;
}`;
