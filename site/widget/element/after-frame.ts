/** Runs once what is drawn now is on the display: what can wait goes behind it. */
export const afterFrame = (run: () => void): void => void requestAnimationFrame(() => setTimeout(run));
