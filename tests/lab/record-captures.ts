import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CauseId } from '../../machines/vocabulary.ts';
import { startScreen, startXrdp } from '../e2e/servers.ts';
import { faults } from './faults.ts';
import { HOST, Network, whyNoLab } from './network.ts';
import { measure } from './peers.ts';
import { portOf } from './speakers.ts';
import { protocolFaults, WELL } from './spoken-faults.ts';

/**
 * Records what crosses the lab's network for every fault of it, at the client's end and at the host's end, once with our
 * own check and once with xfreerdp: `node tests/lab/record-captures.ts FOLDER [WORDS OF A FAULT]`, as root, after a build.
 * Beside the captures stands `labels.jsonl`, which says of each what was broken: `npm run bench -- captures FOLDER` reads it.
 */
const [folder = '', only = ''] = process.argv.slice(2);
const reason = folder === '' ? 'name a folder' : whyNoLab();
if (reason !== undefined) throw new Error(reason);

interface Scene {
  readonly fault: string;
  readonly breakIt: () => Promise<unknown>;
  readonly target: string;
  readonly failed: string | undefined;
  readonly causes: readonly CauseId[];
}

/** The last packets are still under way when a client ends. */
const AFTERMATH_MS = 700;
const bundle = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
const network = new Network();
const running: ChildProcess[] = [];
const labels: string[] = [];
mkdirSync(folder, { recursive: true });

await network.open();
const xrdp = await startXrdp('negotiate', { namespace: network.name('host'), port: 3389 });
const screen = await startScreen();
if ('missing' in xrdp || 'missing' in screen) throw new Error('xrdp or Xvfb is not installed');
running.push(await script('name-server.ts', HOST), await script('host-server.ts'));
try {
  for (const [at, scene] of scenes().entries())
    if (scene.fault.includes(only))
      for (const client of ['check', 'xfreerdp']) await play(scene, client, at, screen.display);
} finally {
  for (const child of running) child.kill();
  await screen.stop();
  await xrdp.stop();
  await network.close();
}

function scenes(): readonly Scene[] {
  const well = (fault: string, target: string): Scene => ({
    fault,
    breakIt: async () => {},
    target,
    failed: undefined,
    causes: [],
  });
  return [
    well('a host that is well', HOST),
    ...WELL.map(([what, id, , name = HOST]) => well(`well: ${what}`, `${name}:${portOf(id)}`)),
    ...[...faults(network), ...protocolFaults()].map(([fault, breakIt, target, , failed, causes]) => ({
      fault,
      breakIt,
      target,
      failed,
      causes,
    })),
  ];
}

async function play({ fault, breakIt, target, failed, causes }: Scene, client: string, at: number, display: string) {
  const command = commandOf(client, target);
  if (command === undefined) return;
  const name = `${String(at).padStart(3, '0')}-${client}`;
  await breakIt();
  const recorders = [await record('client', `${name}-client.pcap`), await record('host', `${name}-host.pcap`)];
  const { exit } = await measure(command, network.name('client'), display);
  await new Promise(resolve => setTimeout(resolve, AFTERMATH_MS));
  for (const recorder of recorders) await stop(recorder);
  await network.heal();
  for (const side of ['client', 'host'])
    labels.push(JSON.stringify({ file: `${name}-${side}.pcap`, fault, target, client, side, failed, causes, exit }));
  writeFileSync(path.join(folder, 'labels.jsonl'), `${labels.join('\n')}\n`);
  console.log(`${name}  ${fault}`);
}

function commandOf(client: string, target: string): readonly string[] | undefined {
  const words = target.split(' ').filter(word => !word.includes('='));
  if (client === 'check') return [process.execPath, bundle, 'check', ...words, '--json'];
  if (words.length > 1) return undefined;
  return ['xfreerdp', `/v:${words[0]}`, '/cert:ignore', '/u:practice', '/p:practice', '+auth-only', '/log-level:ERROR'];
}

function script(name: string, ...args: readonly string[]): Promise<ChildProcess> {
  return start('host', /./, process.execPath, path.join(import.meta.dirname, name), ...args);
}

function record(place: 'client' | 'host', file: string): Promise<ChildProcess> {
  const options = ['-Z', 'root', '--immediate-mode', '-U', '-n', '-i', 'eth0', '-w', path.join(folder, file)];
  return start(place, /listening on/, 'tcpdump', ...options);
}

async function start(place: 'client' | 'host', ready: RegExp, ...command: readonly string[]): Promise<ChildProcess> {
  const child = spawn('ip', ['netns', 'exec', network.name(place), ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  await new Promise<void>(resolve => {
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        output += data;
        if (ready.test(output)) resolve();
      });
  });
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  const closed = new Promise(resolve => child.once('close', resolve));
  child.kill('SIGINT');
  await closed;
}
