const KEY = 'reconnect:handoff';

/**
 * The start page signals to the flow in the same tab that the person has just chosen what stands in the fragment. No other
 * page can write here; a fragment without it came with a link.
 */
export function handOff(fragment: string): void {
  try {
    sessionStorage.setItem(KEY, fragment);
  } catch {
    // A browser that keeps nothing: the flow asks once more.
  }
}

/** Whether this very fragment was handed over; once. */
export function takeHandoff(fragment: string): boolean {
  try {
    const handed = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return fragment !== '' && handed === fragment;
  } catch {
    return false;
  }
}
