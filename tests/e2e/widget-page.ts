import { clickOn, type Tab, until, untilIn, type Where } from './tab.ts';

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
  readonly #tab: Tab;
  readonly #place: Place;

  constructor(tab: Tab, place: Place = {}) {
    this.#tab = tab;
    this.#place = place;
  }

  /** The value of an expression in which `$` finds one element of the widget, and `$$` all of them. */
  sees(expression: string): Promise<unknown> {
    return this.#evaluate(this.#looking(expression));
  }

  /** The first value of it that is neither empty nor false. */
  waitsFor(expression: string): Promise<unknown> {
    return untilIn(this.#evaluate, this.#looking(expression));
  }

  screen(name: string): Promise<unknown> {
    return this.waitsFor(`$('.root[data-screen="${name}"]') !== null`);
  }

  /** Clicks with the pointer. What lies over the place gets the click, or the page around does: that is a fault. */
  clicks(css: string): Promise<void> {
    return clickOn(this.#tab, this.#looking(`$(${JSON.stringify(css)})`), this.#place.where);
  }

  types(text: string): Promise<void> {
    return this.#tab.type(text, this.#place.where);
  }

  /** Chooses the first answer, and goes on with the button or with the key. */
  async answers(by: 'button' | 'key' = 'button'): Promise<void> {
    await this.#goesOn(async () => {
      await this.waitsFor(`$('.answers, .thirds') !== null`);
      if (await this.sees(`$('.thirds') !== null`)) return this.clicks('.thirds button');
      await this.clicks('.answers label');
      await this.waitsFor(`$('.answers input')?.checked`);
      await (by === 'key' ? this.types('\n') : this.clicks('.acts .strong'));
    });
  }

  /** Passes over the things to try, until a question with its answers is asked. */
  async reachesQuestion(): Promise<void> {
    await this.screen('asking');
    const isTry = async () =>
      (await this.waitsFor(`($('.thirds') && 'try') || ($('.answers input') && 'question')`)) === 'try';
    while (await isTry()) await this.#goesOn(() => this.clicks('.thirds button:last-of-type'));
  }

  /** Answers, with button and key in turn, until a cause is shown. Gives its heading. */
  async reachesVerdict(): Promise<string> {
    const on = async (screen: string) => (await this.sees(`$('.root')?.dataset.screen`)) === screen;
    // A lazy frame is an empty page at first, which goes away under the question. The widget waits until it is near.
    await until('a widget', () => this.sees(`flow !== null && (flow.scrollIntoView({ behavior: 'instant' }), true)`));
    await this.waitsFor(`$('.root[data-screen]') !== null`);
    for (let asked = 0; asked < 2 * PATIENCE; asked++) {
      if (await on('concluded')) return String(await this.sees(`$('#heading').textContent.trim()`));
      const hasEnough = asked > PATIENCE && (await this.sees(`$('.enough') !== null`));
      if (hasEnough || (await on('cannot-tell'))) await this.#goesOn(() => this.clicks('.enough'));
      else await this.answers(asked % 2 === 0 ? 'button' : 'key');
    }
    throw new Error(`no verdict after ${2 * PATIENCE} questions`);
  }

  async #goesOn(act: () => Promise<void>): Promise<void> {
    const before = await this.waitsFor(`$('#heading')?.textContent`);
    await act();
    await this.waitsFor(`$('#heading') && $('#heading').textContent !== ${JSON.stringify(before)}`);
  }

  readonly #evaluate = (expression: string): Promise<unknown> =>
    this.#place.where === 'frame' ? this.#tab.evaluateInFrame(expression) : this.#tab.evaluate(expression);

  #looking(expression: string): string {
    return `((flow, $ = css => flow?.shadowRoot?.querySelector(css) ?? null, $$ = css => [...(flow?.shadowRoot?.querySelectorAll(css) ?? [])]) =>
      (${expression}))(${this.#place.flow ?? FLOW})`;
  }
}
