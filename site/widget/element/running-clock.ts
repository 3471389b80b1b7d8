import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { View } from '../../../machines/diagnosis/view.ts';
import { formatElapsed } from '../../../machines/elapsed.ts';

const TICK_MS = 100;

/** Counts the seconds of the place that is being checked: the machine has no clock. */
export class RunningClock implements ReactiveController {
  readonly #show: (elapsed: string) => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #place: string | undefined;
  #since = 0;

  constructor(host: ReactiveControllerHost, show: (elapsed: string) => void) {
    this.#show = show;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  follow({ path }: View, language: string): void {
    const place = path.places.find(({ state }) => state === 'running')?.id;
    if (place === this.#place) return;
    this.stop();
    if (place === undefined) return;
    this.#place = place;
    this.#since = performance.now();
    this.#timer = setInterval(() => this.#show(formatElapsed(performance.now() - this.#since, language)), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#place = undefined;
    this.#show('');
  }
}
