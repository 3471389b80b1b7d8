import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';

/** What became of a case that was to be kept. */
export type SaveOutcome = 'kept' | 'not-kept' | 'deleted';

/** Where a case is kept between two visits. What `load` gives is never trusted. */
export interface CaseStore {
  load(): Promise<unknown>;
  /** A store that says nothing has kept it; one that rejects has not. */
  save(saved: SavedCase): Promise<SaveOutcome> | Promise<void> | void;
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
    async save(saved) {
      localStorage.setItem(name, JSON.stringify(saved));
    },
  };
}
