import path from 'node:path';
import { windowsFolder } from '../system-program.ts';
import { Turns } from '../turns.ts';
import type { Bounds } from './probe.ts';

/** What one configured name server says itself, which getaddrinfo keeps to itself. */
export interface ServerAnswer {
  readonly server: string;
  /** `NOERROR`, or the resolver's own word: `ENOTFOUND`, `ENODATA`, `ESERVFAIL`, `EREFUSED`, `ETIMEOUT`, `ECONNREFUSED` … */
  readonly outcome: string;
  readonly addresses: readonly string[];
}

/** How names are looked up; tests bring their own. */
export interface Resolver {
  /** The system's answer, hosts file included: getaddrinfo. */
  lookup(host: string): Promise<readonly string[]>;
  askServers(host: string, bounds: Bounds): Promise<readonly ServerAnswer[]>;
  /** The name that the name servers say an alias stands for, where it is one. */
  canonicalName?(host: string, bounds: Bounds): Promise<string | undefined>;
  /** Addresses that the hosts file gives the name. */
  hostsFile(host: string): Promise<readonly string[]>;
}

const MAX_SERVERS = 3;
const MAX_HOSTS_FILE_BYTES = 1_048_576;

/** Look-ups of the system that run at once: each holds one of libuv's threads, up to ten seconds for a dead name server. */
const lookups = new Turns(Number(process.env.UV_THREADPOOL_SIZE) || 4);

/**
 * Waits until a look-up would start at once. One that waits in a queue looks like a name server that is slow, so whoever
 * checks many names starts none before.
 */
export async function lookupRoom(signal: AbortSignal): Promise<void> {
  if (await lookups.take(signal)) lookups.give();
}

export const systemResolver: Resolver = {
  lookup: async host => {
    const { lookup } = await nameService();
    // It queues by itself; the count is for those who would rather not.
    lookups.enter();
    try {
      return (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);
    } finally {
      lookups.give();
    }
  },
  askServers: async (host, bounds) => {
    const servers = (await nameService()).getServers().slice(0, MAX_SERVERS);
    return Promise.all(servers.map(server => askServer(server, host, bounds)));
  },
  canonicalName: async (host, { deadlineMs, signal }) => {
    const resolver = new (await nameService()).Resolver({ timeout: deadlineMs, tries: 1 });
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const [name] = await resolver.resolveCname(host).catch(() => []);
    signal.removeEventListener('abort', cancel);
    return name;
  },
  hostsFile: async host => {
    const { readAtMost } = await import('../read-at-most.ts');
    const bytes = (await readAtMost(hostsFilePath(), MAX_HOSTS_FILE_BYTES)) ?? [];
    return addressesIn(Buffer.from(bytes).toString(), host);
  },
};

/** Loaded where there is a name: an address is on its way sooner without. */
function nameService(): Promise<typeof import('node:dns/promises')> {
  return import('node:dns/promises');
}

/** Both families; where neither has an address, the failure of IPv4 is told, or else that of IPv6. */
async function askServer(server: string, host: string, { deadlineMs, signal }: Bounds): Promise<ServerAnswer> {
  const resolver = new (await nameService()).Resolver({ timeout: deadlineMs, tries: 1 });
  resolver.setServers([server]);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  signal.removeEventListener('abort', cancel);
  const addresses = answers.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : []));
  const [first] = answers.flatMap(answer => (answer.status === 'rejected' ? [codeOf(answer.reason)] : []));
  return { server, addresses, outcome: addresses.length > 0 ? 'NOERROR' : (first ?? 'ENODATA') };
}

function codeOf(reason: unknown): string {
  return reason instanceof Error && 'code' in reason && typeof reason.code === 'string' ? reason.code : 'unknown';
}

/** Where the system keeps the names that it knows without asking a name server. */
export function hostsFilePath(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (platform !== 'win32') return '/etc/hosts';
  return path.win32.join(windowsFolder(env), 'System32', 'drivers', 'etc', 'hosts');
}

function addressesIn(text: string, host: string): readonly string[] {
  const wanted = host.toLowerCase();
  return text.split('\n').flatMap(line => {
    const [address, ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    return address !== undefined && names.some(name => name.toLowerCase() === wanted) ? [address] : [];
  });
}
