import { u16be } from '../rdp/bytes.ts';
import type { TransportPacket } from './packet.ts';

const HEAD_BYTES = 20;
const FLAG = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;

/** One TCP segment, RFC 9293 3.1. */
export interface Segment {
  readonly fromPort: number;
  readonly toPort: number;
  readonly sequence: number;
  readonly acknowledged: number;
  readonly fin: boolean;
  readonly syn: boolean;
  readonly rst: boolean;
  readonly ack: boolean;
  /** What the file has of the data. */
  readonly data: Uint8Array;
  /** How much data was on the wire. */
  readonly dataBytes: number;
}

/**
 * Undefined where the head is cut or gives itself an impossible length. Checksums are not looked at: cards fill them in
 * behind the capture.
 */
export function decodeSegment({ payload, payloadBytes }: TransportPacket): Segment | undefined {
  if (payload.length < HEAD_BYTES) return undefined;
  const headBytes = ((payload[12] ?? 0) >> 4) * 4;
  if (headBytes < HEAD_BYTES || headBytes > payloadBytes) return undefined;
  const flags = payload[13] ?? 0;
  return {
    fromPort: u16be(payload, 0),
    toPort: u16be(payload, 2),
    sequence: u32be(payload, 4),
    acknowledged: u32be(payload, 8),
    fin: (flags & FLAG.fin) !== 0,
    syn: (flags & FLAG.syn) !== 0,
    rst: (flags & FLAG.rst) !== 0,
    ack: (flags & FLAG.ack) !== 0,
    data: payload.subarray(headBytes),
    dataBytes: payloadBytes - headBytes,
  };
}

function u32be(bytes: Uint8Array, at: number): number {
  return u16be(bytes, at) * 0x10000 + u16be(bytes, at + 2);
}

/** Data that could not be put in order is kept up to here. */
const MAX_WAITING_BYTES = 256 * 1024;
const MAX_WAITING_PIECES = 128;

interface Piece {
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly packet: number;
  readonly timeMs: number;
}

/**
 * Takes what one end said, in order. `lost`: so many bytes are missing, because the file lacks their packet or because
 * they never came. `cut`: their packet is there, and the file has only its beginning.
 */
export interface Listener {
  data(bytes: Uint8Array, packet: number, timeMs: number): void;
  lost(bytes: number, by: 'file' | 'network'): void;
  cut(bytes: number, packet: number, timeMs: number): void;
}

/** The same piece sooner than any system sends it again: it was captured twice, on two interfaces of one machine. */
export const TWICE_MS = 150;

/**
 * What one end of a connection said, put in order: repeated pieces count once, early ones wait for those before them.
 * What the other end acknowledged has arrived: where the file lacks it, the file lost it and not the network.
 */
export class Stream {
  /** Sequence number of the first byte; known from the SYN, or else from the first piece. */
  #base: number | undefined;
  #next = 0;
  #waiting: Piece[] = [];
  #waitingBytes = 0;
  /** Pieces that were sent again. */
  repeats = 0;
  /** Pieces that were sent again since the other end acknowledged something new. */
  repeatsInVain = 0;
  /** How much of it the other end has. */
  acknowledgedBytes = 0;
  /** Bytes that the end is known to have sent. */
  sentBytes = 0;
  /** The largest piece that was sent again. */
  largestRepeat = 0;
  /** When the newest piece was sent, or sent again. */
  #sentMs = Number.NEGATIVE_INFINITY;
  readonly #listener: Listener;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** What came out of order and still waits for what should stand before it. */
  get hasHole(): boolean {
    return this.#waiting.length > 0;
  }

  /** The other end has all that is known to be said, and one more: the end of it. */
  get isEndAcknowledged(): boolean {
    return this.#base !== undefined && this.#waiting.length === 0 && this.acknowledgedBytes === this.#next + 1;
  }

  begin(sequence: number): void {
    this.#base ??= sequence >>> 0;
  }

  /** Whether the end only repeats itself: with what it has sent before, or by asking whether the other one is still there. */
  take({ sequence, data, dataBytes, ...flags }: Segment, packet: number, timeMs: number): 'again' | undefined {
    if (dataBytes === 0) {
      if (this.#base === undefined) return undefined;
      const at = this.#offset(sequence);
      // What an end goes on from shows what it has said, also where the file lacks that.
      this.sentBytes = Math.max(this.sentBytes, at - 1);
      return at === this.#next - 1 && !flags.fin && !flags.rst ? 'again' : undefined;
    }
    this.#base ??= sequence;
    const at = this.#offset(sequence);
    // Before the beginning lies what keeps a connection alive.
    if (at < 0 || (dataBytes === 1 && at < this.#next)) return 'again';
    const isTwice = timeMs - this.#sentMs < TWICE_MS;
    this.#sentMs = timeMs;
    if (at + dataBytes <= this.#next || this.#waiting.some(piece => piece.at === at && piece.length >= dataBytes)) {
      if (isTwice) return undefined;
      this.repeats++;
      this.repeatsInVain++;
      this.largestRepeat = Math.max(this.largestRepeat, dataBytes);
      return 'again';
    }
    this.#add(at, data, dataBytes, packet, timeMs);
    return undefined;
  }

  #add(at: number, data: Uint8Array, dataBytes: number, packet: number, timeMs: number): void {
    this.sentBytes = Math.max(this.sentBytes, at + dataBytes);
    // The other end has all that stands before it: the file is what lacks it.
    if (at > this.#next && at <= this.acknowledgedBytes && this.#waiting.length === 0) this.#skipTo(at);
    if (at === this.#next && this.#waiting.length === 0 && data.length >= dataBytes) {
      this.#next += dataBytes;
      this.#listener.data(data.subarray(0, dataBytes), packet, timeMs);
      return;
    }
    this.#waiting.push({ at, bytes: data.slice(0, dataBytes), length: dataBytes, packet, timeMs });
    this.#waitingBytes += data.length;
    this.#deliver();
    if (this.#waitingBytes > MAX_WAITING_BYTES || this.#waiting.length > MAX_WAITING_PIECES)
      this.#skipTo(this.#waiting[0]?.at);
  }

  /** The other end has all up to here. */
  acknowledge(number: number): void {
    // The first acknowledgement of an end that is not in the file shows where that one stood.
    this.#base ??= number;
    const upTo = this.#offset(number);
    // An acknowledgement of a FIN counts one more than there is data; a wild one is not believed.
    if (upTo < 0 || upTo > this.#next + 2 ** 30) return;
    if (upTo > this.acknowledgedBytes) this.repeatsInVain = 0;
    this.acknowledgedBytes = Math.max(this.acknowledgedBytes, upTo);
    this.sentBytes = Math.max(this.sentBytes, upTo - 1);
    const first = this.#waiting[0];
    if (first !== undefined && upTo > this.#next && first.at < upTo + 1) this.#skipTo(first.at);
  }

  /** Nothing more will come: what waits is given with what is missing before it. */
  end(): void {
    while (this.#waiting.length > 0) this.#skipTo(this.#waiting[0]?.at, 'network');
  }

  #offset(sequence: number): number {
    // Numbers wrap around at 4 GB: the nearest to what is expected is meant.
    return this.#next + ((sequence - ((this.#base ?? 0) + this.#next)) | 0);
  }

  #skipTo(at: number | undefined, by: 'file' | 'network' = 'file'): void {
    if (at === undefined) return;
    if (at > this.#next) {
      this.#listener.lost(at - this.#next, by);
      this.#next = at;
    }
    this.#deliver();
  }

  #deliver(): void {
    this.#waiting.sort((a, b) => a.at - b.at);
    for (let first = this.#waiting[0]; first !== undefined && first.at <= this.#next; first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#waitingBytes -= first.bytes.length;
      const known = this.#next - first.at;
      if (known >= first.length) continue;
      if (known < first.bytes.length) this.#listener.data(first.bytes.subarray(known), first.packet, first.timeMs);
      const missing = first.length - Math.max(known, first.bytes.length);
      this.#next = first.at + first.length;
      if (missing > 0) this.#listener.cut(missing, first.packet, first.timeMs);
    }
  }
}
