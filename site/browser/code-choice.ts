import { element } from './element.ts';

/** Programs that a device of this kind can show a message of. */
const ON_DEVICE: readonly (readonly [device: RegExp, surfaces: readonly string[]])[] = [
  [/android/i, ['android-client']],
  [/iphone|ipad/i, ['ios-client']],
  [/mac os x/i, ['mac-client']],
  [/windows nt/i, ['mstsc-disconnect', 'mstsc-error', 'windows-app']],
];

export const surfaceOf = (id: string): string => id.slice(0, id.indexOf(':'));

/** The entry that this device can have shown, where it is one alone: nobody is led to a program that they have not. */
export function codeOfDevice(codes: readonly string[], userAgent: string): string | undefined {
  const [, surfaces = []] = ON_DEVICE.find(([device]) => device.test(userAgent)) ?? [];
  const [only, ...others] = codes.filter(id => surfaces.includes(surfaceOf(id)));
  return others.length === 0 ? only : undefined;
}

export interface CodeChoice {
  readonly codes: readonly string[];
  readonly chosen: string | undefined;
  readonly title: string;
  readonly nameOf: (id: string) => string;
  readonly choose: (id: string) => void;
}

/** "Where did you see it?", as one row of chips: the same number means another thing in another program. */
export function codeChips({ codes, chosen, title, nameOf, choose }: CodeChoice): HTMLElement {
  const chips = element('fieldset', '', 'which');
  chips.append(element('legend', title));
  for (const id of codes) {
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'which';
    radio.value = id;
    radio.checked = id === chosen;
    radio.addEventListener('change', () => choose(id));
    const label = document.createElement('label');
    label.append(radio, element('span', nameOf(id)));
    chips.append(label);
  }
  return chips;
}
