import { find } from '../../pages/find.ts';

export type PopupScreen = 'idle' | 'missing' | 'flow';

/** Shows one screen with its footer, and hides the others. */
export function show(screen: PopupScreen): void {
  document.body.dataset.screen = screen;
  for (const name of ['idle', 'missing', 'flow']) {
    find(name, HTMLElement).hidden = name !== screen;
    // What stands under the flow comes with a result.
    if (name !== 'flow') find(`base-${name}`, HTMLElement).hidden = name !== screen;
  }
  if (screen !== 'flow') find('base-flow', HTMLElement).hidden = true;
  find('result', HTMLElement).classList.toggle('unseen', screen !== 'flow');
  find('more', HTMLDetailsElement).hidden = screen !== 'flow';
  find('more', HTMLDetailsElement).open = false;
  find('refusal', HTMLElement).hidden = true;
}

/** Says over the screen why a file was not taken, until another screen comes. */
export function showRefusal(sentence: string): void {
  const refusal = find('refusal', HTMLElement);
  refusal.textContent = sentence;
  refusal.hidden = false;
}
