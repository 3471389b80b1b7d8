import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long a line that is being typed rests before it is read. */
const QUIET_MS = 300;

/** Runs the last of several calls, once no other has come for a moment. */
export class QuietCall implements ReactiveController {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.drop();
  }

  later(run: () => void): void {
    this.drop();
    this.#timer = setTimeout(run, QUIET_MS);
  }

  drop(): void {
    clearTimeout(this.#timer);
  }
}
