import { u16be, u16le, u32le } from '../rdp/bytes.ts';
import { captureKindOf, type Endian, PCAP_MAGIC, SECTION } from './capture-kind.ts';
import type { CapturedPacket, Direction } from './packet.ts';

/** More than any interface captures at once (tcpdump and Wireshark stop at 256 KB); a longer record is passed over. */
const MAX_RECORD_BYTES = 1024 * 1024;
const MAX_INTERFACES = 256;
/** Most packets are shorter: so much of a piece is joined first with what was left of the one before. */
const FIRST_STEP_BYTES = 2_048;

const PCAP_HEADER_BYTES = 24;
const PCAP_RECORD_BYTES = 16;
const BLOCK_HEAD_BYTES = 8;
const BLOCK = { section: SECTION, interface: 1, simplePacket: 3, packet: 2, statistics: 5, enhancedPacket: 6 } as const;
const OPTION = { end: 0, resolution: 9, offset: 14, flags: 2, endTime: 3, received: 4 } as const;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** How a file ended: in order, in the middle of a packet, or where its bytes stopped making sense. */
export type ContainerEnd = 'whole' | 'cut' | 'broken';

interface Interface {
  readonly linkType: number;
  /** Units of its time stamps in a second. */
  readonly unitsPerSecond: number;
  readonly offsetSeconds: number;
  packets: number;
}

/**
 * Takes a capture file in pieces of any size and gives its packets one by one. Never throws; what it keeps between two
 * pieces is less than one record. INVARIANT: every push makes progress or keeps fewer than `MAX_RECORD_BYTES`. Packets are
 * views of their piece, since a copy of each takes longer than all else: who keeps one for long copies it.
 */
export class ContainerReader {
  #kept: Uint8Array = new Uint8Array();
  #skip = 0;
  #packets = 0;
  #kind: 'unknown' | 'pcap' | 'pcapng' = 'unknown';
  #isBroken = false;
  #endian: Endian = 'little';
  #extra = 0;
  #interfaces: Interface[] = [];

  /** When the capture was stopped, where the file says so and holds all that was captured until then. */
  stoppedMs: number | undefined;

  get packets(): number {
    return this.#packets;
  }

  push(piece: Uint8Array, each: (packet: CapturedPacket) => void): void {
    // Of a Buffer even a slice would be a view.
    let bytes = new Uint8Array(piece.buffer, piece.byteOffset, piece.length);
    if (this.#kept.length > 0) bytes = this.#finishKept(bytes, each);
    let at = Math.min(this.#skip, bytes.length);
    this.#skip -= at;
    while (!this.#isBroken) {
      const used = this.#one(bytes.subarray(at), each);
      if (used === 0) break;
      at = this.#passOver(at + used, bytes.length);
    }
    if (!this.#isBroken && at < bytes.length) this.#kept = bytes.slice(at);
  }

  /** Reads the record that the pieces before began, and nothing else: to join it with a whole piece would copy that. */
  #finishKept(bytes: Uint8Array, each: (packet: CapturedPacket) => void): Uint8Array {
    for (let more = FIRST_STEP_BYTES; ; more *= 4) {
      const begun = this.#kept.length;
      const joined = new Uint8Array(begun + Math.min(more, bytes.length));
      joined.set(this.#kept);
      joined.set(bytes.subarray(0, more), begun);
      const used = this.#one(joined, each);
      if (used === 0 && more < bytes.length && !this.#isBroken) continue;
      this.#kept = used === 0 && !this.#isBroken ? joined : new Uint8Array();
      return used === 0 ? new Uint8Array() : bytes.subarray(this.#passOver(used - begun, bytes.length));
    }
  }

  /** Where a record ends, as far as the piece goes; the rest of it stands in the pieces to come. */
  #passOver(to: number, length: number): number {
    this.#skip = Math.max(0, to - length);
    return Math.min(to, length);
  }

  end(): ContainerEnd {
    if (this.#isBroken || this.#kind === 'unknown') return 'broken';
    return this.#kept.length > 0 || this.#skip > 0 ? 'cut' : 'whole';
  }

  /** Reads one record from the start of `bytes`; how many bytes it took, 0 where more are needed. */
  #one(bytes: Uint8Array, each: (packet: CapturedPacket) => void): number {
    switch (this.#kind) {
      case 'unknown':
        return this.#begin(bytes);
      case 'pcap':
        return this.#pcapRecord(bytes, each);
      case 'pcapng':
        return this.#block(bytes, each);
    }
  }

  #begin(bytes: Uint8Array): number {
    if (bytes.length < 4) return 0;
    const kind = captureKindOf(bytes);
    if (kind === undefined) return this.#break();
    if (kind === 'pcapng') {
      this.#kind = 'pcapng';
      return this.#block(bytes, () => {});
    }
    if (bytes.length < PCAP_HEADER_BYTES) return 0;
    const magic = PCAP_MAGIC.get(u32le(bytes, 0));
    if (magic === undefined) return this.#break();
    this.#kind = 'pcap';
    this.#endian = magic.endian;
    this.#extra = magic.extra;
    // The upper bits of the field tell of a frame check sequence.
    const linkType = this.#u32(bytes, 20) & 0xffff;
    this.#interfaces = [{ linkType, unitsPerSecond: magic.units, offsetSeconds: 0, packets: 0 }];
    return PCAP_HEADER_BYTES;
  }

  #pcapRecord(bytes: Uint8Array, each: (packet: CapturedPacket) => void): number {
    const head = PCAP_RECORD_BYTES + this.#extra;
    if (bytes.length < head) return 0;
    const captured = this.#u32(bytes, 8);
    const [only] = this.#interfaces;
    if (captured > MAX_RECORD_BYTES || only === undefined) return this.#break();
    if (bytes.length < head + captured) return 0;
    const timeMs = this.#u32(bytes, 0) * 1000 + (this.#u32(bytes, 4) * 1000) / only.unitsPerSecond;
    this.#packets++;
    each({ number: this.#packets, timeMs, linkType: only.linkType, bytes: bytes.subarray(head, head + captured) });
    return head + captured;
  }

  /** One block of a .pcapng file, [draft-ietf-opsawg-pcapng 3.1]. Kinds that we do not know are passed over. */
  #block(bytes: Uint8Array, each: (packet: CapturedPacket) => void): number {
    if (bytes.length < BLOCK_HEAD_BYTES + 4) return 0;
    // The kind of a section reads the same in both orders; its own magic tells the order of all that follows.
    if (u32le(bytes, 0) === BLOCK.section) {
      this.#endian = u32le(bytes, 8) === BYTE_ORDER_MAGIC ? 'little' : 'big';
      if (this.#u32(bytes, 8) !== BYTE_ORDER_MAGIC) return this.#break();
      this.#interfaces = [];
    }
    const kind = this.#u32(bytes, 0);
    const length = this.#u32(bytes, 4);
    if (length < BLOCK_HEAD_BYTES + 4 || length % 4 !== 0) return this.#break();
    if (length > MAX_RECORD_BYTES) return length;
    if (bytes.length < length) return 0;
    const body = bytes.subarray(BLOCK_HEAD_BYTES, length - 4);
    if (kind === BLOCK.interface) this.#interface(body);
    else if (kind === BLOCK.enhancedPacket || kind === BLOCK.packet) this.#enhancedPacket(body, kind, each);
    else if (kind === BLOCK.simplePacket) this.#simplePacket(body, each);
    else if (kind === BLOCK.statistics) this.#statistics(body);
    return length;
  }

  #interface(body: Uint8Array): void {
    if (body.length < 8 || this.#interfaces.length >= MAX_INTERFACES) return;
    let unitsPerSecond = 1e6;
    let offsetSeconds = 0;
    this.#options(body.subarray(8), (code, value) => {
      const [first = 6] = value;
      if (code === OPTION.resolution) unitsPerSecond = (first & 0x80) !== 0 ? 2 ** (first & 0x7f) : 10 ** first;
      if (code === OPTION.offset && value.length >= 8)
        offsetSeconds = this.#u32(value, this.#endian === 'little' ? 0 : 4);
    });
    this.#interfaces.push({ linkType: this.#u16(body, 0), unitsPerSecond, offsetSeconds, packets: 0 });
  }

  #enhancedPacket(body: Uint8Array, kind: number, each: (packet: CapturedPacket) => void): void {
    if (body.length < 20) return;
    const id = kind === BLOCK.packet ? this.#u16(body, 0) : this.#u32(body, 0);
    const from = this.#interfaces[id];
    const captured = this.#u32(body, 12);
    this.#packets++;
    if (from === undefined || captured > body.length - 20) return;
    from.packets++;
    const timeMs = this.#timeMs(body, 4, from);
    let direction: Direction | undefined;
    this.#options(body.subarray(20 + Math.ceil(captured / 4) * 4), (code, value) => {
      if (code !== OPTION.flags || value.length < 4) return;
      const way = this.#u32(value, 0) & 3;
      direction = way === 1 ? 'in' : way === 2 ? 'out' : undefined;
    });
    each({
      number: this.#packets,
      timeMs,
      linkType: from.linkType,
      bytes: body.subarray(20, 20 + captured),
      ...(direction === undefined ? {} : { direction }),
    });
  }

  /** Dumpcap and Wireshark say at the end until when they listened, [draft-ietf-opsawg-pcapng 4.6]. */
  #statistics(body: Uint8Array): void {
    const from = this.#interfaces[this.#u32(body, 0)];
    if (from === undefined || body.length < 12) return;
    let endMs: number | undefined;
    let received = 0;
    this.#options(body.subarray(12), (code, value) => {
      if (value.length < 8) return;
      if (code === OPTION.endTime) endMs = this.#timeMs(value, 0, from);
      if (code === OPTION.received) received = this.#u32(value, this.#endian === 'little' ? 0 : 4);
    });
    // Of a file that was cut or filtered afterwards it is not known what came in the meantime.
    if (endMs !== undefined && received <= from.packets) this.stoppedMs = Math.max(this.stoppedMs ?? 0, endMs);
  }

  /** A time in units of its interface, in two halves. */
  #timeMs(bytes: Uint8Array, at: number, { unitsPerSecond, offsetSeconds }: Interface): number {
    const units = this.#u32(bytes, at) * 2 ** 32 + this.#u32(bytes, at + 4);
    const timeMs = (units / unitsPerSecond + offsetSeconds) * 1000;
    return Number.isFinite(timeMs) ? timeMs : 0;
  }

  /** Without a time: what depends on time cannot be told of such a file. */
  #simplePacket(body: Uint8Array, each: (packet: CapturedPacket) => void): void {
    const [from] = this.#interfaces;
    this.#packets++;
    if (from === undefined || body.length < 4) return;
    const bytes = body.subarray(4, 4 + Math.min(this.#u32(body, 0), body.length - 4));
    each({ number: this.#packets, timeMs: 0, linkType: from.linkType, bytes });
  }

  #options(bytes: Uint8Array, each: (code: number, value: Uint8Array) => void): void {
    let at = 0;
    while (at + 4 <= bytes.length) {
      const code = this.#u16(bytes, at);
      const length = this.#u16(bytes, at + 2);
      if (code === OPTION.end || at + 4 + length > bytes.length) return;
      each(code, bytes.subarray(at + 4, at + 4 + length));
      at += 4 + Math.ceil(length / 4) * 4;
    }
  }

  #break(): number {
    this.#isBroken = true;
    return 0;
  }

  #u16(bytes: Uint8Array, at: number): number {
    return this.#endian === 'little' ? u16le(bytes, at) : u16be(bytes, at);
  }

  #u32(bytes: Uint8Array, at: number): number {
    return this.#endian === 'little' ? u32le(bytes, at) : u16be(bytes, at) * 0x10000 + u16be(bytes, at + 2);
  }
}
