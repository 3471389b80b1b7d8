/** How long a line that is being typed rests before it is read. */
const QUIET_MS = 300;

/** Runs the last of several calls, once no other has come for a moment. */
export class QuietCall {
  #timer: ReturnType<typeof setTimeout> | undefined;

  later(run: () => void): void {
    this.drop();
    this.#timer = setTimeout(run, QUIET_MS);
  }

  drop(): void {
    clearTimeout(this.#timer);
  }
}
