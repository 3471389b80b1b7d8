import type { View } from '../../../machines/diagnosis/view.ts';
import { screenKey } from '../screens/render-context.ts';

/** Moves the focus to a new screen's heading, but never on arrival: a widget in an article must not pull the reader to itself. */
export class HeadingFocus {
  #shown = '';

  /** The next screen is the first one again. */
  reset(): void {
    this.#shown = '';
  }

  /** After `view` was drawn. `isBegun`: the person has acted here. */
  follow(view: View, root: ParentNode, isBegun: boolean): void {
    const shown = screenKey(view);
    if (this.#shown !== '' && this.#shown !== shown && isBegun) root.querySelector<HTMLElement>('#heading')?.focus();
    this.#shown = shown;
  }
}
