import type { PlaceState } from '../../../machines/diagnosis/place-state.ts';
import type { KnownHost } from '../../storage/known-hosts.ts';
import { ago } from './ago.ts';

const SVG = 'http://www.w3.org/2000/svg';
const STEP = 20;
const DROP = 4;

export interface HostListCalls {
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly check: (target: string) => void;
  readonly pin: (target: string, pinned: boolean) => void;
}

/** Draws the known hosts into a list; each is a button that checks it, beside one that pins it. */
export function drawHosts(list: Element, hosts: readonly KnownHost[], now: number, calls: HostListCalls): void {
  list.replaceChildren(
    ...hosts.map(host => {
      const item = document.createElement('li');
      item.dataset.target = host.target;
      item.append(checkButton(host, now, calls), pinButton(host, calls));
      return item;
    }),
  );
}

function checkButton({ target, recent }: KnownHost, now: number, { say, check }: HostListCalls): HTMLElement {
  const name = document.createElement('b');
  name.textContent = target;
  const note = document.createElement('span');
  note.className = 'tiny';
  note.textContent =
    recent === undefined
      ? say('popup.unchecked')
      : `${recent.sentence.replace(/\.$/, '')}, ${ago(now - recent.checkedAt)}`;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'host';
  button.append(name, note, ...(recent === undefined ? [] : [strip(recent.places)]));
  button.addEventListener('click', () => check(target));
  return button;
}

function pinButton({ target, pinned, preset }: KnownHost, { say, pin }: HostListCalls): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'pin tiny';
  const state = say(preset ? 'popup.preset' : pinned ? 'popup.pinned' : 'popup.pin');
  button.textContent = state;
  button.disabled = preset;
  button.setAttribute('aria-pressed', String(pinned));
  button.setAttribute('aria-label', `${state}: ${target}`);
  button.addEventListener('click', () => pin(target, !pinned));
  return button;
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
