/** Moves the focus to a new screen's heading, but never on arrival: a widget in an article must not pull the reader to itself. */
export class HeadingFocus {
  #shown = '';

  /** The next screen is the first one again. */
  reset(): void {
    this.#shown = '';
  }

  /** After the screen of this key was drawn. `isBegun`: the person has acted here. */
  follow(shown: string, root: ParentNode, isBegun: boolean): void {
    if (this.#shown !== '' && this.#shown !== shown && isBegun) root.querySelector<HTMLElement>('#heading')?.focus();
    this.#shown = shown;
  }
}
