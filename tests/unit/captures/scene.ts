import type { Wanted } from '../../../machines/captures/choose.ts';
import { CaptureReader, type CaptureReading } from '../../../machines/captures/read-capture.ts';
import { encodeConnectionConfirm, encodeConnectionRequest } from '../../../machines/rdp/x224.ts';
import { CLIENT, captureOf, FORMS, type Form, joined, type ScenePacket } from './written-capture.ts';

export { CLIENT, captureOf, FORMS, joined };

export const HOST = '198.51.100.20';
export const NAME_SERVER = '192.0.2.53';
const START_MS = 1_750_000_000_000;

interface Ends {
  readonly from?: string;
  readonly to?: string;
  readonly port?: number;
  readonly clientPort?: number;
  /** Time to live of what the client and the server send. */
  readonly ttl?: readonly [client: number, server: number];
}

/** A TCP conversation told step by step. Every step says how many milliseconds after the one before it happens. */
export class Scene {
  readonly packets: ScenePacket[] = [];
  readonly #ends: Required<Ends>;
  readonly #sequence = { client: 1_000, server: 9_000 };
  readonly #acknowledged = { client: 0, server: 0 };
  nowMs = START_MS;
  #hasAsked = false;

  constructor(ends: Ends = {}) {
    this.#ends = { from: CLIENT, to: HOST, port: 3389, clientPort: 50_000, ttl: [64, 57], ...ends };
  }

  wait(ms: number): this {
    this.nowMs += ms;
    return this;
  }

  /** A segment of the client: flags as letters (S, A, F, R), and what it says. */
  client(flags: string, data: Uint8Array = new Uint8Array(), afterMs = 0.05): this {
    return this.#send('client', flags, data, afterMs);
  }

  /** A segment of the server; `sequence` where it is not the next one. */
  server(flags: string, data: Uint8Array = new Uint8Array(), afterMs = 20, sequence?: number): this {
    return this.#send('server', flags, data, afterMs, sequence);
  }

  /** An end asks whether the other one is still there: nothing, under the number of what it said last. */
  asksWhetherThere(who: 'client' | 'server'): this {
    return this.#send(who, 'A', new Uint8Array(), 0, this.#sequence[who] - 1);
  }

  /** The last segment is sent again, after waits that double. */
  again(times: number, afterMs = 200): this {
    const last = this.packets.at(-1);
    for (let time = 0; last !== undefined && time < times; time++) this.wait(afterMs * 2 ** time).raw(last.bytes);
    return this;
  }

  /** What happens and is not in the file. */
  without(unseen: (scene: this) => unknown): this {
    const seen = this.packets.length;
    unseen(this);
    this.packets.splice(seen);
    return this;
  }

  opens(): this {
    return this.client('S').server('SA').client('A');
  }

  /** The client asks, and the host agrees to a protocol. */
  agrees(protocol: number, cookie = 'somebody'): this {
    return this.opens()
      .client('A', encodeConnectionRequest({ cookie, protocols: 11 }))
      .server('A', encodeConnectionConfirm({ kind: 'selected', protocol, flags: 0x1f, sourceReference: 0x1234 }));
  }

  /** A whole handshake of TLS 1.2, after which everything is hidden. */
  secures(): this {
    return this.client('A', record(22, clientHello()))
      .server('A', joined(record(22, serverHello()), record(22, Uint8Array.of(14, 0, 0, 0))))
      .client(
        'A',
        joined(record(22, Uint8Array.of(16, 0, 0, 1, 0)), record(20, Uint8Array.of(1)), record(22, new Uint8Array(40))),
      )
      .server('A', joined(record(20, Uint8Array.of(1)), record(22, new Uint8Array(40))));
  }

  /** So many hidden bytes: 24 more go over the line. */
  says(who: 'client' | 'server', bytes: number, afterMs = 20): this {
    return this.#send(who, 'A', record(23, new Uint8Array(bytes + 24)), afterMs);
  }

  /** So many bytes that an end says and that never come here. */
  swallows(who: 'client' | 'server', bytes: number): this {
    this.#sequence[who] += bytes;
    return this;
  }

  /** An ICMP error about the client's SYN. */
  unreachable(code: number, from = '192.0.2.1', afterMs = 1): this {
    this.nowMs += afterMs;
    const about =
      this.packets.find(({ type, bytes }) => type === undefined && bytes[9] === 6)?.bytes.subarray(0, 28) ??
      new Uint8Array();
    return this.raw(ipv4(from, this.#ends.from, 1, joined(Uint8Array.of(3, code, 0, 0, 0, 0, 0, 0), about)));
  }

  /** An ICMP error about the first datagram: nothing listens there. It quotes so many bytes. */
  unheard(bytes: number): this {
    const about = this.packets[0]?.bytes.subarray(0, bytes) ?? new Uint8Array();
    return this.raw(ipv4(NAME_SERVER, this.#ends.from, 1, joined(Uint8Array.of(3, 3, 0, 0, 0, 0, 0, 0), about)));
  }

  echo(kind: 'request' | 'reply', sequence = 1, bytes = 32): this {
    const [from, to] = kind === 'request' ? [this.#ends.from, this.#ends.to] : [this.#ends.to, this.#ends.from];
    const head = Uint8Array.of(kind === 'request' ? 8 : 0, 0, 0, 0, 0, 7, sequence >> 8, sequence & 0xff);
    return this.raw(ipv4(from, to, 1, joined(head, new Uint8Array(bytes))));
  }

  asksFor(name: string, id = 1): this {
    return this.raw(ipv4(this.#ends.from, NAME_SERVER, 17, udp(40_000, 53, dns(id, name, 0x0100, []))));
  }

  /** What a name server says: addresses, or a code such as 3 for "no such name". */
  resolves(name: string, answer: readonly string[] | number, id = 1): this {
    const code = typeof answer === 'number' ? answer : 0;
    const addresses = typeof answer === 'number' ? [] : answer;
    return this.raw(ipv4(NAME_SERVER, this.#ends.from, 17, udp(53, 40_000, dns(id, name, 0x8180 | code, addresses))));
  }

  /** The same over TCP: of that connection only what it says. */
  asksOverTcp(name: string): this {
    const asked = dns(1, name, 0x0100, []);
    return this.raw(ipv4(this.#ends.from, NAME_SERVER, 6, tcp([41_000, 53], 1, 1, 16, behindLength(asked))));
  }

  isToldOverTcp(name: string, code: number): this {
    const told = dns(1, name, 0x8180 | code, []);
    return this.raw(ipv4(NAME_SERVER, this.#ends.from, 6, tcp([53, 41_000], 1, 1, 16, behindLength(told))));
  }

  asksNeighbour(address: string): this {
    const bytes = joined(
      Uint8Array.of(0, 1, 8, 0, 6, 4, 0, 1),
      new Uint8Array(6),
      ipv4Bytes(this.#ends.from),
      new Uint8Array(6),
      ipv4Bytes(address),
    );
    this.packets.push({ timeMs: this.nowMs, bytes, type: 0x0806 });
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.packets.push({ timeMs: this.nowMs, bytes });
    return this;
  }

  /** The packets of another conversation as well, in the order of their times. */
  beside(other: Scene): this {
    this.packets.push(...other.packets);
    this.packets.sort((a, b) => a.timeMs - b.timeMs);
    return this;
  }

  #send(who: 'client' | 'server', flags: string, data: Uint8Array, afterMs: number, as?: number): this {
    this.nowMs += afterMs;
    const { from, to, port, clientPort, ttl } = this.#ends;
    const other = who === 'client' ? 'server' : 'client';
    const bits = [...flags].reduce((sum, letter) => sum | ({ F: 1, S: 2, R: 4, A: 16 }[letter] ?? 0), 0);
    const isAgain = flags === 'S' && this.#hasAsked;
    if (flags === 'S') this.#hasAsked = true;
    const sequence = as ?? (isAgain ? 1_000 : this.#sequence[who]);
    const ports = who === 'client' ? [clientPort, port] : [port, clientPort];
    const segment = tcp(ports, sequence, this.#sequence[other], bits, data);
    const [source, target] = who === 'client' ? [from, to] : [to, from];
    this.raw(ipv4(source, target, 6, segment, ttl[who === 'client' ? 0 : 1]));
    if (!isAgain) this.#sequence[who] += data.length + (/[SF]/.test(flags) ? 1 : 0);
    this.#acknowledged[other] = this.#sequence[other];
    return this;
  }
}

export function readScene(scene: Scene, wanted: Wanted = {}, form: Form = 'pcap'): CaptureReading {
  return readBytes(captureOf(scene.packets, form), wanted);
}

export function readBytes(bytes: Uint8Array, wanted: Wanted = {}): CaptureReading {
  const reader = new CaptureReader(wanted);
  reader.push(bytes);
  return reader.end();
}

export const failedStage = ({ stages }: CaptureReading): string | undefined =>
  stages.find(({ outcome }) => outcome === 'failed')?.stage;

/** A record of TLS 1.2. */
export function record(type: number, body: Uint8Array): Uint8Array {
  return joined(Uint8Array.of(type, 3, 3, body.length >> 8, body.length & 0xff), body);
}

export function clientHello(): Uint8Array {
  const body = joined(Uint8Array.of(3, 3), new Uint8Array(32), Uint8Array.of(0, 0, 2, 0xc0, 0x2f, 1, 0, 0, 0));
  return joined(Uint8Array.of(1, 0, 0, body.length), body);
}

export function serverHello(version = 0x0303): Uint8Array {
  const body = joined(Uint8Array.of(version >> 8, version & 0xff), new Uint8Array(32), Uint8Array.of(0, 0xc0, 0x2f, 0));
  return joined(Uint8Array.of(2, 0, 0, body.length), body);
}

function ipv4(from: string, to: string, protocol: number, payload: Uint8Array, ttl = 64): Uint8Array {
  const total = payload.length + 20;
  const head = Uint8Array.of(0x45, 0, total >> 8, total & 0xff, 0, 0, 0x40, 0, ttl, protocol, 0, 0);
  return joined(head, ipv4Bytes(from), ipv4Bytes(to), payload);
}

function ipv4Bytes(address: string): Uint8Array {
  return Uint8Array.from(address.split('.').map(Number));
}

function tcp(
  [from = 0, to = 0]: readonly number[],
  sequence: number,
  acknowledged: number,
  flags: number,
  data: Uint8Array,
): Uint8Array {
  const head = Buffer.alloc(20);
  head.writeUInt16BE(from, 0);
  head.writeUInt16BE(to, 2);
  head.writeUInt32BE(sequence, 4);
  head.writeUInt32BE((flags & 16) === 0 ? 0 : acknowledged, 8);
  head[12] = 0x50;
  head[13] = flags;
  return joined(head, data);
}

const behindLength = (message: Uint8Array) =>
  joined(Uint8Array.of(message.length >> 8, message.length & 0xff), message);

function udp(from: number, to: number, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(from, 0);
  head.writeUInt16BE(to, 2);
  head.writeUInt16BE(data.length + 8, 4);
  return joined(head, data);
}

function dns(id: number, name: string, flags: number, addresses: readonly string[]): Uint8Array {
  const head = Uint8Array.of(0, id, flags >> 8, flags & 0xff, 0, 1, 0, addresses.length, 0, 0, 0, 0);
  const labels = name.split('.').map(label => joined(Uint8Array.of(label.length), new TextEncoder().encode(label)));
  const question = joined(...labels, Uint8Array.of(0, 0, 1, 0, 1));
  const answers = addresses.map(address =>
    joined(Uint8Array.of(0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4), ipv4Bytes(address)),
  );
  return joined(head, question, ...answers);
}
