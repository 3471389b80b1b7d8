import type { Finding, Json } from '../../../machines/findings.ts';
import { deviceFamilies } from './adapters.ts';
import { type Connections, type DialFailure, type Dialled, MAX_CONNECTIONS, type Open } from './connections.ts';
import { type Echo, ping } from './ping.ts';
import {
  type Deadlines,
  isIpv6,
  linkedAbortController,
  type ProbeResult,
  raceWithFallbackProbe,
  seen,
  withTimeout,
} from './probe.ts';

/** RFC 8305 5: the next address starts when the one before has not answered in this time. */
const ATTEMPT_DELAY_MS = 250;
const MAX_ADDRESSES = 3;
/** An answer "unreachable" that took longer came from a neighbour who was asked and stayed silent (ARP, three tries). */
const NEIGHBOUR_SILENT_MS = 900;
/** A port that has not answered by then may be silent: the host is pinged beside it. */
const PING_AFTER_MS = 200;
/** Beside an address that is open, another one has so long to show what it does: a lost SYN is sent again after 1 s. */
const OTHERS_MS = 1_800;

type Families = ReturnType<typeof deviceFamilies>;

export interface PortResult {
  readonly path: ProbeResult;
  readonly port: ProbeResult;
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
  families?: Families,
): Promise<PortResult> {
  const allowed = addresses.filter(address => connections.mayDial(address));
  if (allowed.length === 0) return { path: UNKNOWN, port: UNKNOWN, others: Promise.resolve([]) };
  const chosen = interleave(allowed).slice(0, MAX_ADDRESSES);
  const ended: Dialled[] = [];
  const racing = race(chosen, ended, port, connections, deadlines.connectMs, signal);
  const { of: raced, looked } = await raceWithFallbackProbe(
    racing,
    bounds => ping(worthPinging(chosen, ended), bounds),
    {
      afterMs: PING_AFTER_MS,
      deadlineMs: deadlines.pingMs,
      signal,
      needed: isUnclear,
    },
  );
  const { winner, attempts, all } = raced;
  if (winner === undefined) {
    const told = withMissingFamilies(attempts, families ?? deviceFamilies());
    return { ...judge(told, looked, port), others: Promise.resolve([]) };
  }
  const { elapsedMs, address } = winner;
  const detail = { address, port, family: isIpv6(address) ? 'IPv6' : 'IPv4' };
  return {
    open: winner,
    others: all.then(attempts => addressFindings(attempts)),
    path: { outcome: 'passed', findings: [seen('path', 'answers', elapsedMs, detail)] },
    port: { outcome: 'passed', findings: [seen('port', 'open', elapsedMs, detail)] },
  };
}

/** An address that has not answered yet, else one of which somebody said that it cannot be reached. */
function worthPinging(chosen: readonly string[], ended: readonly Dialled[]): string {
  const waiting = chosen.find(address => ended.every(dialled => dialled.address !== address));
  return waiting ?? ended.find(({ kind }) => kind === 'unreachable')?.address ?? chosen[0] ?? '';
}

/** A refusal says it all; silence and ICMP need the echo to be told apart. */
function isUnclear({ winner, attempts }: Raced): boolean {
  return winner === undefined && !attempts.some(({ kind }) => ['refused', 'resets'].includes(kind));
}

/** IPv6 and IPv4 in turn, RFC 8305 4. */
function interleave(addresses: readonly string[]): readonly string[] {
  const six = addresses.filter(address => isIpv6(address));
  const four = addresses.filter(address => !isIpv6(address));
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
  ended: Dialled[],
  port: number,
  connections: Connections,
  connectMs: number,
  signal: AbortSignal,
): Promise<Raced> {
  const started = performance.now();
  const dialling: Promise<Dialled>[] = [];
  const enough = linkedAbortController(signal);
  let winner: Open | undefined;
  const won = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  for (const address of addresses) {
    if (signal.aborted || (winner !== undefined && connections.count >= MAX_CONNECTIONS - 1)) break;
    const attempt = connections.dial(address, port, connectMs, enough.signal).then(dialled => {
      ended.push(dialled);
      if (dialled.kind !== 'open') return dialled;
      if (winner === undefined) {
        winner = dialled;
        won.resolve();
        timer = setTimeout(enough.abort, Math.max(0, OTHERS_MS - (performance.now() - started)));
      } else dialled.socket.end();
      return dialled;
    });
    dialling.push(attempt);
    // A refusal starts the next at once, silence after the delay.
    if (winner === undefined) await withTimeout(Promise.race([attempt, won.promise]), ATTEMPT_DELAY_MS, signal);
  }
  const all = Promise.all(dialling).finally(() => {
    clearTimeout(timer);
    enough.dispose();
  });
  await Promise.race([all, won.promise]);
  return { winner, attempts: ended, all };
}

/**
 * What the addresses of a name did. A family that this device has no route for says nothing about the name: no packet left,
 * and clients go on to the other family at once.
 */
export function addressFindings(all: readonly Dialled[], known?: Families): readonly Finding[] {
  if (all.length < 2) return [];
  const families = known ?? deviceFamilies();
  const attempts = all.filter(attempt => !isWithoutRoute(attempt, all, families));
  if (attempts.length < 2) return [];
  const answer = attempts.every(({ kind }) => kind === 'open') ? 'all-work' : 'some-fail';
  const slowest = Math.max(...attempts.map(({ elapsedMs }) => elapsedMs));
  // A family that is broken is the network's; an address that fails beside another of its own family is the name's.
  const isOpen = ({ kind }: Dialled) => kind === 'open';
  const sameFamily = attempts.some(
    one => !isOpen(one) && attempts.some(other => isOpen(other) && isIpv6(other.address) === isIpv6(one.address)),
  );
  return [seen('addresses', answer, slowest, { addresses: attempts.map(asDetail), sameFamily })];
}

/** macOS says of a family that it lacks what others say of a host that cannot be reached: no router has said anything. */
function withMissingFamilies(all: readonly Dialled[], families: Families): readonly Dialled[] {
  return all.map(one =>
    one.kind !== 'open' && isWithoutRoute(one, all, families) ? { ...one, kind: 'no-route' } : one,
  );
}

function isWithoutRoute({ kind, address }: Dialled, all: readonly Dialled[], families: Families): boolean {
  const six = isIpv6(address);
  const routed = all.some(other => isIpv6(other.address) === six && other.kind !== 'no-route');
  // Some systems call it unreachable what has no route at all.
  const lacks = !(six ? families.ipv6 : families.ipv4);
  return kind === 'no-route' ? !routed || lacks : kind === 'unreachable' && lacks;
}

function asDetail({ address, kind, elapsedMs }: Dialled): Json {
  return { address, outcome: kind, elapsedMs: Math.round(elapsedMs) };
}

/** No address opened: what the attempts and the echo say together of path and port. */
function judge(attempts: readonly Dialled[], echo: Echo | undefined, port: number): Pick<PortResult, 'path' | 'port'> {
  const failures = attempts.filter(attempt => attempt.kind !== 'open');
  const of = (...kinds: readonly DialFailure[]) => failures.find(({ kind }) => kinds.includes(kind));
  const note = noteOf(failures, port);
  const refused = of('refused', 'resets');
  if (refused !== undefined) {
    const answer = refused.kind === 'resets' ? 'resets' : 'refused';
    // Whatever refused was reached, so there is a path, even where echo requests are dropped.
    return { path: passed(note('path', 'answers', refused)), port: failed(note('port', answer, refused)) };
  }
  const unreachable = of('unreachable', 'forbidden');
  if (unreachable !== undefined) return judgeUnreachable(unreachable, echo, note);
  const silent = of('silent');
  if (silent !== undefined) return judgeSilent(silent, echo, note);
  // A missing route counts only where no other family had one.
  const noRoute = of('no-route');
  if (noRoute === undefined) return { path: UNKNOWN, port: UNKNOWN };
  // A router may say of one port that its network cannot be reached: then the echo knows better.
  if (answers(echo) || echo === 'prohibited') return judgeUnreachable(noRoute, echo, note);
  return { path: failed(note('path', 'no-route', noRoute)), port: SKIPPED };
}

function answers(echo: Echo | undefined): echo is 'answers' | 'lossy' {
  return echo === 'answers' || echo === 'lossy';
}

/** One errno, two causes: a firewall that says no at once, or a neighbour whom nobody could find. Time and echo decide. */
function judgeUnreachable(dialled: Failed, echo: Echo | undefined, note: Note): Pick<PortResult, 'path' | 'port'> {
  const late = dialled.elapsedMs >= NEIGHBOUR_SILENT_MS;
  if (dialled.kind === 'forbidden' || answers(echo) || echo === 'prohibited' || (echo !== 'no-route' && !late)) {
    const rejected = failed(note('port', 'rejected', dialled));
    return { path: answers(echo) ? passed(note('path', echo, dialled)) : UNKNOWN, port: rejected };
  }
  if (!late) return { path: failed(note('path', 'no-route', dialled)), port: SKIPPED };
  // There is a way up to the host's own network, and there nobody has the address: the host is silent, not the way gone.
  const reason = 'no-neighbor-answers';
  return {
    path: failed(note('path', 'silent', dialled, { reason }), seen('failure-time', 'seconds', dialled.elapsedMs)),
    port: { outcome: 'skipped', findings: [note('port', 'silent', dialled)] },
  };
}

function judgeSilent(dialled: Failed, echo: Echo | undefined, note: Note): Pick<PortResult, 'path' | 'port'> {
  const port = failed(note('port', 'silent', dialled), seen('failure-time', 'timeout', dialled.elapsedMs));
  // Many networks and hosts drop echo requests: silence proves nothing about the path.
  if (echo === undefined || echo === 'prohibited') return { path: UNKNOWN, port };
  const told = note('path', echo, dialled);
  if (echo === 'no-route') return { path: failed(told), port: { ...port, outcome: 'skipped' } };
  return { path: echo === 'silent' ? { outcome: 'unknown', findings: [told] } : passed(told), port };
}

type Failed = Exclude<Dialled, Open>;
type Note = (question: 'path' | 'port', answer: string, dialled: Failed, more?: { reason: string }) => Finding;

const UNKNOWN: ProbeResult = { outcome: 'unknown', findings: [] };
const SKIPPED: ProbeResult = { outcome: 'skipped', findings: [] };

function passed(...findings: readonly Finding[]): ProbeResult {
  return { outcome: 'passed', findings };
}

function failed(...findings: readonly Finding[]): ProbeResult {
  return { outcome: 'failed', findings };
}

/** A finding about one attempt, with every other attempt beside it. */
function noteOf(failures: readonly Failed[], port: number): Note {
  const attempts = failures.length > 1 ? failures.map(asDetail) : undefined;
  return (question, answer, { address, errno, elapsedMs }, more = undefined) =>
    seen(question, answer, elapsedMs, { address, port, errno, attempts, ...more });
}
