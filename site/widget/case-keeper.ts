import type { SavedCase } from '../../machines/diagnosis.case.ts';
import type { CaseStore, SaveOutcome } from './store.ts';

/** A store that does not answer is gone on without. */
const DEADLINE_MS = 5000;

/** Stands between the widget and a store that may be slow, full, or somebody else's: it never rejects and never hangs. */
export class CaseKeeper {
  readonly #told: (outcome: SaveOutcome) => void;
  /** Whether what was stored is known: a fresh case must not be written over one that could not be read. */
  #isKnown = true;

  constructor(told: (outcome: SaveOutcome) => void) {
    this.#told = told;
  }

  async load(store: CaseStore): Promise<unknown> {
    const late = new Promise<never>((_, reject) => setTimeout(reject, DEADLINE_MS));
    try {
      const stored = await Promise.race([store.load(), late]);
      this.#isKnown = true;
      return stored;
    } catch {
      this.#isKnown = false;
      return undefined;
    }
  }

  async save(store: CaseStore | undefined, saved: SavedCase): Promise<void> {
    if (store === undefined) return;
    try {
      const outcome = this.#isKnown ? await store.save(saved) : 'not-kept';
      this.#told(outcome === 'not-kept' || outcome === 'deleted' ? outcome : 'kept');
    } catch {
      this.#told('not-kept');
    }
  }
}
