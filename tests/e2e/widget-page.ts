import { type InputDriver, type Point, until, type Where } from './browsers.ts';

/** Where the widget is that a person uses: in the page or its first frame, and as an expression. */
export interface Place {
  readonly where?: Where;
  readonly flow?: string;
}

const FLOW = `document.querySelector('rdp-diagnosis')`;
/** After so many questions a person wants to see the cause. */
const PATIENCE = 6;

/** A person at a widget: sees what stands there, and has a pointer and keys. */
export class WidgetPage {
  readonly #hands: InputDriver;
  readonly #place: Place;

  constructor(hands: InputDriver, place: Place = {}) {
    this.#hands = hands;
    this.#place = place;
  }

  /** The value of an expression in which `$` finds one element of the widget, and `$$` all of them. */
  sees(expression: string): Promise<unknown> {
    return this.#evaluate(this.#looking(expression));
  }

  /** The first value of it that is neither empty nor false. */
  waitsFor(expression: string): Promise<unknown> {
    return until(this.#evaluate, this.#looking(expression));
  }

  screen(name: string): Promise<unknown> {
    return this.waitsFor(`$('.root[data-screen="${name}"]') !== null`);
  }

  /** Clicks with the pointer. What lies over the place gets the click, or the page around does: that is a fault. */
  async clicks(css: string): Promise<void> {
    const at = (await this.waitsFor(`(async () => {
      const found = $(${JSON.stringify(css)});
      if (found === null) return;
      found.scrollIntoView({ block: 'center', behavior: 'instant' });
      await new Promise(resolve => setTimeout(resolve, 20));
      const { left, top, width, height } = found.getBoundingClientRect();
      const at = { x: left + width / 2, y: top + height / 2 };
      const hit = found.getRootNode().elementFromPoint(at.x, at.y);
      return found.contains(hit) && at;
    })()`)) as Point;
    await this.#hands.click(at, this.#place.where);
  }

  presses(key: Parameters<InputDriver['press']>[0]): Promise<void> {
    return this.#hands.press(key, this.#place.where);
  }

  /** Chooses the first answer, and goes on with the button or with the key. */
  async answers(by: 'button' | 'key' = 'button'): Promise<void> {
    const before = await this.waitsFor(`$('.answers, .thirds') && $('#heading').textContent`);
    if (await this.sees(`$('.thirds') !== null`)) await this.clicks('.thirds button');
    else {
      await this.clicks('.answers label');
      await this.waitsFor(`$('.answers input')?.checked`);
      await (by === 'key' ? this.presses('Enter') : this.clicks('.acts .strong'));
    }
    await this.waitsFor(`$('#heading') && $('#heading').textContent !== ${JSON.stringify(before)}`);
  }

  /** Answers, with button and key in turn, until a cause is shown. Gives its heading. */
  async reachesVerdict(): Promise<string> {
    const isThere = `$('.root')?.dataset.screen === 'concluded'`;
    // A lazy frame is an empty page at first, which goes away under the question. The widget waits until it is near.
    const near = `flow !== null && (flow.scrollIntoView({ behavior: 'instant' }), true)`;
    for (const ends = Date.now() + 20_000; (await this.sees(near).catch(() => false)) !== true; )
      if (Date.now() > ends) throw new Error('there is no widget');
    await this.waitsFor(`$('.root[data-screen]') !== null`);
    for (let asked = 0; asked < 2 * PATIENCE && !(await this.sees(isThere)); asked++)
      if (
        (await this.sees(`$('.root').dataset.screen === 'cannot-tell'`)) ||
        (asked > PATIENCE && (await this.sees(`$('.enough') !== null`)))
      ) {
        await this.clicks('.enough');
        await this.waitsFor(isThere);
      } else await this.answers(asked % 2 === 0 ? 'button' : 'key');
    return String(await this.sees(`${isThere} ? $('#heading').textContent.trim() : ''`));
  }

  readonly #evaluate = (expression: string): Promise<unknown> =>
    this.#place.where === 'frame' ? this.#hands.evaluateInFrame(expression) : this.#hands.evaluate(expression);

  #looking(expression: string): string {
    return `((flow, $ = css => flow?.shadowRoot?.querySelector(css) ?? null, $$ = css => [...(flow?.shadowRoot?.querySelectorAll(css) ?? [])]) =>
      (${expression}))(${this.#place.flow ?? FLOW})`;
  }
}
