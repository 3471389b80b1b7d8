import { u16be } from '../rdp/bytes.ts';
import type { Mark } from './connection.ts';
import { decodeDns } from './dns.ts';
import { decodeEcho, type IcmpError, type Neighbour } from './ip.ts';
import { PROTOCOL, type TransportPacket } from './packet.ts';
import { decodeSegment, TWICE_MS } from './tcp.ts';

const MAX_NAMES = 512;
const MAX_ADDRESSES = 4_096;
const MAX_ECHO_REQUESTS = 4_096;
/** Questions for one name that are not answered yet. */
const MAX_OPEN = 1_024;
const MAX_ASKED = 8_192;
const DNS_PORT = 53;

/** One name that was looked up, and what came of it. */
export interface LookUp {
  readonly name: string;
  readonly first: Mark;
  /** How often it was asked for again, over both families. */
  repeats: number;
  readonly families: Set<string>;
  /** Questions that nobody answered so far, and when each was asked last. */
  readonly open: Map<string, number>;
  readonly codes: Set<number>;
  readonly addresses: Set<string>;
  answered: Mark | undefined;
  /** A machine said that there is no name server at that address. */
  refused: boolean;
  /** There is an answer of which the file has not all. */
  isAnswerCut: boolean;
}

export interface EchoTry {
  readonly timeMs: number;
  readonly bytes: number;
  answered: boolean;
  unreachable: boolean;
}

interface Asked {
  count: number;
  readonly first: Mark;
  answered: boolean;
}

/** What the file has beside connections: look-ups of names, echo requests, questions to neighbours. */
export class Surroundings {
  readonly names = new Map<string, LookUp>();
  readonly echoes = new Map<string, EchoTry[]>();
  readonly neighbours = new Map<string, Asked>();
  /** Addresses that anything came from. */
  readonly heard = new Set<string>();
  /** An error came, and the file has not enough of it to say about what. */
  hasUnreadError = false;
  /** By the number of the question and the port that it came from. */
  readonly #asked = new Map<string, LookUp>();
  readonly #echoRequests = new Map<string, EchoTry>();

  datagram(packet: TransportPacket, mark: Mark): void {
    const { payload } = packet;
    if (payload.length < 8) return;
    const fromPort = u16be(payload, 0);
    const toPort = u16be(payload, 2);
    if (fromPort === DNS_PORT || toPort === DNS_PORT)
      this.dns(payload.subarray(8), packet, fromPort === DNS_PORT ? toPort : fromPort, mark);
  }

  /** DNS over TCP, RFC 1035 4.2.2: behind its length, where it fits into one segment. */
  stream(packet: TransportPacket, mark: Mark): void {
    const { payload } = packet;
    if (payload.length < 4 || (u16be(payload, 0) !== DNS_PORT && u16be(payload, 2) !== DNS_PORT)) return;
    const segment = decodeSegment(packet);
    if (segment === undefined || segment.data.length < 2) return;
    const { fromPort, toPort, data } = segment;
    this.dns(data.subarray(2), packet, fromPort === DNS_PORT ? toPort : fromPort, mark);
  }

  /** DNS, without what carries it. */
  dns(bytes: Uint8Array, packet: TransportPacket, clientPort: number, mark: Mark): void {
    const message = decodeDns(bytes);
    if (message === undefined) return;
    const { name, isAnswer, id, code, family } = message;
    const key = `${id} ${clientPort} ${family}`;
    let known = this.names.get(name);
    if (known === undefined) {
      if (this.names.size >= MAX_NAMES) return;
      known = {
        name,
        first: mark,
        repeats: 0,
        families: new Set(),
        open: new Map(),
        codes: new Set(),
        addresses: new Set(),
        answered: undefined,
        refused: false,
        isAnswerCut: false,
      };
      this.names.set(name, known);
    }
    if (!isAnswer) {
      const question = `${key} ${packet.to}`;
      const askedMs = known.open.get(question);
      // One that was captured twice was asked once.
      if (askedMs !== undefined && mark.timeMs - askedMs < TWICE_MS) return;
      if (known.families.has(family)) known.repeats++;
      known.families.add(family);
      if (known.open.size < MAX_OPEN) known.open.set(question, mark.timeMs);
      if (this.#asked.size < MAX_ASKED) this.#asked.set(`${id} ${clientPort}`, known);
      return;
    }
    known.open.delete(`${key} ${packet.from}`);
    known.codes.add(code);
    known.isAnswerCut ||= message.isCut;
    known.answered ??= mark;
    for (const address of message.addresses.slice(0, 64)) if (known.addresses.size < 64) known.addresses.add(address);
  }

  echo(packet: TransportPacket, { timeMs }: Mark): void {
    const echo = decodeEcho(packet);
    if (echo === undefined) return;
    const host = echo.kind === 'request' ? packet.to : packet.from;
    const key = `${host} ${echo.pair}`;
    if (echo.kind === 'reply') {
      const asked = this.#echoRequests.get(key);
      if (asked !== undefined) asked.answered = true;
      return;
    }
    // One that was captured twice is one request. One whose answer could not be found again would count as unanswered.
    if (this.#echoRequests.size >= MAX_ECHO_REQUESTS || this.#echoRequests.has(key)) return;
    const asked: EchoTry = { timeMs, bytes: echo.bytes, answered: false, unreachable: false };
    const tries = this.echoes.get(host);
    if (tries === undefined) this.echoes.set(host, [asked]);
    else tries.push(asked);
    this.#echoRequests.set(key, asked);
  }

  /** An ICMP error about an echo request or a question to a name server. */
  tell({ kind, about }: IcmpError): void {
    if (about.protocol === PROTOCOL.icmp || about.protocol === PROTOCOL.icmpV6) {
      const echo = decodeEcho(about);
      const asked = echo === undefined ? undefined : this.#echoRequests.get(`${about.to} ${echo.pair}`);
      if (asked !== undefined && kind !== 'too-big') asked.unreachable = true;
    }
    if (about.protocol !== PROTOCOL.udp || about.payload.length < 10 || u16be(about.payload, 2) !== DNS_PORT) return;
    // The question itself may be cut: its number and its port are enough to find it again.
    const known = this.#asked.get(`${u16be(about.payload, 8)} ${u16be(about.payload, 0)}`);
    if (known !== undefined) known.refused = true;
  }

  neighbour({ kind, address }: Neighbour, mark: Mark): void {
    const known = this.neighbours.get(address);
    if (kind === 'answered') {
      if (known !== undefined) known.answered = true;
      return;
    }
    if (known !== undefined) {
      known.count++;
    } else if (this.neighbours.size < MAX_ADDRESSES)
      this.neighbours.set(address, { count: 1, first: mark, answered: false });
  }

  hear(address: string): void {
    if (this.heard.size < MAX_ADDRESSES) this.heard.add(address);
  }
}
