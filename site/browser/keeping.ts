const AGREED_KEY = 'reconnect:keep';

/**
 * A page from `file://` shares its storage with every other HTML file of the device (Chromium gives them all one origin),
 * so nothing is kept there unless the person agrees.
 */
export const isSharedStorage = (): boolean => location.protocol === 'file:';

export function mayKeep(): boolean {
  return !isSharedStorage() || hasAgreed();
}

export function hasAgreed(): boolean {
  try {
    return localStorage.getItem(AGREED_KEY) === 'yes';
  } catch {
    return false;
  }
}

export function setAgreed(agreed: boolean): void {
  try {
    if (agreed) localStorage.setItem(AGREED_KEY, 'yes');
    else localStorage.removeItem(AGREED_KEY);
  } catch {
    // Forbidden: nothing is kept in any case.
  }
}

/** What this browser has kept under a key: nothing where nothing may be kept, or where its store is shut. */
export function keptUnder(key: string): string | undefined {
  if (!mayKeep()) return undefined;
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Where the system is kept that a person chose on some page. Whoever reads it looks whether it is one. */
export const SYSTEM_KEY = 'reconnect:system';
