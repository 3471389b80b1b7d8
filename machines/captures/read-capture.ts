import type { Finding } from '../findings.ts';
import type { CaptureNote } from '../recorded.ts';
import type { StageReport } from '../stage-report.ts';
import { DEFAULT_PORT, type Target } from '../target/target.ts';
import type { Stage } from '../vocabulary.ts';
import { chooseConnection, type Judged, rdpConnections, targetOf, type Wanted } from './choose.ts';
import type { Connection, Mark } from './connection.ts';
import { Connections } from './connections.ts';
import { type ContainerEnd, ContainerReader } from './container.ts';
import { InTime } from './in-time.ts';
import { decodeArp, decodeIcmpError, decodeIp, decodeNeighbour, isIcmpError } from './ip.ts';
import { judgeFailedName, judgeName } from './judge-name.ts';
import { judgeNegotiation } from './judge-negotiation.ts';
import { judgeOpening } from './judge-opening.ts';
import { judgeSession, judgeSignIn } from './judge-sign-in.ts';
import { judgeTls, type TlsStage } from './judge-tls.ts';
import { decodeLink } from './link.ts';
import { Observed } from './observed.ts';
import { type CapturedPacket, ETHERTYPE, type NetworkPacket, PROTOCOL, type TransportPacket } from './packet.ts';
import { Surroundings } from './surroundings.ts';
import { decodeTunnel } from './tunnel.ts';
import { type Vantage, vantageOf } from './vantage.ts';

/** One connection of a file, on one line. */
export interface ConnectionLine {
  readonly client: string;
  readonly server: string;
  readonly port: number;
  /** Its first packet. */
  readonly packet: number;
  readonly failed?: Stage;
  /** The last stage that passed. */
  readonly passed?: Stage;
  /** The file has not got its beginning. */
  readonly isCut: boolean;
  readonly vantage?: Vantage;
  /** The one that the findings are about. */
  readonly isChosen: boolean;
}

export interface CaptureReading {
  readonly findings: readonly Finding[];
  readonly stages: readonly StageReport[];
  readonly target?: Target;
  readonly note?: CaptureNote;
  readonly connections: readonly ConnectionLine[];
  /** How many packets the file has, and how many of those were of a kind that is read. */
  readonly packets: number;
  readonly understood: number;
  /** From the first packet to the last. */
  readonly spanMs: number;
  readonly end: ContainerEnd;
}

const MAX_LINES = 200;
const MAX_TUNNELS = 2;
/** Whoever goes on so soon has an answer. */
const ANSWERED_MS = 1_500;
/** Three questions in a row that nobody answers, as every system asks them. */
const ASKED_IN_VAIN = 3;
const ASKED_IN_VAIN_MS = 1_500;

/**
 * Reads a capture that comes in pieces. Never throws; what it keeps does not grow with the file. The verdict is asked for
 * at the end, or whenever the reading is broken off: then it is about what was there until then.
 */
export class CaptureReader {
  readonly #container = new ContainerReader();
  readonly #connections: Connections;
  readonly #around = new Surroundings();
  readonly #wanted: Wanted;
  #startMs = Number.POSITIVE_INFINITY;
  #endMs = 0;
  #understood = 0;
  readonly #inTime = new InTime(packet => this.#packet(packet));
  readonly #each = (packet: CapturedPacket): void => this.#inTime.take(packet);

  constructor(wanted: Wanted = {}) {
    this.#wanted = wanted;
    this.#connections = new Connections(wanted.port);
  }

  /** The piece is the reader's from here on: packets that wait for earlier ones are views of it. */
  push(piece: Uint8Array): void {
    this.#container.push(piece, this.#each);
  }

  end(): CaptureReading {
    this.#inTime.end();
    this.#endMs = Math.max(this.#endMs, this.#container.stoppedMs ?? 0);
    const connections = rdpConnections(this.#connections.all(), this.#wanted, this.#around);
    const judged = connections.map((connection): Judged => ({ connection, seen: this.#judge(connection) }));
    const named = new Observed();
    const likeliest = chooseConnection(judged);
    // Where every connection is well, or there is none, it is the name without one that failed.
    const isWell = likeliest === undefined || likeliest.seen.failed === undefined;
    const failed = isWell ? judgeFailedName(this.#around, this.#wanted.host, this.#endMs, named) : undefined;
    const name = failed === undefined || this.#hasLedTo(failed, likeliest) ? undefined : failed;
    const chosen = name === undefined ? likeliest : undefined;
    const about = {
      connections: judged.slice(0, MAX_LINES).map(one => lineOf(one, one === chosen)),
      packets: this.#container.packets,
      understood: this.#understood,
      spanMs: Math.max(0, this.#endMs - this.#startMs),
      end: this.#container.end(),
    };
    if (chosen !== undefined) {
      const { seen, connection } = chosen;
      const led = seen.findings.find(({ question }) => question === 'name')?.detail?.host;
      const target = targetOf(connection, typeof led === 'string' ? led : undefined);
      const { findings, stages, note } = seen;
      return { ...about, findings, stages, target, ...(note === undefined ? {} : { note }) };
    }
    if (name === undefined) this.#judgeNeighbour(named);
    const { findings, stages } = named;
    return {
      ...about,
      findings,
      stages,
      ...(name === undefined ? {} : { target: { host: name, port: this.#wanted.port ?? DEFAULT_PORT } }),
    };
  }

  /** A question without an answer, and at once a connection that no other name led to: the file lacks the answer. */
  #hasLedTo(name: string, judged: Judged | undefined): boolean {
    const lookUp = this.#around.names.get(name);
    if (judged === undefined || lookUp === undefined || lookUp.answered !== undefined || lookUp.refused) return false;
    const { connection, seen } = judged;
    const sinceMs = connection.first.timeMs - lookUp.first.timeMs;
    return sinceMs >= 0 && sinceMs < ANSWERED_MS && !seen.findings.some(({ question }) => question === 'name');
  }

  #packet(packet: CapturedPacket): void {
    const { number, timeMs } = packet;
    if (timeMs > this.#endMs) this.#endMs = timeMs;
    if (timeMs < this.#startMs) this.#startMs = timeMs;
    const network = decodeLink(packet);
    if (network === undefined) return;
    this.#understood++;
    this.#network(network, { packet: number, timeMs });
  }

  #network(network: NetworkPacket, mark: Mark, depth = 0): void {
    const around = this.#around;
    if (network.type === ETHERTYPE.arp) {
      const asked = decodeArp(network.payload);
      if (asked !== undefined) around.neighbour(asked, mark);
      return;
    }
    const packet = decodeIp(network);
    if (packet === undefined) return;
    around.hear(packet.from);
    const inside = depth < MAX_TUNNELS ? decodeTunnel(packet) : undefined;
    if (inside !== undefined) {
      this.#network(inside, mark, depth + 1);
      return;
    }
    if (packet.protocol === PROTOCOL.tcp) {
      this.#connections.take(packet, mark, network.direction);
      around.stream(packet, mark);
    } else if (packet.protocol === PROTOCOL.udp) around.datagram(packet, mark);
    else this.#icmp(packet, mark);
  }

  #icmp(packet: TransportPacket, mark: Mark): void {
    const around = this.#around;
    const error = decodeIcmpError(packet);
    const neighbour = decodeNeighbour(packet);
    if (error !== undefined) {
      around.tell(error);
      this.#connections.tell(error, packet.from, mark);
    } else if (isIcmpError(packet)) around.hasUnreadError = true;
    else if (neighbour !== undefined) around.neighbour(neighbour, mark);
    else around.echo(packet, mark);
  }

  #judge(connection: Connection): Observed {
    const seen = new Observed();
    const endMs = this.#endMs;
    judgeName(this.#around, connection.server.address, this.#wanted.host, seen);
    const isOpen = judgeOpening(connection, this.#around, endMs, seen);
    if (this.#wanted.isGateway === true) return judgeGateway(connection, seen);
    if (!isOpen || connection.isClientAlone) return seen;
    const security = judgeNegotiation(connection, endMs, seen);
    // One direction alone does not show whether the other end went on.
    if (security === undefined || connection.client.packets === 0) return seen;
    if (security === 'standard') {
      seen.report('tls', 'skipped');
      judgeSession(connection, security, endMs, seen);
      return seen;
    }
    const secured = judgeTls(connection, this.#around, endMs, seen);
    if (secured === undefined) return seen;
    const isPlainTls = security === 'tls' || (security === 'unseen' && !beginsSmall(secured));
    const isIn = isPlainTls ? secured.client.length > 0 : judgeSignIn(connection, secured, endMs, seen);
    if (isIn) judgeSession(connection, security, endMs, seen);
    return seen;
  }

  /** Nothing but a question for one address of the own link, again and again, and no answer: there is nobody. */
  #judgeNeighbour(seen: Observed): void {
    if (this.#connections.count > 0) return;
    const inVain = [...this.#around.neighbours].filter(
      ([, { answered, count, first }]) =>
        !answered && count >= ASKED_IN_VAIN && this.#endMs - first.timeMs >= ASKED_IN_VAIN_MS,
    );
    const [only, ...others] = inVain;
    if (only === undefined || others.length > 0) return;
    const [address, { first }] = only;
    judgeName(this.#around, address, this.#wanted.host, seen);
    const reason = 'no-neighbor-answers';
    seen.find('path', 'silent', first, this.#endMs - first.timeMs, { address, reason });
    seen.report('path', 'failed', this.#endMs - first.timeMs);
  }
}

/** NLA begins with a token that names nobody; without it the client begins with all that it wants of the session. */
const FIRST_TOKEN_BYTES = 250;

function beginsSmall({ client, overhead }: TlsStage): boolean {
  const [first] = client;
  return first !== undefined && first.length - overhead < FIRST_TOKEN_BYTES;
}

/** Of a gateway no more can be seen than that it is there: all else is inside its TLS. */
function judgeGateway({ first, server }: Connection, seen: Observed): Observed {
  const gateway = new Observed();
  const outcome = seen.failed === undefined ? (seen.reach > 0 ? 'passed' : undefined) : 'failed';
  const isThere = outcome === 'passed' && server.speech.frameCount > 0;
  if (outcome !== undefined) gateway.report('port', outcome);
  if (isThere || outcome === 'failed') gateway.find('gateway', isThere ? 'reachable' : 'unreachable', first);
  return gateway;
}

function lineOf({ connection, seen }: Judged, isChosen: boolean): ConnectionLine {
  const { client, server, first, isCut } = connection;
  const passed = seen.stages.findLast(({ outcome }) => outcome === 'passed')?.stage;
  const vantage = vantageOf(connection);
  return {
    client: client.address,
    server: server.address,
    port: server.port,
    packet: first.packet,
    ...(seen.failed === undefined ? {} : { failed: seen.failed }),
    ...(passed === undefined ? {} : { passed }),
    isCut,
    ...(vantage === undefined ? {} : { vantage }),
    isChosen,
  };
}
