import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { startScreen, startShadow } from '../e2e/servers.ts';
import { HOST_RELAYED, Network, whyNoLab } from '../lab/network.ts';
import { type Peer, peers } from '../lab/peers.ts';
import { portOf } from '../lab/speakers.ts';

/**
 * The probe beside nmap, xfreerdp and nc, in one run on one machine: time on a host that is well, at a round trip of
 * 100 ms, and what each says of the same faults. `node tests/bench/probe.ts [RUNS]`.
 */
const runs = Number(process.argv[2] ?? 10);
const DELAYED_MS = 50;
/** TCP, negotiation, TLS 1.3 and the NLA challenge: a round trip each. */
const ROUND_TRIPS = 4;
const FAULTS = ['refused', 'dropped', 'mute', 'closes', 'ssh', 'nla-refused', 'old-tls', 'expired'];

if (!existsSync(path.resolve(import.meta.dirname, '../../dist/reconnect.mjs'))) throw new Error('npm run build first');
const screen = await startScreen();
const beside = peers('display' in screen ? { screen: screen.display } : {});
try {
  await healthy();
  await firstByte();
  await delayed();
  await faults();
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
    console.log(`\nAt a round trip of ${2 * DELAYED_MS} ms (practice host, NLA), ${runs} runs each:`);
    const [ours, plain, scripts] = peers({ inside: network.name('client') });
    for (const peer of [ours, plain, scripts]) {
      if (peer === undefined) continue;
      const median = await time(peer, HOST_RELAYED, portOf('healthy-nla'));
      const bound = ROUND_TRIPS * 2 * DELAYED_MS;
      if (peer === ours)
        console.log(`  that is ${(median / bound).toFixed(2)} × the ${ROUND_TRIPS} round trips it needs`);
    }
  } finally {
    server.kill();
    relay.kill();
    await network.close();
  }
}

async function faults(): Promise<void> {
  const practice = await startPracticeHosts({ only: FAULTS });
  console.log('\nThe same faults, one run each:');
  for (const { id, host, port } of practice.hosts) {
    console.log(`  ${id}`);
    for (const peer of beside) {
      const run = await peer.run(host, port);
      console.log(`    ${peer.name.padEnd(22)} ${`${run.elapsedMs.toFixed(0)} ms`.padStart(9)}  ${peer.says(run)}`);
    }
  }
  await practice.close();
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
