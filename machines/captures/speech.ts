import { u16be } from '../rdp/bytes.ts';
import type { Listener } from './tcp.ts';

/** One message of TPKT or one record of TLS that an end sent. */
export interface Frame {
  readonly kind: 'tpkt' | 'tls';
  /** The X.224 code, or the content type of TLS. */
  readonly type: number;
  /** Length without the head. */
  readonly length: number;
  /** What was kept of it. */
  readonly body: Uint8Array;
  /** Where its last byte came. */
  readonly packet: number;
  readonly timeMs: number;
}

/** A frame whose end has not come yet. */
interface Begun {
  readonly kind: Frame['kind'];
  readonly type: number;
  readonly length: number;
  left: number;
  readonly body: number[];
}

/** Enough for every stage before the session; what comes after is only counted. */
const MAX_FRAMES = 96;
const MAX_KEPT_BYTES = 48 * 1024;
const MAX_HEAD_BYTES = 1024;
const HEAD_BYTES = { tpkt: 4, tls: 5 } as const;
const MAX_TLS_LENGTH = 18_432;
export const CONTENT = { changeCipher: 20, alert: 21, handshake: 22, data: 23 } as const;

/** What one end says, cut into frames as far as it is TPKT and TLS. Whatever else it is, only its beginning is kept. */
export class Speech implements Listener {
  /** The first bytes that the file has. */
  head: Uint8Array = new Uint8Array();
  headPacket = 0;
  headMs = 0;
  /** Something was lost before the first byte that the file has. */
  isHeadless = false;
  bytes = 0;
  /** Of these the file lacks so many, with their packets. */
  lostBytes = 0;
  /** Of these the file lacks so many, of packets that it has the beginning of. */
  cutBytes = 0;
  /** The head ends before what was said first did. */
  isHeadCut = false;
  lastMs = 0;
  readonly frames: Frame[] = [];
  /** The newest frame, also beyond those that are kept. */
  last: Frame | undefined;
  frameCount = 0;
  #keptBytes = 0;
  /** A head that is not whole yet. */
  #head: number[] = [];
  #current: Begun | undefined;
  #state: 'framing' | 'lost' | 'other' = 'framing';

  data(bytes: Uint8Array, packet: number, timeMs: number): void {
    if (this.bytes === 0) {
      this.headPacket = packet;
      this.headMs = timeMs;
    }
    if (this.head.length < MAX_HEAD_BYTES && !this.isHeadCut) {
      const joined = new Uint8Array(Math.min(MAX_HEAD_BYTES, this.head.length + bytes.length));
      joined.set(this.head);
      joined.set(bytes.subarray(0, joined.length - this.head.length), this.head.length);
      this.head = joined;
    }
    this.bytes += bytes.length;
    this.lastMs = timeMs;
    if (this.#state === 'lost' && isFrameHead(bytes)) this.#state = 'framing';
    if (this.#state === 'framing') this.#frame(bytes, packet, timeMs);
  }

  lost(bytes: number, by: 'file' | 'network'): void {
    if (by === 'file') this.lostBytes += bytes;
    if (this.#miss(bytes)) return;
    this.#current = undefined;
    this.#goOnLater();
  }

  /** The end of a packet that the file has the beginning of: what began in it is known by its head. */
  cut(bytes: number, packet: number, timeMs: number): void {
    this.cutBytes += bytes;
    this.lastMs = timeMs;
    if (this.#miss(bytes)) return;
    const rest = bytes - (this.#current?.left ?? 0);
    this.#finish(packet, timeMs);
    if (rest > 0) this.#goOnLater();
  }

  /** True where what is missing lies inside the frame that is being read, or where nothing is framed. */
  #miss(bytes: number): boolean {
    if (this.bytes === 0) this.isHeadless = true;
    this.bytes += bytes;
    this.isHeadCut = true;
    if (this.#state === 'other') return true;
    if (this.#current === undefined || bytes >= this.#current.left) return false;
    this.#current.left -= bytes;
    return true;
  }

  #goOnLater(): void {
    this.#head = [];
    this.#state = 'lost';
  }

  #frame(bytes: Uint8Array, packet: number, timeMs: number): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#current === undefined) {
        this.#head.push(bytes[at] ?? 0);
        at++;
        if (!this.#begin()) return;
        if (this.#current === undefined) continue;
      }
      const current: Begun = this.#current;
      const taken = Math.min(current.left, bytes.length - at);
      this.#keep(current, bytes.subarray(at, at + taken));
      current.left -= taken;
      at += taken;
      if (current.left > 0) return;
      this.#finish(packet, timeMs);
    }
  }

  /** Opens a frame once its head is whole; false where this is neither TPKT nor TLS. */
  #begin(): boolean {
    const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = this.#head;
    const kind = first === 3 ? 'tpkt' : first >= CONTENT.changeCipher && first <= 24 ? 'tls' : undefined;
    if (kind === undefined || (this.#head.length > 1 && second !== (kind === 'tls' ? 3 : 0))) {
      this.#state = 'other';
      this.#head = [];
      return false;
    }
    if (this.#head.length < HEAD_BYTES[kind]) return true;
    const length = kind === 'tls' ? fourth * 256 + fifth : third * 256 + fourth - HEAD_BYTES.tpkt;
    this.#head = [];
    if (length <= 0 || (kind === 'tls' && length > MAX_TLS_LENGTH)) {
      this.#state = 'other';
      return false;
    }
    this.#current = { kind, type: first, length, left: length, body: [] };
    return true;
  }

  #keep({ kind, type, body }: Begun, bytes: Uint8Array): void {
    const worth = kind === 'tpkt' ? 64 : type === CONTENT.handshake ? MAX_KEPT_BYTES : 2;
    const room = Math.min(worth - body.length, MAX_KEPT_BYTES - this.#keptBytes, bytes.length);
    for (let at = 0; at < room; at++) body.push(bytes[at] ?? 0);
    this.#keptBytes += Math.max(0, room);
  }

  #finish(packet: number, timeMs: number): void {
    const current = this.#current;
    if (current === undefined) return;
    this.#current = undefined;
    const { kind, length } = current;
    const body = Uint8Array.from(current.body);
    const type = kind === 'tpkt' ? (body[1] ?? 0) : current.type;
    const frame: Frame = { kind, type, length, body, packet, timeMs };
    this.last = frame;
    this.frameCount++;
    if (this.frames.length < MAX_FRAMES) this.frames.push(frame);
  }
}

/** In TLS 1.3 an alert is encrypted, and known by its length: two bytes, the inner type and the tag. */
const ALERT_LENGTH_13 = 19;

/** An alert as the last word: a close, or the reason for one. */
export function isGoodbye({ kind, type, length }: Frame): boolean {
  return kind === 'tls' && (type === CONTENT.alert || (type === CONTENT.data && length === ALERT_LENGTH_13));
}

/** Whether a piece may begin with the head of a frame: what was lost before it is then no matter. */
function isFrameHead(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  if (bytes.length < 5) return false;
  if (first === 3) return second === 0 && u16be(bytes, 2) >= 7;
  return (
    first >= CONTENT.changeCipher &&
    first <= CONTENT.data &&
    second === 3 &&
    third <= 4 &&
    u16be(bytes, 3) <= MAX_TLS_LENGTH
  );
}
