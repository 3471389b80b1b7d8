import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';

export interface QueueCalls {
  readonly pass: (event: DiagnosisEvent) => void;
  /** Whether a text can be read at once. */
  readonly canRead: (text: string) => boolean;
  /** Brings what a text is read by, and says whether it came. */
  readonly bringReader: (text: string) => Promise<boolean>;
  /** The reader cannot be had. */
  readonly lost: () => void;
}

/** A text waits for the reader to arrive, and what the person does after it waits behind it. */
export class EventQueue {
  readonly #calls: QueueCalls;
  #waiting: DiagnosisEvent[] = [];

  constructor(calls: QueueCalls) {
    this.#calls = calls;
  }

  add(event: DiagnosisEvent): void {
    const isRead = event.type !== 'text.pasted' || event.intake !== undefined || this.#calls.canRead(event.text);
    if (this.#waiting.length === 0 && isRead) {
      this.#calls.pass(event);
      return;
    }
    this.#waiting.push(event);
    if (this.#waiting.length === 1 && event.type === 'text.pasted') void this.#bringReader(event.text);
  }

  clear(): void {
    this.#waiting = [];
  }

  async #bringReader(text: string): Promise<void> {
    const isHere = await this.#calls.bringReader(text).catch(() => false);
    const waiting = this.#waiting;
    this.#waiting = [];
    if (!isHere) this.#calls.lost();
    else for (const event of waiting) this.add(event);
  }
}
