import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { whyNoLab } from '../lab/network.ts';

/**
 * Lists of hosts beside nmap, in one run on one machine: time, peak of memory, and how many answers are right.
 * `node tests/bench/many.ts [HOSTS] [RUNS] [KIND]`; a kind is the first word of its title, all are run where none is named.
 * Two namespaces: one with healthy hosts on every address of 127.1.0.0/16 and
 * closed ports on all others, and behind it a router that swallows 10.99.0.0/16.
 */
const [hosts = 1_000, runs = 3] = process.argv.slice(2, 4).map(Number);
const only = process.argv[4];
/** Whatever takes longer is run once: nmap waits minutes for hosts that are silent. */
const LONG_S = 60;
const PROGRAM = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
const INSIDE = `rcm-${process.pid}`;
const BEYOND = `rcm-${process.pid}-r`;
const PORT = 3389;
const CLOSED = 3390;
const WATCH_MS = 25;

interface Kind {
  readonly name: string;
  readonly list: readonly string[];
  /** How many of the list are healthy, refused and silent. */
  readonly expected: readonly [healthy: number, refused: number, silent: number];
}

interface Run {
  readonly seconds: number;
  readonly peakMb: number;
  readonly right: number;
  /** Hosts of which something is said about the way to them; ours only. */
  readonly paths?: number;
}

const reason = whyNoLab();
if (reason === undefined) await compare();
else console.log(`many hosts: skipped, ${reason}`);

async function compare(): Promise<void> {
  console.log(
    `${hosts} hosts, ${runs} runs each, medians; load ${os.loadavg().map(load => load.toFixed(1))}, ${os.cpus().length} cores`,
  );
  const server = openNetwork();
  try {
    await new Promise(resolve => server.stdout.once('data', resolve));
    const hasNmap = spawnSync('sh', ['-c', 'command -v nmap']).status === 0;
    if (!hasNmap) console.log('nmap: skipped, it is not installed (node .tasks/setup.mjs --bench)');
    for (const kind of kinds().filter(({ name }) => only === undefined || name.startsWith(only))) {
      console.log(`\n${kind.name}`);
      await row('reconnect check -', () => ours(kind));
      if (!hasNmap) continue;
      await row('nmap -p 3389', () => nmap(kind, []));
      await row('nmap, rdp-ntlm-info', () => nmap(kind, ['--script', 'rdp-ntlm-info']));
    }
  } finally {
    server.kill();
    for (const name of [INSIDE, BEYOND]) execFileSync('ip', ['netns', 'del', name]);
  }
}

function kinds(): readonly Kind[] {
  const of = (net: string, count: number, from = 0) =>
    Array.from({ length: count }, (_, at) => `${net}.${Math.floor((at + from) / 250)}.${((at + from) % 250) + 1}`);
  const third = Math.floor(hosts / 3);
  return [
    { name: 'healthy, with NLA', list: of('127.1', hosts), expected: [hosts, 0, 0] },
    { name: 'refused', list: of('127.2', hosts).map(host => `${host}:${CLOSED}`), expected: [0, hosts, 0] },
    { name: 'silent', list: of('10.99', hosts), expected: [0, 0, hosts] },
    {
      name: 'two thirds healthy, one silent',
      list: mix(of('127.1', 2 * third), of('10.99', third)),
      expected: [2 * third, 0, third],
    },
  ];
}

function mix(two: readonly string[], one: readonly string[]): readonly string[] {
  return one.flatMap((host, at) => [two[2 * at] ?? '', two[2 * at + 1] ?? '', host]);
}

async function row(name: string, run: () => Promise<Run>): Promise<void> {
  const done: Run[] = [];
  while (done.length < runs && !done.some(({ seconds }) => seconds > LONG_S)) done.push(await run());
  const median = (of: (run: Run) => number) =>
    done.map(of).toSorted((a, b) => a - b)[Math.floor(done.length / 2)] ?? Number.NaN;
  const seconds = median(({ seconds }) => seconds);
  const rate = hosts / seconds;
  console.log(
    `  ${name.padEnd(22)} ${seconds.toFixed(2).padStart(7)} s  ${rate.toFixed(0).padStart(5)} a second  ${median(
      ({ peakMb }) => peakMb,
    )
      .toFixed(0)
      .padStart(4)} MB  ${median(({ right }) => right)} right${pathsOf(done)}${done.length < runs ? ', one run' : ''}`,
  );
}

function pathsOf(done: readonly Run[]): string {
  const counts = done.flatMap(({ paths }) => paths ?? []);
  return counts.length === 0 ? '' : `, the way known to ${counts.join(', ')}`;
}

async function ours({ list, expected }: Kind): Promise<Run> {
  const { output, ...run } = await measure([process.execPath, PROGRAM, 'check', '-', '--json'], list.join('\n'));
  const seen = output
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
  const portOf = (of: { findings: { question: string; answer: string }[] }) =>
    of.findings.find(({ question }) => question === 'port')?.answer;
  const counted = [
    seen.filter(({ verdict }) => verdict.healthy).length,
    seen.filter(result => portOf(result) === 'refused').length,
    seen.filter(result => portOf(result) === 'silent').length,
  ];
  const paths = seen.filter(({ findings }) =>
    findings.some(({ question }: { question: string }) => question === 'path'),
  );
  return { ...run, right: rightOf(counted, expected), paths: paths.length };
}

async function nmap({ list, expected }: Kind, scripts: readonly string[]): Promise<Run> {
  const port = list[0]?.endsWith(`:${CLOSED}`) ? CLOSED : PORT;
  const words = ['nmap', '-Pn', '-n', '-p', String(port), ...scripts, '-iL', '-'];
  const { output, ...run } = await measure(words, list.map(host => host.split(':')[0]).join('\n'));
  const count = (state: string) =>
    output.split('\n').filter(line => line.startsWith(`${port}/tcp`) && line.includes(state)).length;
  const healthy = scripts.length === 0 ? count(' open ') : output.split('Product_Version').length - 1;
  return { ...run, right: rightOf([healthy, count(' closed '), count(' filtered ')], expected) };
}

function rightOf(counted: readonly number[], expected: Kind['expected']): number {
  return expected.reduce((sum, count, at) => sum + Math.min(count, counted[at] ?? 0), 0);
}

async function measure(command: readonly string[], input: string): Promise<Omit<Run, 'right'> & { output: string }> {
  const started = performance.now();
  const child = spawn('ip', ['netns', 'exec', INSIDE, ...command], { stdio: ['pipe', 'pipe', 'ignore'] });
  let output = '';
  let peakMb = 0;
  child.stdout.on('data', chunk => (output += chunk));
  // `ip netns exec` becomes the program itself.
  const watching = setInterval(() => (peakMb = Math.max(peakMb, peakOf(child.pid))), WATCH_MS);
  child.stdin.end(input);
  await new Promise(resolve => child.once('close', resolve));
  clearInterval(watching);
  return { seconds: (performance.now() - started) / 1000, peakMb, output };
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    // It ended in this moment.
    return 0;
  }
}

function openNetwork() {
  const inside = (place: string, command: string) => execFileSync('ip', ['netns', 'exec', place, 'sh', '-c', command]);
  for (const name of [INSIDE, BEYOND]) execFileSync('ip', ['netns', 'add', name]);
  const ends = ['link', 'add', 'v0', 'netns', INSIDE, 'type', 'veth', 'peer', 'name', 'v1', 'netns', BEYOND];
  execFileSync('ip', ends);
  inside(
    INSIDE,
    'ip link set lo up; ip addr add 10.98.0.2/24 dev v0; ip link set v0 up; ip route add default via 10.98.0.1 || true',
  );
  inside(BEYOND, 'ip link set lo up; ip addr add 10.98.0.1/24 dev v1; ip link set v1 up');
  inside(BEYOND, 'sysctl -qw net.ipv4.ip_forward=1; ip route add blackhole 10.99.0.0/16');
  inside(INSIDE, 'sysctl -qw net.core.somaxconn=8192');
  const script = path.join(import.meta.dirname, 'many/hosts.ts');
  return spawn('ip', ['netns', 'exec', INSIDE, process.execPath, script, String(PORT)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
