import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startScreen, startXrdp } from '../e2e/servers.ts';
import { type Fault, faults } from './faults.ts';
import { HOST, Network, whyNoLab } from './network.ts';
import { measure } from './peers.ts';
import { portOf } from './speakers.ts';
import { spokenFaults, WELL } from './spoken-faults.ts';

/**
 * Records what crosses the lab's network for every fault of it, at the client's end and at the host's end, once with our
 * own check and once with xfreerdp: `node tests/lab/record-captures.ts FOLDER [WORDS OF A FAULT]`, as root. Beside the
 * captures stands `labels.jsonl`, which says of each what was broken.
 */
const [folder = '', only = ''] = process.argv.slice(2);
const reason = folder === '' ? 'name a folder' : whyNoLab();
if (reason !== undefined) throw new Error(reason);

const bundle = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
const network = new Network();
const running: ChildProcess[] = [];
const labels: string[] = [];
mkdirSync(folder, { recursive: true });

type Recorded = Pick<Fault, 0 | 1 | 2 | 4 | 5>;
const well: readonly Recorded[] = [['a host that is well', async () => {}, HOST, undefined, []] as unknown as Recorded];

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

function script(name: string, ...args: readonly string[]): Promise<ChildProcess> {
  return start('host', /./, process.execPath, path.join(import.meta.dirname, name), ...args);
}

function record(place: 'client' | 'host', file: string): Promise<ChildProcess> {
  return start(
    place,
    /listening on/,
    'tcpdump',
    '-Z',
    'root',
    '--immediate-mode',
    '-U',
    '-n',
    '-i',
    'eth0',
    '-w',
    path.join(folder, file),
  );
}

async function stop(child: ChildProcess): Promise<void> {
  const closed = new Promise(resolve => child.once('close', resolve));
  child.kill('SIGINT');
  await closed;
}

function commandOf(client: string, target: string): readonly string[] | undefined {
  const words = target.split(' ').filter(word => !word.includes('='));
  if (client === 'check') return [process.execPath, bundle, 'check', ...words, '--json'];
  if (words.length > 1) return undefined;
  return ['xfreerdp', `/v:${words[0]}`, '/cert:ignore', '/u:practice', '/p:practice', '+auth-only', '/log-level:ERROR'];
}

await network.open();
const xrdp = await startXrdp('negotiate', { namespace: network.name('host'), port: 3389 });
const screen = await startScreen();
if ('missing' in xrdp || 'missing' in screen) throw new Error('xrdp or Xvfb is not installed');
running.push(await script('name-server.ts', HOST), await script('host-server.ts'));
const rows: readonly Recorded[] = [
  ...well,
  ...WELL.map(
    ([what, id, , name]) =>
      [`well: ${what}`, async () => {}, `${name ?? HOST}:${portOf(id)}`, undefined, []] as unknown as Recorded,
  ),
  ...[...faults(network), ...spokenFaults()].map(
    row => [row[0], row[1], row[2], row[4], row[5]] as unknown as Recorded,
  ),
];
try {
  for (const [at, [fault, breakIt, target, failed, causes]] of (
    rows as unknown as [string, () => Promise<unknown>, string, string | undefined, string[]][]
  ).entries()) {
    if (!fault.includes(only)) continue;
    for (const client of ['check', 'xfreerdp']) {
      const command = commandOf(client, target);
      if (command === undefined) continue;
      const name = `${String(at).padStart(3, '0')}-${client}`;
      await breakIt();
      const recorders = [await record('client', `${name}-client.pcap`), await record('host', `${name}-host.pcap`)];
      const { output, exit, elapsedMs } = await measure(command, network.name('client'), screen.display);
      await new Promise(resolve => setTimeout(resolve, 700));
      for (const recorder of recorders) await stop(recorder);
      await network.heal();
      for (const side of ['client', 'host'])
        labels.push(
          JSON.stringify({
            file: `${name}-${side}.pcap`,
            fault,
            target,
            client,
            side,
            failed,
            causes,
            exit,
            elapsedMs: Math.round(elapsedMs),
            output: output.slice(0, 1500),
          }),
        );
      writeFileSync(path.join(folder, 'labels.jsonl'), `${labels.join('\n')}\n`);
      console.log(name, fault, exit, Math.round(elapsedMs));
    }
  }
} finally {
  for (const child of running) child.kill();
  await screen.stop();
  await xrdp.stop();
  await network.close();
}
