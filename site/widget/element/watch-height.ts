import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Reports the element's height in whole pixels whenever it changes. Returns the observer, to be disconnected. */
export function watchHeight(element: Element, changed: (height: number) => void): ResizeObserver {
  let known = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    if (height !== known) changed(height);
    known = height;
  });
  observer.observe(element);
  return observer;
}

/** The same for as long as the element is in a page. */
export class HeightWatch implements ReactiveController {
  readonly #watch: () => ResizeObserver;
  #observer: ResizeObserver | undefined;

  constructor(element: ReactiveControllerHost & Element, changed: (height: number) => void) {
    this.#watch = () => watchHeight(element, changed);
    element.addController(this);
  }

  hostConnected(): void {
    this.#observer = this.#watch();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
