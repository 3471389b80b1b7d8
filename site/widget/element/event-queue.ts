import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';

export interface LineCalls {
  readonly pass: (event: DiagnosisEvent) => void;
  /** Whether a text can be read at once. */
  readonly canRead: () => boolean;
  /** Brings the reader, and says whether it came. */
  readonly bringReader: () => Promise<boolean>;
  /** The reader cannot be had. */
  readonly lost: () => void;
}

/** A text waits for the reader to arrive, and what the person does after it waits behind it. */
export class WaitingLine {
  readonly #calls: LineCalls;
  #waiting: DiagnosisEvent[] = [];

  constructor(calls: LineCalls) {
    this.#calls = calls;
  }

  add(event: DiagnosisEvent): void {
    if (this.#waiting.length === 0 && (event.type !== 'text.pasted' || this.#calls.canRead())) {
      this.#calls.pass(event);
      return;
    }
    this.#waiting.push(event);
    if (this.#waiting.length === 1) void this.#bringReader();
  }

  clear(): void {
    this.#waiting = [];
  }

  async #bringReader(): Promise<void> {
    const isHere = await this.#calls.bringReader().catch(() => false);
    const waiting = this.#waiting;
    this.#waiting = [];
    if (!isHere) this.#calls.lost();
    else for (const event of waiting) this.add(event);
  }
}
