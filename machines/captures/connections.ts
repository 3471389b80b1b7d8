import { DEFAULT_PORT } from '../target/target.ts';
import { Connection, End, isBefore, type Mark, mayAskForRdp, type SeenError } from './connection.ts';
import type { IcmpError } from './ip.ts';
import { type Direction, PROTOCOL, type TransportPacket } from './packet.ts';
import { decodeSegment, type Segment } from './tcp.ts';

/** A scan of a whole network has as many attempts; beyond it the oldest of others' go. */
const MAX_KEPT = 4_096;
/** Before the client has said a word, no service says more. */
const MAX_GREETING_BYTES = 1024 * 1024;
/** A port that is used again so late is another connection. */
const REUSED_AFTER_MS = 3_000;

/** Every TCP connection of a file that may be Remote Desktop; of all others as little as possible is kept. */
export class Connections {
  readonly #open = new Map<string, Connection | 'other'>();
  readonly #done: Connection[] = [];
  readonly #wantedPort: number | undefined;
  /** Where Remote Desktop was spoken: what else goes there is that too, whatever the file lacks of it. */
  readonly #places = new Set<string>();
  /** Of all kinds. */
  count = 0;

  constructor(wantedPort: number | undefined) {
    this.#wantedPort = wantedPort;
  }

  take(packet: TransportPacket, mark: Mark, direction: Direction | undefined): void {
    const segment = decodeSegment(packet);
    if (segment === undefined) return;
    const key = keyOf(packet.from, segment.fromPort, packet.to, segment.toPort);
    let known = this.#open.get(key);
    const isAnew = segment.syn && !segment.ack;
    if (known === 'other') {
      if (!isAnew) return;
      known = undefined;
    } else if (known !== undefined && isAnew && isOver(known, mark.timeMs)) {
      this.#finish(known);
      known = undefined;
    }
    if (known === undefined) {
      // A reset alone belongs to what was over before, or to nothing that can be told.
      if (segment.rst && !segment.ack) return;
      known = this.#begin(segment, packet, mark);
      this.#keep(key, known);
    }
    known.take(segment, packet, mark, direction);
    if (known.server.speech.frameCount === 1 && known.speaksRdp && this.#places.size < MAX_KEPT)
      this.#places.add(placeOf(known));
    if (this.#isOthers(known)) this.#open.set(key, 'other');
  }

  /** An ICMP error about a segment of a connection. */
  tell({ kind, about }: IcmpError, from: string, mark: Mark): void {
    if (about.protocol !== PROTOCOL.tcp || about.payload.length < 4) return;
    const [a = 0, b = 0, c = 0, d = 0] = about.payload;
    const known = this.#open.get(keyOf(about.from, a * 256 + b, about.to, c * 256 + d));
    const error: SeenError = { ...mark, kind, from };
    if (known instanceof Connection && known.errors.length < 16) known.errors.push(error);
  }

  /** All that may matter, in the order in which they began. */
  all(): readonly Connection[] {
    for (const known of this.#open.values()) if (known instanceof Connection) known.end();
    const open = [...this.#open.values()].filter(known => known instanceof Connection);
    return [...this.#done, ...open].toSorted((a, b) => (isBefore(a.first, b.first) ? -1 : 1));
  }

  #begin(segment: Segment, packet: TransportPacket, mark: Mark): Connection {
    this.count++;
    const from = new End(packet.from, segment.fromPort);
    const to = new End(packet.to, segment.toPort);
    const fromServer = segment.syn ? segment.ack : this.#isServerPort(from.port, to.port);
    // An answer whose question is missing may be one to long ago.
    const isCut = !segment.syn || segment.ack;
    return fromServer ? new Connection(to, from, isCut, mark) : new Connection(from, to, isCut, mark);
  }

  /** Of a connection without its beginning: the port that somebody chose is the server's. */
  #isServerPort(from: number, to: number): boolean {
    const isServers = (port: number) => port === DEFAULT_PORT || port === this.#wantedPort;
    return isServers(from) !== isServers(to) ? isServers(from) : from < to;
  }

  #keep(key: string, connection: Connection): void {
    if (this.#open.size >= MAX_KEPT) {
      const oldest = this.#open.keys().next().value;
      const gone = oldest === undefined ? undefined : this.#open.get(oldest);
      if (gone instanceof Connection) this.#finish(gone);
      if (oldest !== undefined) this.#open.delete(oldest);
    }
    this.#open.delete(key);
    this.#open.set(key, connection);
  }

  #finish(connection: Connection): void {
    connection.end();
    if (this.#done.length < MAX_KEPT && !this.#isOthers(connection)) this.#done.push(connection);
  }

  /** Said to be something else by its first bytes, on a port that nobody wants to reach. */
  #isOthers(connection: Connection): boolean {
    const { client, server } = connection;
    if (server.port === DEFAULT_PORT || server.port === this.#wantedPort) return false;
    if (this.#places.has(placeOf(connection))) return false;
    if (client.speech.bytes > 0) return client.speech.isHeadless || !mayAskForRdp(client.speech.head);
    return server.speech.bytes > MAX_GREETING_BYTES;
  }
}

/** Where a connection goes. */
export function placeOf({ server }: Connection): string {
  return `${server.address} ${server.port}`;
}

function isOver({ client, server, lastMs }: Connection, nowMs: number): boolean {
  if (client.syns.length === 0) return true;
  const ended =
    client.rst ?? server.rst ?? (client.fin !== undefined && server.fin !== undefined ? client.fin : undefined);
  return ended !== undefined || (client.speech.bytes > 0 && nowMs - lastMs > REUSED_AFTER_MS);
}

function keyOf(from: string, fromPort: number, to: string, toPort: number): string {
  const a = `${from} ${fromPort}`;
  const b = `${to} ${toPort}`;
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
