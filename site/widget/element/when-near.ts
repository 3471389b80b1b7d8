/** A widget further away than this below the fold waits with loading. */
const NEAR = '600px';

/**
 * Runs once the element is in sight or near to it. What is in sight already need not wait for an observer's first frame;
 * for anything else the observer that waits is given back, to be disconnected.
 */
export function whenNear(element: Element, run: () => void): IntersectionObserver | undefined {
  const { top, bottom, width } = element.getBoundingClientRect();
  if (width > 0 && top < innerHeight && bottom >= 0) {
    run();
    return undefined;
  }
  const waiting = new IntersectionObserver(
    entries => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      waiting.disconnect();
      run();
    },
    { rootMargin: NEAR },
  );
  waiting.observe(element);
  return waiting;
}
