import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A widget further away than this below the fold waits with loading. */
const NEAR = '600px';

/**
 * Notices once the element is in sight or near to it. What is in sight already need not wait for an observer's first
 * frame, and what was near once has not to come near again, wherever it is moved.
 */
export class NearViewport implements ReactiveController {
  readonly #element: ReactiveControllerHost & Element;
  readonly #arrived: () => void;
  #waiting: IntersectionObserver | undefined;
  #isNear = false;

  constructor(element: ReactiveControllerHost & Element, arrived: () => void) {
    this.#element = element;
    this.#arrived = arrived;
    element.addController(this);
  }

  hostConnected(): void {
    const { top, bottom, width } = this.#element.getBoundingClientRect();
    if (this.#isNear || (width > 0 && top < innerHeight && bottom >= 0)) {
      this.#arrive();
      return;
    }
    this.#waiting = new IntersectionObserver(
      entries => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#arrive();
      },
      { rootMargin: NEAR },
    );
    this.#waiting.observe(this.#element);
  }

  hostDisconnected(): void {
    this.#waiting?.disconnect();
  }

  #arrive(): void {
    this.#waiting?.disconnect();
    this.#isNear = true;
    this.#arrived();
  }
}
