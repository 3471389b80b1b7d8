import { LONGEST_MS } from './probes/probe.ts';

/** Room for a few of something at once; who comes when it is full waits for a turn, first come, first served. */
export class Turns {
  readonly #waiting = new Set<() => void>();
  readonly #atOnce: number;
  #taken = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  get isFull(): boolean {
    return this.#taken >= this.#atOnce;
  }

  /** Whether a turn came within `ms` and before `signal`; who got one gives it back. */
  async take(signal: AbortSignal, ms = LONGEST_MS): Promise<boolean> {
    if (signal.aborted) return false;
    if (!this.isFull) {
      this.#taken++;
      return true;
    }
    if (ms <= 0) return false;
    return new Promise(resolve => {
      const end = (came: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.#waiting.delete(onTurn);
        resolve(came);
      };
      // The turn is handed on, so that nobody slips in between.
      const onTurn = () => end(true);
      const onAbort = () => end(false);
      const timer = setTimeout(onAbort, ms);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.add(onTurn);
    });
  }

  give(): void {
    // After `enter` there may be more than there is room for: then nobody follows.
    const [next] = this.#taken > this.#atOnce ? [] : this.#waiting;
    if (next === undefined) this.#taken--;
    else next();
  }

  /** Counts somebody who does not wait. */
  enter(): void {
    this.#taken++;
  }
}
