import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { CAUSES, type CauseId } from '../../machines/vocabulary.ts';
import { startScreen, startShadow, startXrdp } from '../e2e/servers.ts';
import { faults } from '../lab/faults.ts';
import { HOST, HOST_RELAYED, Network, whyNoLab } from '../lab/network.ts';
import { installed, type Peer, peers } from '../lab/peers.ts';
import { portOf } from '../lab/speakers.ts';
import { protocolFaults } from '../lab/spoken-faults.ts';

/**
 * The probe beside nmap, xfreerdp and nc, in one run on one machine: time on a host that is well, at a round trip of
 * 100 ms, and what each says of the same faults. `node tests/bench/probe.ts [RUNS]`.
 */
const runs = Number(process.argv[2] ?? 10);
const DELAYED_MS = 50;
/** TCP, negotiation, TLS 1.3 and the NLA challenge: a round trip each. */
const ROUND_TRIPS = 4;

if (!existsSync(path.resolve(import.meta.dirname, '../../dist/reconnect.mjs'))) throw new Error('npm run build first');
const screen = await startScreen();
const screenName = 'display' in screen ? { screen: screen.display } : {};
const { here: beside, missing } = installed(peers(screenName));
for (const name of missing) console.log(`${name}: skipped, it is not installed (node .tasks/setup.mjs --bench)`);
console.log(
  `Load of this machine: ${os
    .loadavg()
    .map(load => load.toFixed(1))
    .join(', ')} on ${os.cpus().length} cores`,
);
try {
  await healthy();
  await firstByte();
  await delayed();
  await practiceFaults();
  await labFaults();
} finally {
  if ('stop' in screen) await screen.stop();
}

/** A real server that wants NLA: FreeRDP's shadow server. */
async function healthy(): Promise<void> {
  const server = await startShadow('nla');
  if ('missing' in server) return console.log(`healthy host: skipped, ${server.missing}`);
  console.log(`A host that is well (freerdp-shadow, NLA), ${runs} runs each, whole process:`);
  const medians = new Map<string, number>();
  for (const peer of beside) medians.set(peer.name, await time(peer, server.host, server.port));
  const ours = medians.get('reconnect check') ?? Number.NaN;
  for (const [name, median] of medians)
    if (name !== 'reconnect check') console.log(`  ${name} takes ${(median / ours).toFixed(1)} × as long`);
  await server.stop();
}

/** From the start of the process to its first byte at the other end. */
async function firstByte(): Promise<void> {
  const waits: number[] = [];
  const [ours] = beside;
  if (ours === undefined) return;
  for (let run = 0; run < runs; run++) {
    let started = 0;
    const server = net.createServer(socket => {
      socket.once('data', () => {
        waits.push(performance.now() - started);
        socket.destroy();
      });
      socket.on('error', () => {});
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    started = performance.now();
    await ours.run('127.0.0.1', address.port);
    await new Promise(resolve => server.close(resolve));
  }
  console.log(`\nProcess start to first byte on the wire: ${spread(waits)} ms`);
}

async function delayed(): Promise<void> {
  const reason = whyNoLab();
  if (reason !== undefined) return console.log(`\nat a round trip of 100 ms: skipped, ${reason}`);
  const network = new Network();
  await network.open();
  const relay = await network.relay({ delayMs: DELAYED_MS });
  const script = path.resolve(import.meta.dirname, '../lab/host-server.ts');
  const args = ['netns', 'exec', network.name('host'), process.execPath, script];
  const server = spawn('ip', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise(resolve => server.stdout.once('data', resolve));
    const roundTripMs = await pinged(network);
    console.log(`\nAt a round trip of ${roundTripMs} ms, as ping counts it (practice host, NLA), ${runs} runs each:`);
    const { here } = installed(peers({ inside: network.name('client') }));
    const [ours] = here;
    for (const peer of here.filter(({ program }) => program !== 'xfreerdp' && program !== 'nc')) {
      const median = await time(peer, HOST_RELAYED, portOf('healthy-nla'));
      const bound = ROUND_TRIPS * roundTripMs;
      if (peer === ours)
        console.log(`  that is ${(median / bound).toFixed(2)} × the ${ROUND_TRIPS} round trips it needs`);
    }
  } finally {
    server.kill();
    relay.kill();
    await network.close();
  }
}

/** The relay's timers are a little late: what is really waited for is measured in the same run. */
async function pinged(network: Network): Promise<number> {
  const said = await network.in('client', `ping -c 10 -i 0.2 -q ${HOST_RELAYED}`);
  return Math.round(Number(/= [\d.]+\/([\d.]+)\//.exec(said)?.[1] ?? Number.NaN));
}

async function practiceFaults(): Promise<void> {
  const practice = await startPracticeHosts({});
  console.log('\nThe practice hosts, one run each:');
  const tally = newTally();
  for (const { id, host, port, expect } of practice.hosts)
    await sideBySide(id, beside, host, port, expect.causes, tally);
  console.log(`  ${summaryOf(tally)}`);
  await practice.close();
}

async function labFaults(): Promise<void> {
  const reason = whyNoLab();
  if (reason !== undefined) return console.log(`\nThe faults of the lab: skipped, ${reason}`);
  const network = new Network();
  await network.open();
  const xrdp = await startXrdp('negotiate', { namespace: network.name('host'), port: 3389 });
  const running = ['name-server.ts', 'host-server.ts'].map(script => {
    const file = path.resolve(import.meta.dirname, '../lab', script);
    const words = ['netns', 'exec', network.name('host'), process.execPath, file, HOST];
    return spawn('ip', words, { stdio: ['ignore', 'pipe', 'inherit'] });
  });
  try {
    await Promise.all(running.map(child => new Promise(resolve => child.stdout.once('data', resolve))));
    console.log('\nThe faults of the lab, one run each:');
    const { here } = installed(peers({ inside: network.name('client'), ...screenName }));
    const tally = newTally();
    for (const [fault, breakIt, target, , , causes] of [...faults(network), ...protocolFaults()]) {
      // Gateways, further ports and proxies are words for our own program only.
      if (target.includes(' ')) continue;
      await breakIt();
      const [, host = target, port = '3389'] = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(target) ?? [];
      await sideBySide(fault, here, host, Number(port), causes, tally);
      await network.heal();
    }
    console.log(`  ${summaryOf(tally)}`);
  } finally {
    for (const child of running) child.kill();
    if ('stop' in xrdp) await xrdp.stop();
    await network.close();
  }
}

function newTally() {
  return { right: 0, open: 0, wrong: 0 };
}

function summaryOf({ right, open, wrong }: ReturnType<typeof newTally>): string {
  return `reconnect check: ${right} right, ${open} with another cause first and none settled, ${wrong} blamed wrongly`;
}

/** Ours alone first; the others may take their time together. */
async function sideBySide(
  fault: string,
  [ours, ...others]: readonly Peer[],
  host: string,
  port: number,
  causes: readonly CauseId[],
  tally: ReturnType<typeof newTally>,
): Promise<void> {
  if (ours === undefined) return;
  const own = await ours.run(host, port);
  const judged = judgedBy(own.output, causes);
  tally[judged]++;
  const told = await Promise.all(others.map(async peer => ({ peer, run: await peer.run(host, port) })));
  console.log(`  ${fault}`);
  for (const { peer, run } of [{ peer: ours, run: own }, ...told]) {
    const said = peer === ours ? `${peer.says(run)} (${judged})` : peer.says(run);
    console.log(`    ${peer.name.padEnd(22)} ${`${run.elapsedMs.toFixed(0)} ms`.padStart(9)}  ${said}`);
  }
}

/** `wrong` is only who names somebody else for certain. */
function judgedBy(output: string, causes: readonly CauseId[]): keyof ReturnType<typeof newTally> {
  const { verdict } = JSON.parse(output.slice(0, output.lastIndexOf('}') + 1));
  const [first] = verdict.causes;
  if (verdict.healthy) return causes.length === 0 ? 'right' : 'wrong';
  if (causes.includes(first.cause)) return 'right';
  return verdict.settled && causes.every(cause => CAUSES[cause] !== first.blame) ? 'wrong' : 'open';
}

async function time(peer: Peer, host: string, port: number): Promise<number> {
  const times: number[] = [];
  let said = '';
  let peakMb: number | undefined;
  for (let run = 0; run < runs; run++) {
    const done = await peer.run(host, port);
    times.push(done.elapsedMs);
    said = peer.says(done);
    if (done.peakMb !== undefined) peakMb = Math.max(peakMb ?? 0, done.peakMb);
  }
  const memory = peakMb === undefined ? '' : `, at most ${peakMb.toFixed(0)} MB`;
  console.log(`  ${peer.name.padEnd(22)} ${spread(times).padStart(20)} ms  ${said}${memory}`);
  return median(times);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function spread(numbers: readonly number[]): string {
  const whole = (number: number) => number.toFixed(0);
  return `${whole(median(numbers))} (${whole(Math.min(...numbers))}–${whole(Math.max(...numbers))})`;
}
