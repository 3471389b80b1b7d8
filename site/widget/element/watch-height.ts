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
