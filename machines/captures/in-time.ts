import type { CapturedPacket } from './packet.ts';

/** Cards with several queues write packets some places too late; more than so many places is no disorder but another file. */
const WINDOW = 1_024;
/** Room for a window of the largest packets of IP; what records hold beyond that is no packet. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** So much of the file may be held for the sake of packets that wait; beyond it they are copied. */
const MAX_HELD_BYTES = 16 * 1024 * 1024;

/** Gives packets in the order of their times, as far as the disorder of a file goes. */
export class InTime {
  #waiting: (CapturedPacket | undefined)[] = [];
  #from = 0;
  #waitingBytes = 0;
  #newestPiece: ArrayBufferLike | undefined;
  /** Of all pieces that came since the packets that wait were copied. */
  #heldBytes = 0;
  readonly #each: (packet: CapturedPacket) => void;

  constructor(each: (packet: CapturedPacket) => void) {
    this.#each = each;
  }

  take(packet: CapturedPacket): void {
    const last = this.#waiting.at(-1);
    if (last === undefined || last.timeMs <= packet.timeMs || this.#from >= this.#waiting.length)
      this.#waiting.push(packet);
    else this.#waiting.splice(this.#placeOf(packet), 0, packet);
    this.#hold(packet.bytes.buffer);
    this.#waitingBytes += packet.bytes.length;
    while (this.#waiting.length - this.#from > WINDOW || this.#waitingBytes > MAX_WAITING_BYTES) this.#next();
  }

  /** Gives all that is left. */
  end(): void {
    while (this.#from < this.#waiting.length) this.#next();
  }

  /** A packet is a view and holds its whole piece of the file: however few packets a piece has, few of them are held. */
  #hold(piece: ArrayBufferLike): void {
    if (piece === this.#newestPiece) return;
    this.#newestPiece = piece;
    this.#heldBytes += piece.byteLength;
    if (this.#heldBytes <= MAX_HELD_BYTES) return;
    this.#waiting = this.#waiting.map(packet => packet && { ...packet, bytes: packet.bytes.slice() });
    this.#heldBytes = 0;
  }

  #placeOf({ timeMs }: CapturedPacket): number {
    let low = this.#from;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#waiting[middle]?.timeMs ?? 0) <= timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #next(): void {
    const packet = this.#waiting[this.#from];
    this.#waiting[this.#from++] = undefined;
    // The places of what was given are forgotten in one go, now and then.
    if (this.#from > WINDOW) {
      this.#waiting = this.#waiting.slice(this.#from);
      this.#from = 0;
    }
    if (packet === undefined) return;
    this.#waitingBytes -= packet.bytes.length;
    this.#each(packet);
  }
}
