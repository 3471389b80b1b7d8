import {
  type ConnectionRequest,
  decodeConnectionConfirm,
  decodeConnectionRequest,
  isConnectionConfirm,
  isConnectionRequest,
} from '../rdp/x224.ts';
import { DEFAULT_PORT } from '../target/target.ts';
import type { IcmpError } from './ip.ts';
import type { Direction, TransportPacket } from './packet.ts';
import { isGoodbye, Speech } from './speech.ts';
import { type Segment, Stream, TWICE_MS } from './tcp.ts';

/** Something seen, and where in the file. */
export interface Mark {
  readonly packet: number;
  readonly timeMs: number;
}

/** Whether one thing happened before another. */
export function isBefore(a: Mark, b: Mark): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.packet < b.packet);
}

/** The routing cookie of our own check: it goes after the first thing that it wanted to know, and nothing is wrong. */
const OWN_COOKIE = 'reconnect';
const COOKIE_HEAD = 'Cookie: mstshash=';
/** TPKT and the fixed part of X.224 stand before the cookie. */
const COOKIE_AT = 11;
const MAX_COOKIE_BYTES = 256;

const byTime = (a: Mark, b: Mark): number => (isBefore(a, b) ? -1 : 1);

/** Nobody tries more often; a flood is counted as far as this. */
const MAX_TIMES = 32;
/** An end that repeats itself so often, for so long, without an answer has lost its peer. */
const TIMES_IN_VAIN = 2;
const IN_VAIN_MS = 3_000;
/** Each waits twice as long as the one before: so many take some seconds. */
const REPEATS_IN_VAIN = 4;

/** One end of a connection, as far as its packets are in the file. */
export class End {
  readonly address: string;
  readonly port: number;
  readonly speech = new Speech();
  readonly stream = new Stream(this.speech);
  /** When it asked for the connection, or agreed to it. */
  readonly syns: Mark[] = [];
  fin: Mark | undefined;
  rst: Mark | undefined;
  /** The first packet after the opening that acknowledges the other end. */
  acknowledged: Mark | undefined;
  ttl: number | undefined;
  ttlOfReset: number | undefined;
  packets = 0;
  /** It began with a reset that acknowledges a SYN: the answer of a port that is shut. */
  hasRefused = false;
  /** What it has repeated since the last segment from its peer. */
  #inVain: { times: number; readonly first: Mark; last: Mark } | undefined;
  /** The file lacks something of what it said. */
  get isPatchy(): boolean {
    // The acknowledgement of an end counts one more than was said.
    return this.speech.lostBytes > 0 || this.stream.acknowledgedBytes > this.speech.bytes + 1;
  }

  /** It said more than the file has, whoever lost that. */
  get saidMore(): boolean {
    return this.speech.lostBytes > 0 || this.stream.sentBytes > this.speech.bytes;
  }

  /** Something that it said never came, and what it said behind that did. */
  hadHole = false;

  constructor(address: string, port: number) {
    this.address = address;
    this.port = port;
  }

  say(segment: Segment, mark: Mark): void {
    const isAgain = this.stream.take(segment, mark.packet, mark.timeMs) === 'again';
    if (this.#inVain !== undefined) {
      this.#inVain.last = mark;
      if (isAgain) this.#inVain.times++;
    } else if (isAgain) this.#inVain = { times: 1, first: mark, last: mark };
  }

  /** The other end is still there. */
  isHeard(): void {
    this.#inVain = undefined;
  }

  /** What it says is sent again and again, and never acknowledged, whatever the other end says meanwhile. */
  get isUnacknowledged(): boolean {
    const { repeatsInVain, sentBytes, acknowledgedBytes } = this.stream;
    return repeatsInVain >= REPEATS_IN_VAIN && sentBytes > acknowledgedBytes;
  }

  /** Since when it has asked again and again whether its peer is there, without an answer. */
  get unheardSince(): Mark | undefined {
    const inVain = this.#inVain;
    if (inVain === undefined || inVain.times < TIMES_IN_VAIN) return undefined;
    return inVain.last.timeMs - inVain.first.timeMs < IN_VAIN_MS ? undefined : inVain.first;
  }

  /** The first sign that this end gave the connection up: a goodbye inside TLS, FIN or RST. */
  get left(): Mark | undefined {
    const { last } = this.speech;
    const goodbye = last !== undefined && isGoodbye(last) ? last : undefined;
    return [goodbye, this.fin, this.rst].filter(mark => mark !== undefined).toSorted(byTime)[0];
  }
}

export interface SeenError extends Mark {
  readonly kind: IcmpError['kind'];
  readonly from: string;
}

/** A TCP connection, or the attempt at one. */
export class Connection {
  readonly client: End;
  readonly server: End;
  /** The file does not have its beginning. */
  readonly isCut: boolean;
  readonly first: Mark;
  lastMs: number;
  readonly errors: SeenError[] = [];
  /** Which ways the client's packets went, where the file says so: both, where they were passed on. */
  readonly clientDirections = new Set<Direction>();

  constructor(client: End, server: End, isCut: boolean, first: Mark) {
    this.client = client;
    this.server = server;
    this.isCut = isCut;
    this.first = first;
    this.lastMs = first.timeMs;
  }

  take(segment: Segment, packet: TransportPacket, mark: Mark, direction: Direction | undefined): void {
    const isClient = packet.from === this.client.address && segment.fromPort === this.client.port;
    const [end, other] = isClient ? [this.client, this.server] : [this.server, this.client];
    this.lastMs = mark.timeMs;
    end.packets++;
    other.isHeard();
    if (direction !== undefined) this.clientDirections.add(isClient ? direction : direction === 'in' ? 'out' : 'in');
    if (!segment.rst) end.ttl ??= packet.ttl;
    end.hasRefused ||= isPortsRefusal(segment);
    if (segment.syn) {
      end.stream.begin((segment.sequence + 1) >>> 0);
      const known = end.syns.at(-1);
      if (end.syns.length < MAX_TIMES && (known === undefined || mark.timeMs - known.timeMs > TWICE_MS))
        end.syns.push(mark);
    }
    if (segment.ack) {
      other.stream.acknowledge(segment.acknowledged);
      if (!segment.syn && !segment.rst) end.acknowledged ??= mark;
    }
    if (!segment.syn) end.say(segment, mark);
    if (segment.fin) this.#close(end, other, mark);
    if (segment.rst) {
      end.rst ??= mark;
      end.ttlOfReset ??= packet.ttl;
    }
  }

  #close(end: End, other: End, mark: Mark): void {
    end.fin ??= mark;
    // Where it acknowledges one more than all that the other said, the other had closed before: the file lost that.
    if (other.fin === undefined && other.stream.isEndAcknowledged) other.fin = { ...mark, timeMs: mark.timeMs - 0.001 };
  }

  /** Nothing more comes: what waited for missing pieces is looked at as it is. */
  end(): void {
    for (const end of [this.client, this.server]) {
      end.hadHole ||= end.stream.hasHole;
      end.stream.end();
    }
  }

  /** Both ends took part: the port is open. */
  get isOpen(): boolean {
    const { client, server } = this;
    const said = client.speech.bytes + server.speech.bytes;
    if (this.isCut)
      return (said > 0 && server.packets > 0 && client.packets > 0) || isConnectionConfirm(server.speech.head);
    // Nobody acknowledges but what was agreed to.
    return client.acknowledged !== undefined || said > 0;
  }

  /** Of the host's packets the file has none, and the client's show that there were some. */
  get isClientAlone(): boolean {
    return this.server.packets === 0 && this.isOpen;
  }

  /** What the client asks with, where it asks for Remote Desktop. */
  get request(): ConnectionRequest | undefined {
    const { head, isHeadless, isHeadCut } = this.client.speech;
    if (isHeadless) return undefined;
    const decoded = decodeConnectionRequest(head);
    if (decoded.kind === 'value') return decoded.value;
    // Of a packet that is cut it is known what it is, and not what it asks for.
    return isHeadCut && decoded.kind === 'more' && (isConnectionRequest(head) || this.isOnRdpPort) ? {} : undefined;
  }

  /** Whether it is our own check that asks, as far as the file shows who does. */
  get mayBeOwnCheck(): boolean {
    const shown = this.#cookieShown;
    return shown !== undefined && `${COOKIE_HEAD}${OWN_COOKIE}\r`.startsWith(shown);
  }

  /** Whether the client says in whose name it asks: scanners rarely do. */
  get asksInAName(): boolean {
    return this.#cookieShown?.startsWith('Cookie:') === true;
  }

  /** The first line of the request, as far as the file has it. */
  get #cookieShown(): string | undefined {
    if (this.request === undefined) return undefined;
    const { head, isHeadCut } = this.client.speech;
    const line = String.fromCharCode(...head.subarray(COOKIE_AT, COOKIE_AT + MAX_COOKIE_BYTES));
    const end = line.indexOf('\n');
    if (end >= 0) return line.slice(0, end);
    return isHeadCut ? line : undefined;
  }

  /** Whether the answer to the request is in the file only as far as that there is one. */
  get isAnswerCut(): boolean {
    const { head, isHeadCut } = this.server.speech;
    return isHeadCut && decodeConnectionConfirm(head).kind === 'more';
  }

  /** Whether what is said is Remote Desktop, on whatever port. */
  get speaksRdp(): boolean {
    return this.request !== undefined || isConnectionConfirm(this.server.speech.head);
  }

  get isOnRdpPort(): boolean {
    return this.server.port === DEFAULT_PORT;
  }
}

/** Nothing but the answer to a SYN has no number of its own and acknowledges one. */
function isPortsRefusal({ rst, ack, syn, sequence }: Segment): boolean {
  return rst && ack && !syn && sequence === 0;
}

/** Whether the first bytes of a client can still turn out to be a request for Remote Desktop. */
export function mayAskForRdp(head: Uint8Array): boolean {
  const [first = 3, second = 0] = head;
  return first === 3 && second === 0;
}
