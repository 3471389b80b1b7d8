import type { PlaceState } from '../../../machines/diagnosis.path.ts';
import type { Recent } from './recents.ts';

const SVG = 'http://www.w3.org/2000/svg';
const STEP = 20;
const DROP = 4;

/** Draws the recent hosts into a list; each is a button that checks it again. */
export function drawRecents(
  list: Element,
  recents: readonly Recent[],
  now: number,
  check: (target: string) => void,
): void {
  list.replaceChildren(
    ...recents.map(recent => {
      const name = document.createElement('b');
      name.textContent = recent.target;
      const note = document.createElement('span');
      note.className = 'tiny';
      note.textContent = `${recent.sentence.replace(/\.$/, '')}, ${ago(now - recent.checkedAt)}`;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(name, note, strip(recent.places));
      button.addEventListener('click', () => check(recent.target));
      const item = document.createElement('li');
      item.append(button);
      return item;
    }),
  );
}

/** The path without words, one line high. What comes after the break hangs lower. */
function strip(places: readonly PlaceState[]): SVGElement {
  const broken = places.indexOf('failed');
  const picture = shape('svg', { viewBox: '0 0 92 14', 'aria-hidden': 'true' });
  const height = (index: number) => 6 + (broken >= 0 && index > broken ? DROP : 0);
  places.forEach((state, index) => {
    if (index === 0) return;
    const from = (index - 1) * STEP + 6;
    const live = (state === 'passed' || state === 'failed') && (broken < 0 || index <= broken);
    const line =
      index === broken + 1 && broken >= 0
        ? { class: 'dead', d: `M${from + 6} 13.5Q${from + 9} 10 ${from + 16} 10` }
        : {
            class: live ? 'live' : 'dead',
            d: `M${from + (live ? 0 : 4)} ${height(index)}H${from + STEP - (live ? 0 : 4)}`,
          };
    picture.append(shape('path', line));
  });
  places.forEach((state, index) => {
    picture.append(joint(state, index * STEP + 6, height(index)));
  });
  return picture;
}

function joint(state: PlaceState, x: number, y: number): SVGElement {
  if (state === 'failed') return shape('path', { class: 'broken', d: `M${x} ${y - 4.8}l4.8 4.8l-4.8 4.8l-4.8-4.8z` });
  const [name, radius] = state === 'passed' ? ['here', 3.4] : state === 'unknown' ? ['dim', 3] : ['away', 2.4];
  return shape('circle', { class: `${name}`, cx: `${x}`, cy: `${y}`, r: `${radius}` });
}

function shape(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "2 minutes ago", in the language of the page. */
function ago(elapsedMs: number): string {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  const [unit, length] = UNITS.find(([, least]) => elapsedMs >= least) ?? ['minute', 60_000];
  return elapsedMs < 60_000 ? format.format(0, 'second') : format.format(-Math.floor(elapsedMs / length), unit);
}
