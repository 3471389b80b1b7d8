import { find } from '../../pages/find.ts';

export type PopupScreen = 'idle' | 'missing' | 'flow';

/** Shows one screen with its footer, and hides the others. */
export function show(screen: PopupScreen): void {
  document.body.dataset.screen = screen;
  for (const name of ['idle', 'missing', 'flow']) {
    find(name, HTMLElement).hidden = name !== screen;
    const base = document.getElementById(`base-${name}`);
    if (base !== null) base.hidden = name !== screen;
  }
}
