import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';

/** Where a case is kept between two visits. What `load` gives is never trusted. */
export interface CaseStore {
  load(): Promise<unknown>;
  save(saved: SavedCase): Promise<void> | void;
}

/** The page's local storage. A page that may not keep anything, such as a sandboxed frame, keeps nothing. */
export function localStore(key: string): CaseStore {
  const name = `reconnect:${key}`;
  return {
    async load() {
      try {
        const stored = localStorage.getItem(name);
        return stored === null ? undefined : JSON.parse(stored);
      } catch {
        return undefined;
      }
    },
    save(saved) {
      try {
        localStorage.setItem(name, JSON.stringify(saved));
      } catch {
        // Full or forbidden: the flow works on without being remembered.
      }
    },
  };
}
