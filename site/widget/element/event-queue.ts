import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import { laterParts, loadLaterParts } from '../lazy/lazy-modules.ts';

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
    if (this.#waiting.length === 0 && (event.type !== 'text.pasted' || laterParts() !== undefined)) {
      this.#pass(event);
      return;
    }
    this.#waiting.push(event);
    if (this.#waiting.length === 1) void this.#bringReader();
  }

  clear(): void {
    this.#waiting = [];
  }

  async #bringReader(): Promise<void> {
    const parts = await loadLaterParts().catch(() => undefined);
    const waiting = this.#waiting;
    this.#waiting = [];
    if (parts === undefined) this.#lost();
    else for (const event of waiting) this.add(event);
  }
}
