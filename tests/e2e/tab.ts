/** One page of a browser, the same for both back ends: everything that a test does in a page is made of it. */
export interface Tab {
  readonly evaluate: Evaluate;
  /** In the first frame of the page, whatever its origin. */
  readonly evaluateInFrame: Evaluate;
  /** Resolves when the page has loaded. */
  readonly goto: (address: string) => Promise<void>;
  /** Brings it to the front. */
  readonly show: () => Promise<void>;
  /** A click of the pointer at this place, in px from the corner of the page or of its first frame. */
  readonly click: (at: Point, where?: Where) => Promise<void>;
  /** Real keys, to whatever has the focus there; `\n`, `\t`, `↑` and `↓` are the keys of their names. */
  readonly type: (text: string, where?: Where) => Promise<void>;
  /** What is seen, as a PNG. */
  readonly picture: () => Promise<Uint8Array>;
  readonly isOpen: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** The value of an expression, awaited, as plain data. */
export type Evaluate = (expression: string) => Promise<unknown>;
export type Where = 'page' | 'frame';
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is right stands there at once; only a machine with much other work takes long. */
const WITHIN_MS = 60_000;
const PAUSE_MS = 20;

/** What was waited for did not come. */
export class TimedOut extends Error {}

/** Waits for the first value that is neither empty nor false. */
export async function until<T>(
  what: string,
  look: () => Promise<T>,
  seen: () => Promise<unknown> = async () => '',
  withinMs: number = WITHIN_MS,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  for (let fault: unknown; ; ) {
    const value = await look().catch(error => {
      // The page may just be on its way to another one.
      fault = error;
      return undefined;
    });
    if (value) return value;
    if (performance.now() > deadline) {
      const instead = await seen().catch(() => '');
      throw new TimedOut(`timed out waiting for: ${what}${instead ? `, and saw: ${instead}` : ''}`, { cause: fault });
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}

const SEEN = `(document.querySelector('rdp-diagnosis')?.shadowRoot?.textContent ?? document.body?.textContent)?.replace(/\\s+/g, ' ').slice(0, 300)`;

/** The first value of an expression that is neither empty nor false. */
export const untilIn = (evaluate: Evaluate, expression: string): Promise<unknown> =>
  until(
    expression,
    () => evaluate(looking(expression)),
    () => evaluate(SEEN),
  );

/** Looks for a while in the page itself: to ask it from here each time would keep both busy. */
const looking = (expression: string) => `(async () => {
  for (const ends = performance.now() + 500; performance.now() < ends; await new Promise(resolve => setTimeout(resolve, 20))) {
    const value = await (${expression});
    if (value) return value;
  }
})()`;

/** A real click on what an expression finds, once it has stood still, may be clicked and nothing lies over it. */
export async function clickOn(tab: Tab, element: string, where: Where = 'page'): Promise<void> {
  const evaluate = where === 'frame' ? tab.evaluateInFrame : tab.evaluate;
  const place = await until(
    `a click on ${element}`,
    () => placeOf(evaluate, element),
    () => evaluate(SEEN),
  );
  await tab.click(place, where);
}

/**
 * The same until the page has closed at it: what comes to the front is disarmed for a moment, and a click that came in
 * between is lost.
 */
export const clickUntilClosed = (tab: Tab, element: string): Promise<unknown> =>
  until(`the page closes at a click on ${element}`, async () => {
    if (!(await tab.isOpen())) return true;
    const place = await placeOf(tab.evaluate, element);
    if (place !== undefined) await tab.click(place);
    return !(await tab.isOpen());
  });

async function placeOf(evaluate: Evaluate, element: string): Promise<Point | undefined> {
  const found = await evaluate(`(${standing})(() => ${element})`);
  if (found === null) return undefined;
  const { x, y } = Object(found);
  return { x, y };
}

/** Runs in the page: the middle of an element that a click there would reach, the same at three looks. */
const standing = `async find => {
  let before;
  for (let look = 0; look < 3; look++) {
    if (look > 0) await new Promise(resolve => setTimeout(resolve, 40));
    const element = find();
    if (element?.checkVisibility() !== true || element.disabled) return null;
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (!element.contains(element.getRootNode().elementFromPoint(x, y))) return null;
    if (before !== undefined && (before.x !== x || before.y !== y)) return null;
    before = { x, y };
  }
  return before;
}`;
