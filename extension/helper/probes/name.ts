import os from 'node:os';
import type { Finding } from '../../../machines/findings.ts';
import type { Target } from '../../../machines/target/target.ts';
import { isAscii } from './host-name.ts';
import { type Bounds, isAddress, type ProbeResult, seen, withTimeout } from './probe.ts';
import type { Resolver, ServerAnswer } from './resolver.ts';

export interface NameResult extends ProbeResult {
  readonly addresses: readonly string[];
  /** What to say of a name that stands in the hosts file, once it is seen whether its address is any good. */
  readonly listed: readonly Finding[];
}

const MAX_ADDRESSES = 8;
/** The system answers in this time where all is well; after it the name servers are asked one by one. */
const PATIENCE_MS = 400;
const SERVER_MS = 2_500;
const COMPARE_MS = 1_000;

/** Where the target's name leads. A name that leads nowhere fails the stage; why is in the finding. */
export async function probeName({ host }: Target, resolver: Resolver, bounds: Bounds): Promise<NameResult> {
  if (isAddress(host)) return passed([host], seen('name', 'address-used', 0, { address: host }));
  // A name that has no form on the wire is known to no resolver.
  if (!isAscii(host)) return unresolved(host, 'ENOTFOUND', [], 0);
  const started = performance.now();
  const elapsedMs = () => performance.now() - started;
  // getaddrinfo cannot be stopped, and waits ten seconds for a dead name server: it is raced, never awaited alone.
  const lookedUp = settle(resolver.lookup(host));
  const soon = await withTimeout(lookedUp, Math.min(PATIENCE_MS, bounds.deadlineMs), bounds.signal);
  if (soon?.kind === 'value' && soon.addresses.length > 0) {
    const listed = await resolver.hostsFile(host);
    const found = resolved(host, soon.addresses, elapsedMs());
    const isListed = found.addresses.some(address => listed.includes(address));
    return isListed && found.answer === 'resolves' ? { ...found, findings: [], listed: found.findings } : found;
  }
  const serverMs = Math.max(1, Math.min(SERVER_MS, bounds.deadlineMs - elapsedMs()));
  const servers = await resolver.askServers(host, { deadlineMs: serverMs, signal: bounds.signal });
  const known = servers.flatMap(({ addresses }) => addresses);
  const left = known.length > 0 ? 0 : bounds.deadlineMs - elapsedMs();
  const late = soon ?? (await withTimeout(lookedUp, left, bounds.signal));
  if (late?.kind === 'value' && late.addresses.length > 0) return resolved(host, late.addresses, elapsedMs());
  // The system still waits for a silent name server while another one has answered: every client would time out the same way.
  if (late === undefined && known.length > 0)
    return resolved(host, known, elapsedMs(), reasonOf('deadline', silentOnes(servers)));
  const errno = late?.kind === 'error' ? late.errno : 'deadline';
  return unresolved(host, errno, servers, elapsedMs());
}

/**
 * Whether the name servers know only other addresses than the system, which has its own from a hosts file or a stale
 * cache. A name that no name server knows is somebody's own and says nothing.
 */
export async function compareNameServers(
  { host }: Target,
  { addresses, listed }: NameResult,
  resolver: Resolver,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (isAddress(host)) return [];
  const started = performance.now();
  const servers = await resolver.askServers(host, { deadlineMs: COMPARE_MS, signal });
  const served = [...new Set(servers.flatMap(server => server.addresses))].slice(0, MAX_ADDRESSES);
  if (served.length === 0 || served.some(address => addresses.includes(address))) return listed;
  const reason = listed.length > 0 ? 'hosts-file-leads-elsewhere' : 'system-leads-elsewhere';
  return [seen('name', 'wrong-address', performance.now() - started, { host, addresses, served, reason })];
}

function resolved(
  host: string,
  found: readonly string[],
  elapsedMs: number,
  told?: string,
): NameResult & { readonly answer: string } {
  const addresses = [...new Set(found)].slice(0, MAX_ADDRESSES);
  const here = host === 'localhost' || host.endsWith('.localhost') || shortOf(host) === shortOf(os.hostname());
  const loopbackOnly = addresses.every(isThisMachine) && !here;
  const reason = loopbackOnly ? 'leads-to-this-machine' : told;
  // A name that leads to this machine is worth going on with: something may answer here, a tunnel for instance.
  const answer = loopbackOnly ? 'wrong-address' : 'resolves';
  return { ...passed(addresses, seen('name', answer, elapsedMs, { host, addresses, reason })), answer };
}

function passed(addresses: readonly string[], finding: Finding): NameResult {
  return { outcome: 'passed', addresses, findings: [finding], listed: [] };
}

function unresolved(host: string, errno: string, servers: readonly ServerAnswer[], elapsedMs: number): NameResult {
  const outcomes = servers.map(({ outcome }) => outcome);
  const someoneKnows = outcomes.some(outcome => ['ENOTFOUND', 'ENODATA', 'NOERROR'].includes(outcome));
  const answer = errno === 'ENOTFOUND' || someoneKnows ? 'not-found' : 'no-answer';
  const reason = servers.some(({ addresses }) => addresses.length > 0)
    ? 'name-server-knows-it'
    : reasonOf(errno, outcomes);
  const detail = { host, errno, reason, resolvers: servers.map(({ server }) => server) };
  return { outcome: 'failed', addresses: [], listed: [], findings: [seen('name', answer, elapsedMs, detail)] };
}

/** What the best informed name server says counts. */
function reasonOf(errno: string, outcomes: readonly string[]): string {
  if (outcomes.includes('ENODATA') || outcomes.includes('NOERROR')) return 'no-address';
  if (outcomes.includes('ENOTFOUND') || errno === 'ENOTFOUND') return 'no-such-name';
  if (outcomes.includes('ESERVFAIL')) return 'name-server-failed';
  if (outcomes.includes('EREFUSED')) return 'name-server-refused';
  if (outcomes.includes('ECONNREFUSED')) return 'name-server-not-listening';
  return 'name-server-silent';
}

function silentOnes(servers: readonly ServerAnswer[]): readonly string[] {
  return servers.filter(({ addresses }) => addresses.length === 0).map(({ outcome }) => outcome);
}

type LookedUp =
  | { readonly kind: 'value'; readonly addresses: readonly string[] }
  | { readonly kind: 'error'; readonly errno: string };

function settle(lookup: Promise<readonly string[]>): Promise<LookedUp> {
  return lookup.then(
    (addresses): LookedUp => ({ kind: 'value', addresses }),
    (error: NodeJS.ErrnoException): LookedUp => ({ kind: 'error', errno: error.code ?? 'unknown' }),
  );
}

/** Also the address of nothing, which systems take for their own: what block lists give a name. */
function isThisMachine(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address === '0.0.0.0' || address === '::';
}

function shortOf(name: string): string {
  return name.toLowerCase().split('.')[0] ?? '';
}
