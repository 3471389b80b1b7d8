import net from 'node:net';
import type { Finding, Json } from '../../../machines/findings.ts';
import { type Connections, type Dialled, MAX_CONNECTIONS, type Open } from './connections.ts';
import { ping } from './ping.ts';
import { type Deadlines, type Probed, pause, seen, withSecondLook } from './probe.ts';

/** RFC 8305 5: the next address starts when the one before has not answered in this time. */
const ATTEMPT_DELAY_MS = 250;
const MAX_ADDRESSES = 3;
/** An answer "unreachable" that took longer came from a neighbour who was asked and stayed silent (ARP, three tries). */
const NEIGHBOUR_SILENT_MS = 900;
/** A port that has not answered by then may be silent: the host is pinged beside it. */
const PING_AFTER_MS = 200;

export interface Reached {
  readonly path: Probed;
  readonly port: Probed;
  /** The first connection that opened. */
  readonly open?: Open;
  /** Settles once every other address has shown what it does, within the connect budget. */
  readonly others: Promise<readonly Finding[]>;
}

/**
 * Path and port together, since the connect itself proves the path: addresses race by RFC 8305, each with its own
 * outcome, and the system's ping runs beside them to tell a dead host from a shut port.
 */
export async function probePort(
  addresses: readonly string[],
  port: number,
  connections: Connections,
  deadlines: Deadlines,
  signal: AbortSignal,
): Promise<Reached> {
  const chosen = interleave(addresses).slice(0, MAX_ADDRESSES);
  const [first = ''] = chosen;
  const racing = race(chosen, port, connections, deadlines.connectMs, signal);
  const { of: raced, looked } = await withSecondLook(racing, bounds => ping(first, bounds), {
    afterMs: PING_AFTER_MS,
    deadlineMs: deadlines.pingMs,
    signal,
    needed: isUnclear,
  });
  const { winner, attempts, all } = raced;
  if (winner === undefined) return { ...judge(attempts, looked, port), others: Promise.resolve([]) };
  const { elapsedMs, address } = winner;
  const detail = { address, port, family: net.isIPv6(address) ? 'IPv6' : 'IPv4' };
  return {
    open: winner,
    others: all.then(addressFindings),
    path: { outcome: 'passed', findings: [seen('path', 'answers', elapsedMs, detail)] },
    port: { outcome: 'passed', findings: [seen('port', 'open', elapsedMs, detail)] },
  };
}

/** A refusal or a missing route says it all; only silence and ICMP need the echo to be told apart. */
function isUnclear({ winner, attempts }: Raced): boolean {
  return winner === undefined && !attempts.some(({ kind }) => ['refused', 'resets', 'no-route'].includes(kind));
}

/** IPv6 and IPv4 in turn, RFC 8305 4. */
function interleave(addresses: readonly string[]): readonly string[] {
  const six = addresses.filter(address => net.isIPv6(address));
  const four = addresses.filter(address => !net.isIPv6(address));
  const turns = Math.max(six.length, four.length);
  return Array.from({ length: turns }, (_, at) => [six[at], four[at]]).flatMap(pair =>
    pair.filter(address => address !== undefined),
  );
}

interface Raced {
  readonly winner: Open | undefined;
  /** How the attempts ended; while there is a winner, some may still be under way. */
  readonly attempts: readonly Dialled[];
  readonly all: Promise<readonly Dialled[]>;
}

/**
 * Happy Eyeballs, but nothing is hidden: once one address is open, the next is still looked at, since a dead one costs
 * clients seconds. INVARIANT: with a winner one connection is left for what negotiation or TLS may need.
 */
async function race(
  addresses: readonly string[],
  port: number,
  connections: Connections,
  connectMs: number,
  signal: AbortSignal,
): Promise<Raced> {
  const dialling: Promise<Dialled>[] = [];
  const ended: Dialled[] = [];
  let winner: Open | undefined;
  const won = Promise.withResolvers<void>();
  for (const address of addresses) {
    if (signal.aborted || (winner !== undefined && connections.count >= MAX_CONNECTIONS - 1)) break;
    const attempt = connections.dial(address, port, connectMs).then(dialled => {
      ended.push(dialled);
      if (dialled.kind !== 'open') return dialled;
      if (winner === undefined) {
        winner = dialled;
        won.resolve();
      } else dialled.socket.end();
      return dialled;
    });
    dialling.push(attempt);
    // A refusal starts the next at once, silence after the delay.
    if (winner === undefined) await Promise.race([attempt, won.promise, pause(ATTEMPT_DELAY_MS, signal)]);
  }
  const all = Promise.all(dialling);
  await Promise.race([all, won.promise]);
  return { winner, attempts: ended, all };
}

function addressFindings(attempts: readonly Dialled[]): readonly Finding[] {
  if (attempts.length < 2) return [];
  const answer = attempts.every(({ kind }) => kind === 'open') ? 'all-work' : 'some-fail';
  const slowest = Math.max(...attempts.map(({ elapsedMs }) => elapsedMs));
  return [seen('addresses', answer, slowest, { addresses: attempts.map(asDetail) })];
}

function asDetail({ address, kind, elapsedMs }: Dialled): Json {
  return { address, outcome: kind, elapsedMs: Math.round(elapsedMs) };
}

/** No address opened: what the attempts and the echo say together of path and port. */
function judge(attempts: readonly Dialled[], echo: readonly Finding[], port: number): Pick<Reached, 'path' | 'port'> {
  const echoed = echo.find(({ answer }) => answer !== 'unknown')?.answer;
  const of = (...kinds: readonly Dialled['kind'][]) => attempts.find(({ kind }) => kinds.includes(kind));
  const refused = of('refused', 'resets');
  if (refused !== undefined) {
    const answer = refused.kind === 'resets' ? 'resets' : 'refused';
    // Whatever refused was reached, so there is a path, even where echo requests are dropped.
    return {
      path: { outcome: 'passed', findings: [pathFinding('answers', refused, port)] },
      port: { outcome: 'failed', findings: [portFinding(answer, refused, port)] },
    };
  }
  const noRoute = of('no-route');
  if (noRoute !== undefined)
    return {
      path: { outcome: 'failed', findings: [pathFinding('no-route', noRoute, port)] },
      port: { outcome: 'skipped', findings: [] },
    };
  const unreachable = of('unreachable', 'forbidden');
  if (unreachable !== undefined) return judgeUnreachable(unreachable, echoed, port);
  const silent = of('silent', 'failed');
  if (silent === undefined || silent.kind === 'failed')
    return { path: { outcome: 'unknown', findings: [] }, port: { outcome: 'unknown', findings: [] } };
  const path = echoed === undefined ? [] : [seen('path', echoed, silent.elapsedMs, { address: silent.address })];
  return {
    // Many networks and hosts drop echo requests: silence proves nothing about the path.
    path: {
      outcome: echoed === 'answers' ? 'passed' : echoed === 'no-route' ? 'failed' : 'unknown',
      findings: path,
    },
    port: {
      outcome: 'failed',
      findings: [portFinding('silent', silent, port), seen('failure-time', 'timeout', silent.elapsedMs)],
    },
  };
}

/** One errno, two causes: a firewall that says no at once, or a neighbour whom nobody could find. Time and echo decide. */
function judgeUnreachable(dialled: Dialled, echoed: string | undefined, port: number): Pick<Reached, 'path' | 'port'> {
  const firewall =
    dialled.kind === 'forbidden' ||
    echoed === 'answers' ||
    (echoed !== 'no-route' && dialled.elapsedMs < NEIGHBOUR_SILENT_MS);
  if (firewall)
    return {
      path: {
        outcome: echoed === 'answers' ? 'passed' : 'unknown',
        findings: echoed === 'answers' ? [pathFinding('answers', dialled, port)] : [],
      },
      port: { outcome: 'failed', findings: [portFinding('rejected', dialled, port)] },
    };
  return {
    path: { outcome: 'failed', findings: [pathFinding('no-route', dialled, port)] },
    port: { outcome: 'skipped', findings: [] },
  };
}

function pathFinding(answer: string, dialled: Dialled, port: number): Finding {
  return seen('path', answer, dialled.elapsedMs, { address: dialled.address, port, errno: errnoOf(dialled) });
}

function portFinding(answer: string, dialled: Dialled, port: number): Finding {
  return seen('port', answer, dialled.elapsedMs, { address: dialled.address, port, errno: errnoOf(dialled) });
}

function errnoOf(dialled: Dialled): string | undefined {
  return dialled.kind === 'open' ? undefined : dialled.errno;
}
