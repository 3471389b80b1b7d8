import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import type { CaseStore, SaveOutcome } from './store.ts';

/** Why a case is not kept; undefined where it is. */
export type Unkept = Exclude<SaveOutcome, 'kept'> | undefined;

/** A store that does not answer is gone on without. */
const DEADLINE_MS = 5000;

/** Stands between the widget and a store that may be slow, full, or somebody else's: it never rejects and never hangs. */
export class CaseKeeper {
  readonly #told: (unkept: Unkept) => void;
  /** Whether what was stored is known: a fresh case must not be written over one that could not be read. */
  #isKnown = true;

  constructor(told: (unkept: Unkept) => void) {
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
      this.#told(outcome === 'not-kept' || outcome === 'deleted' ? outcome : undefined);
    } catch {
      this.#told('not-kept');
    }
  }
}
