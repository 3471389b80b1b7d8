import dns from 'node:dns/promises';
import net from 'node:net';
import type { Target } from '../../../machines/target.ts';
import { type Probed, seen } from './probe.ts';

/** How names are looked up; tests bring their own. */
export interface Resolver {
  /** The system's answer, hosts file included: getaddrinfo. */
  lookup(host: string): Promise<readonly string[]>;
  /** What each configured name server says itself, which getaddrinfo keeps to itself: `NOERROR`, `ENOTFOUND`, `ESERVFAIL` … */
  askServers(
    host: string,
    deadlineMs: number,
  ): Promise<readonly { readonly server: string; readonly outcome: string }[]>;
}

export interface Named extends Probed {
  readonly addresses: readonly string[];
}

const MAX_ADDRESSES = 8;
const MAX_SERVERS = 3;
/** Failures of one server, worst news first: what the best informed server says counts. */
const NOT_FOUND = ['ENOTFOUND', 'ENODATA'];

/** Where the target's name leads. A name that leads nowhere fails the stage; why is in the finding. */
export async function probeName({ host }: Target, resolver: Resolver, deadlineMs: number): Promise<Named> {
  const started = performance.now();
  if (net.isIP(host) !== 0)
    return { outcome: 'passed', addresses: [host], findings: [seen('name', 'address-used', 0, { address: host })] };
  const found = await within(resolver.lookup(host), deadlineMs);
  const elapsedMs = performance.now() - started;
  if (found.kind === 'value' && found.value.length > 0) {
    const addresses = [...new Set(found.value)].slice(0, MAX_ADDRESSES);
    const sunk = addresses.every(isLoopback) && host !== 'localhost' && !host.endsWith('.localhost');
    const answer = sunk ? 'wrong-address' : 'resolves';
    const detail = { host, addresses, reason: sunk ? 'leads to this machine itself' : undefined };
    // A name that leads to this machine is worth going on with: something may answer here, a tunnel for instance.
    return { outcome: 'passed', addresses, findings: [seen('name', answer, elapsedMs, detail)] };
  }
  const errno = found.kind === 'error' ? found.errno : 'deadline';
  const servers = await resolver.askServers(host, Math.min(2_500, deadlineMs));
  const outcomes = servers.map(({ outcome }) => outcome);
  const answered = outcomes.filter(outcome => NOT_FOUND.includes(outcome) || outcome === 'NOERROR');
  const answer = errno === 'ENOTFOUND' || answered.length > 0 ? 'not-found' : 'no-answer';
  const reason = reasonOf(errno, outcomes);
  return {
    outcome: 'failed',
    addresses: [],
    findings: [
      seen('name', answer, elapsedMs, { host, errno, reason, resolvers: servers.map(({ server }) => server) }),
    ],
  };
}

function reasonOf(errno: string, outcomes: readonly string[]): string {
  if (outcomes.includes('ENODATA') || outcomes.includes('NOERROR')) return 'the name exists but has no address';
  if (outcomes.includes('ENOTFOUND') || errno === 'ENOTFOUND') return 'no such name';
  if (outcomes.includes('ESERVFAIL')) return 'the name server failed';
  if (outcomes.includes('EREFUSED')) return 'the name server refused the question';
  if (outcomes.includes('ECONNREFUSED')) return 'nothing listens at the name server';
  return 'the name server is silent';
}

type Bounded<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'error'; readonly errno: string }
  | { readonly kind: 'deadline' };

/** getaddrinfo cannot be stopped, and waits ten seconds for a dead name server: it gets a deadline of its own. */
async function within<T>(work: Promise<T>, deadlineMs: number): Promise<Bounded<T>> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<Bounded<T>>(resolve => {
    timer = setTimeout(() => resolve({ kind: 'deadline' }), deadlineMs);
  });
  const done = work.then(
    (value): Bounded<T> => ({ kind: 'value', value }),
    (error: NodeJS.ErrnoException): Bounded<T> => ({ kind: 'error', errno: error.code ?? 'unknown' }),
  );
  const result = await Promise.race([done, deadline]);
  clearTimeout(timer);
  return result;
}

export const systemResolver: Resolver = {
  lookup: async host => (await dns.lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address),
  askServers: (host, deadlineMs) =>
    Promise.all(
      dns
        .getServers()
        .slice(0, MAX_SERVERS)
        .map(async server => ({ server, outcome: await askServer(server, host, deadlineMs) })),
    ),
};

async function askServer(server: string, host: string, deadlineMs: number): Promise<string> {
  const resolver = new dns.Resolver({ timeout: deadlineMs, tries: 1 });
  resolver.setServers([server]);
  return resolver.resolve4(host).then(
    () => 'NOERROR',
    (error: NodeJS.ErrnoException) => error.code ?? 'unknown',
  );
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address === '0.0.0.0' || address === '::';
}
