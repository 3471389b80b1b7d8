import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { buildExecutable } from '../../.tasks/release/executable.ts';
import { fetchNode } from '../../.tasks/release/nodes.ts';
import { openDebian } from '../../.tasks/release/own-debian.ts';
import { HOST_RELAYED, Network, whyNoLab } from '../lab/network.ts';
import { measure } from '../lab/peers.ts';
import { freePort, Place } from './peers/place.ts';
import { mintKey, shadow, startScreen } from './peers/servers.ts';

/**
 * One check beside whole logons, in turns and in one run: the executable, the script, and FreeRDP 3 out of a Debian of its
 * own, against FreeRDP's own server with NLA; on loopback and at a round trip of 100 ms. Then where the time of a check
 * goes. `node tests/bench/logon.ts [ROUNDS]`.
 */
const rounds = Number(process.argv[2] ?? 15);
const root = path.resolve(import.meta.dirname, '../..');
const SCRIPT = path.join(root, 'dist', 'reconnect.mjs');
const CACHE = path.join(root, 'node_modules', '.cache', 'reconnect', 'bench');
const HALF_TRIP_MS = 50;
const FREERDP = ['freerdp3-x11', 'freerdp3-shadow-x11', 'winpr3-utils', 'xvfb', 'openssl'];

interface Program {
  readonly name: string;
  readonly command: (address: string) => readonly string[];
  readonly screen?: string;
  /** What it ends with where the host let it in, or was found to be well. */
  readonly isRight: (run: Awaited<ReturnType<typeof measure>>) => boolean;
}

const debian = await openDebian('freerdp', FREERDP);
if ('skipped' in debian) console.log(`logon: skipped, ${debian.skipped}`);
else {
  await mkdir(CACHE, { recursive: true });
  const executable = await build('reconnect', SCRIPT);
  console.log(`${rounds} rounds, medians (least–most) of whole processes; load ${load()}, ${os.cpus().length} cores`);
  await onLoopback(debian.folder, executable);
  await fromAfar(debian.folder, executable);
  console.log(`load ${load()}`);
}

/** The executable of the release, for this machine. */
async function build(name: string, script: string): Promise<string> {
  const output = path.join(CACHE, name);
  await buildExecutable(await fetchNode('linux-x64'), script, output);
  return output;
}

async function onLoopback(folder: string, executable: string): Promise<void> {
  const place = new Place(folder);
  try {
    mintKey(place);
    const port = await freePort();
    await shadow(place, 'nla').start(place, port);
    const programs = programsOf(executable, place, await startScreen(place));
    console.log('\nOn loopback:');
    await compare(programs, `127.0.0.1:${port}`);
    await explain(executable, `127.0.0.1:${port}`);
  } finally {
    await place.close();
  }
}

async function fromAfar(folder: string, executable: string): Promise<void> {
  const reason = whyNoLab();
  if (reason !== undefined) return console.log(`\nat a round trip of 100 ms: skipped, ${reason}`);
  const network = new Network();
  await network.open();
  const relay = await network.relay({ delayMs: HALF_TRIP_MS });
  const [there, here] = [new Place(folder, network.name('host')), new Place(folder, network.name('client'))];
  try {
    mintKey(there);
    const port = await freePort();
    await shadow(there, 'nla', HOST_RELAYED).start(there, port);
    const said = await network.in('client', `ping -c 10 -i 0.2 -q ${HOST_RELAYED}`);
    const roundTripMs = Number(/= [\d.]+\/([\d.]+)\//.exec(said)?.[1] ?? Number.NaN);
    console.log(`\nAt a round trip of ${roundTripMs.toFixed(0)} ms, as ping counts it:`);
    await compare(programsOf(executable, here, await startScreen(here)), `${HOST_RELAYED}:${port}`, network);
  } finally {
    for (const place of [here, there]) await place.close();
    relay.kill();
    await network.close();
  }
}

/** Each signs in or checks, and leaves; FreeRDP wants a screen even where it only signs in. */
function programsOf(executable: string, place: Place, screen: string): readonly Program[] {
  const isWell = ({ output }: { output: string }) => output.includes('"healthy":true');
  const quiet = ['/cert:ignore', '/u:peer', '/p:peer', '/log-level:OFF'];
  return [
    { name: 'executable', command: address => [executable, 'check', address, '--json'], isRight: isWell },
    { name: 'script', command: address => [process.execPath, SCRIPT, 'check', address, '--json'], isRight: isWell },
    {
      name: 'xfreerdp3 +auth-only',
      command: address => place.entered(['xfreerdp3', `/v:${address}`, ...quiet, '+auth-only']),
      screen,
      isRight: ({ exit }) => exit === 0,
    },
    // What all of the above pay as well that run in another root.
    { name: 'chroot alone', command: () => place.entered(['true']), isRight: ({ exit }) => exit === 0 },
  ];
}

async function compare(programs: readonly Program[], address: string, network?: Network): Promise<void> {
  const times = new Map(programs.map(({ name }) => [name, [] as number[]]));
  const wrong = new Map<string, string>();
  // The first round reads the files from the disk.
  for (let round = 0; round <= rounds; round++)
    for (const { name, command, screen, isRight } of programs) {
      const words = command(address);
      // A program of a place is in its namespace already.
      const inside = words[0] === 'ip' ? undefined : network?.name('client');
      const run = await measure(words, inside, screen);
      if (!isRight(run)) wrong.set(name, `exit ${run.exit}: ${run.output.trim().split('\n').at(-1)?.slice(0, 200)}`);
      if (round > 0) times.get(name)?.push(run.elapsedMs);
    }
  const ours = median(times.get('executable') ?? []);
  for (const [name, taken] of times) {
    const told = wrong.get(name);
    const ratio = `${(median(taken) / ours).toFixed(2)} × the executable`;
    console.log(`  ${name.padEnd(24)} ${spread(taken).padStart(18)} ms  ${told ?? ratio}`);
  }
}

/** Where the time of the executable goes, each step by the median of its own runs. */
async function explain(executable: string, address: string): Promise<void> {
  const nothing = path.join(CACHE, 'nothing.mjs');
  await writeFile(nothing, '\n');
  const bare = await build('nothing', nothing);
  const taken = { node: [] as number[], read: [] as number[], sent: [] as number[] };
  const whole: number[] = [];
  const asked: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const runs = [await measure([bare]), await measure([executable, '--end-with', '0'])] as const;
    const sent = await firstByte(executable);
    const check = await measure([executable, 'check', address, '--json']);
    if (round === 0) continue;
    taken.node.push(runs[0].elapsedMs);
    taken.read.push(runs[1].elapsedMs);
    taken.sent.push(sent);
    whole.push(check.elapsedMs);
    const { elapsedMs, stages } = JSON.parse(check.output);
    const connected = stages.find(({ stage }: { stage: string }) => stage === 'port')?.elapsedMs ?? 0;
    asked.push(elapsedMs - connected);
  }
  const [node, read, sent, all, host] = [taken.node, taken.read, taken.sent, whole, asked].map(median);
  const rows: readonly (readonly [string, number])[] = [
    ['Node starts and ends, with nothing to do', node ?? 0],
    ['our program is read', (read ?? 0) - (node ?? 0)],
    ['until the first byte is on the wire', (sent ?? 0) - (read ?? 0)],
    ['negotiation, TLS and NLA, the host’s part with it', host ?? 0],
    ['the verdict, its text, and the end', (all ?? 0) - (sent ?? 0) - (host ?? 0)],
  ];
  console.log('\nWhere the time of the executable goes, on loopback:');
  for (const [what, ms] of rows) console.log(`  ${what.padEnd(52)} ${ms.toFixed(0).padStart(5)} ms`);
  console.log(`  ${'all of it'.padEnd(52)} ${(all ?? 0).toFixed(0).padStart(5)} ms`);
}

/** From the start of the process to its first byte at the other end, which then hangs up. */
async function firstByte(executable: string): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = net.createServer(socket => {
    socket
      .on('error', () => {})
      .once('data', () => {
        resolve(performance.now());
        socket.destroy();
      });
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  const started = performance.now();
  const child = spawn(executable, ['check', `127.0.0.1:${bound.port}`, '--json'], { stdio: 'ignore' });
  const ended = new Promise(end => child.once('close', end));
  const at = await promise;
  await ended;
  server.close();
  return at - started;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function spread(numbers: readonly number[]): string {
  const whole = (number: number) => number.toFixed(0);
  return `${whole(median(numbers))} (${whole(Math.min(...numbers))}–${whole(Math.max(...numbers))})`;
}

function load(): string {
  return os
    .loadavg()
    .map(each => each.toFixed(1))
    .join(', ');
}
