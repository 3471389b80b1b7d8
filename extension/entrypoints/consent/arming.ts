/** Nobody reads and decides faster than this; what comes sooner was meant for something else. */
export const ARMING_MS = 600;

/** What the arming needs of a window. */
export interface ArmedWindow {
  readonly hasFocus: () => boolean;
  readonly isVisible: () => boolean;
  /** Calls back at each `focus`, `blur`, `visibilitychange` and `resize`. */
  readonly onChange: (act: () => void) => void;
  readonly setArmed: (armed: boolean) => void;
}

/**
 * Lets buttons work only after their window has been in front, in sight and of one size for a while. A page can cover the
 * window and take the cover away under a double click, so each of these begins the wait anew.
 */
export function armWhenInFront(window: ArmedWindow): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const begin = () => {
    clearTimeout(waiting);
    window.setArmed(false);
    if (!window.hasFocus() || !window.isVisible()) return;
    waiting = setTimeout(() => window.setArmed(window.hasFocus() && window.isVisible()), ARMING_MS);
  };
  window.onChange(begin);
  begin();
}
