import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Addresses of the lab: a client, a router between, and a host that serves. Only these namespaces know them. */
export const CLIENT = '10.77.1.2';
export const HOST = '10.77.2.2';
export const HOST_SECOND = '10.77.2.3';
/** On the host's link, answered by nobody. */
export const NOBODY = '10.77.2.99';
/** Behind the router, swallowed by it. */
export const NOWHERE = '10.77.9.9';
export const HOST_V6 = 'fd77:2::2';
/** The host through the relay, which delays and loses what it is told to. */
export const HOST_RELAYED = '10.77.3.2';
/** What VXLAN speaks, RFC 7348 5. */
const VXLAN_PORT = 4789;

/** Why the lab cannot run here, or `undefined` when it can. */
export function whyNoLab(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces need Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root: run npm test as root to include the lab';
  const name = `rcl-try-${process.pid}`;
  try {
    execFileSync('ip', ['netns', 'add', name], { stdio: 'pipe' });
    execFileSync('ip', ['netns', 'exec', name, 'nft', 'add', 'table', 'inet', 'reconnect'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `this machine makes no namespaces: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown reason'}`;
  } finally {
    try {
      execFileSync('ip', ['netns', 'del', name], { stdio: 'pipe' });
    } catch {
      // It was never made.
    }
  }
}

/** Three namespaces in a row, client – router – host, made for one test file and taken away by it. */
export class Network {
  readonly #prefix = `rcl${process.pid}`;

  /** The namespace's name, for `ip netns exec`. */
  name(place: 'client' | 'router' | 'host'): string {
    return `${this.#prefix}-${place}`;
  }

  async open(): Promise<void> {
    const ends = ['client', 'host'] as const;
    for (const place of ['router', ...ends] as const) {
      await run('ip', ['netns', 'add', this.name(place)]);
      await this.in(place, 'ip link set lo up');
    }
    await this.in('router', 'sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1');
    // Else what one fault made the routers say would leave the next one without a word.
    for (const place of ['router', 'host'] as const)
      await this.in(place, 'sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0');
    for (const [at, place] of ends.entries()) {
      const net = `10.77.${at + 1}`;
      const netV6 = `fd77:${at + 1}:`;
      await run('ip', [
        ...['link', 'add', `to-${place}`, 'netns', this.name('router'), 'type', 'veth'],
        ...['peer', 'name', 'eth0', 'netns', this.name(place)],
      ]);
      await this.in('router', `ip addr add ${net}.1/24 dev to-${place} && ip link set to-${place} up`);
      await this.in('router', `ip -6 addr add ${netV6}:1/64 dev to-${place} nodad`);
      await this.in(place, `ip addr add ${net}.2/24 dev eth0 && ip link set eth0 up`);
      await this.in(place, `ip -6 addr add ${netV6}:2/64 dev eth0 nodad`);
      await this.in(place, `ip route add default via ${net}.1 && ip -6 route add default via ${netV6}:1`);
    }
    await this.in('host', `ip addr add ${HOST_SECOND}/24 dev eth0`);
    await this.in('router', 'ip route add blackhole 10.77.9.0/24');
    // The namespace's own resolver and hosts file: `ip netns exec` mounts them over /etc for the programs it starts.
    mkdirSync(`/etc/netns/${this.name('client')}`, { recursive: true });
    this.resolver(HOST);
    this.hosts('');
  }

  /** Which resolvers the client's system asks. */
  resolver(...addresses: readonly string[]): void {
    const servers = addresses.map(address => `nameserver ${address}\n`).join('');
    this.#write('resolv.conf', `${servers}options timeout:2 attempts:1\n`);
  }

  /** Extra lines of the client's hosts file. */
  hosts(lines: string): void {
    this.#write('hosts', `127.0.0.1 localhost\n::1 localhost\n${lines}\n`);
  }

  /** Rules for one fault, in nftables' language, for the chains `forward`, `input` and `output` of a place. */
  async rules(
    place: 'client' | 'router' | 'host',
    lines: Readonly<Partial<Record<'forward' | 'input' | 'output', string>>>,
  ) {
    const chains = Object.entries(lines).map(
      ([hook, rule]) => `chain ${hook} { type filter hook ${hook} priority 0; policy accept; ${rule}\n}`,
    );
    await this.in(place, `nft 'table inet reconnect {\n${chains.join('\n')}\n}'`);
  }

  /** Takes every fault away again. */
  async heal(): Promise<void> {
    for (const place of ['client', 'router', 'host'] as const) {
      await this.in(place, 'nft flush ruleset; ip neigh flush all; ip route flush cache');
    }
    await this.in('client', 'ip route replace default via 10.77.1.1; ip -6 route replace default via fd77:1::1');
    this.resolver(HOST);
    this.hosts('');
  }

  /**
   * A second line between client and host, carried in datagrams over a relay of ours in the router: this kernel may lack
   * netem, and a proxy of TCP could neither delay nor lose a SYN.
   */
  async relay({ delayMs, losesSyns = 0 }: { delayMs: number; losesSyns?: number }): Promise<ChildProcess> {
    for (const [place, router, address] of [
      ['client', '10.77.1.1', '10.77.3.1'],
      ['host', '10.77.2.1', HOST_RELAYED],
    ] as const) {
      const far = `vxlan id 77 remote ${router} dstport ${VXLAN_PORT} dev eth0`;
      await this.in(place, `ip link del far 2>/dev/null; ip link add far type ${far} && ip link set far up`);
      await this.in(place, `ip addr add ${address}/24 dev far`);
    }
    // Both ends know each other, so that what is delayed and lost is only what the test is about.
    const [client, host] = await Promise.all([
      this.in('client', 'cat /sys/class/net/far/address'),
      this.in('host', 'cat /sys/class/net/far/address'),
    ]);
    await this.in('client', `ip neigh replace ${HOST_RELAYED} lladdr ${host.trim()} dev far nud permanent`);
    await this.in('host', `ip neigh replace 10.77.3.1 lladdr ${client.trim()} dev far nud permanent`);
    const script = path.join(import.meta.dirname, 'relay.ts');
    const args = [CLIENT, HOST, delayMs, losesSyns].map(String);
    const relay = spawn('ip', ['netns', 'exec', this.name('router'), process.execPath, script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise(resolve => relay.stdout?.once('data', resolve));
    return relay;
  }

  /** One shell line of ours inside a namespace; what it printed. */
  async in(place: 'client' | 'router' | 'host', line: string): Promise<string> {
    const { stdout } = await run('ip', ['netns', 'exec', this.name(place), 'sh', '-c', line], {
      env: { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` },
    });
    return stdout;
  }

  async close(): Promise<void> {
    for (const place of ['client', 'router', 'host'] as const)
      await run('ip', ['netns', 'del', this.name(place)]).catch(() => undefined);
    rmSync(`/etc/netns/${this.name('client')}`, { recursive: true, force: true });
  }

  #write(file: 'resolv.conf' | 'hosts', text: string): void {
    writeFileSync(`/etc/netns/${this.name('client')}/${file}`, text);
  }
}
