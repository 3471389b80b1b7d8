/**
 * Keeps what holds the event loop up to a share of its time: on a busy machine the start of a process takes ten times as
 * long, and everything else would wait for it. Unused time is saved up, but no more than `savedMs`.
 */
export class TimeShare {
  readonly #share: number;
  readonly #savedMs: number;
  readonly #now: () => number;
  #meanMs = 0;
  #freeAtMs = Number.NEGATIVE_INFINITY;

  constructor(share: number, savedMs: number, now = () => performance.now()) {
    this.#share = share;
    this.#savedMs = savedMs;
    this.#now = now;
  }

  /** Whether the next one would have to wait. */
  get isSpent(): boolean {
    return this.#freeAtMs > this.#now();
  }

  /** How long to wait before the next one, which is reserved with that; `undefined` where it is longer than `mostMs`. */
  reserve(mostMs: number): number | undefined {
    const now = this.#now();
    const freeAtMs = Math.max(this.#freeAtMs, now - this.#savedMs);
    const waitMs = Math.max(0, freeAtMs - now);
    if (waitMs > mostMs) return undefined;
    this.#freeAtMs = freeAtMs + this.#meanMs / this.#share;
    return waitMs;
  }

  /** One that was reserved held the loop up for so long: later ones are reckoned by it. */
  spend(ms: number): void {
    this.#meanMs = this.#meanMs === 0 ? ms : (3 * this.#meanMs + ms) / 4;
  }
}
