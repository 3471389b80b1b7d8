import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import { isReadyFor, makeReadyFor } from '../lazy/lazy-modules.ts';

/** A text waits for the reader to arrive, and what the person does after it waits behind it. */
export class WaitingLine {
  readonly #pass: (event: DiagnosisEvent) => void;
  readonly #lost: () => void;
  #waiting: DiagnosisEvent[] = [];

  /** `lost` is told when the reader cannot be had. */
  constructor(pass: (event: DiagnosisEvent) => void, lost: () => void) {
    this.#pass = pass;
    this.#lost = lost;
  }

  add(event: DiagnosisEvent): void {
    if (this.#waiting.length === 0 && (event.type !== 'text.pasted' || isReadyFor(event.text))) {
      this.#pass(event);
      return;
    }
    this.#waiting.push(event);
    if (this.#waiting.length === 1 && event.type === 'text.pasted') void this.#bringReader(event.text);
  }

  clear(): void {
    this.#waiting = [];
  }

  async #bringReader(text: string): Promise<void> {
    const isReady = await makeReadyFor(text).catch(() => false);
    const waiting = this.#waiting;
    this.#waiting = [];
    if (!isReady) this.#lost();
    else for (const event of waiting) this.add(event);
  }
}
