/**
 * Runs `change` alone, whichever of our pages and workers asks: what reads a stored value and writes it back loses
 * nothing that another one wrote in between. The locks of a browser are shared by all parts of an extension.
 *
 * INVARIANT: `change` takes no second lock of the same name, which would wait for itself.
 */
export function withStorageLock<T>(key: string, change: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`storage:${key}`, change);
}
