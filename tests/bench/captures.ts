import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CaptureReader } from '../../machines/captures/read-capture.ts';
import { encodeConnectionRequest } from '../../machines/rdp/x224.ts';
import { shownStage } from '../lab/shown.ts';
import { captureOf, failedStage, Scene } from '../unit/captures/scene.ts';

/**
 * How captures are read: `npm run bench -- captures [FOLDER]`. Of a folder that tests/lab/record-captures.ts made, how often
 * the stage is right that failed; then 100 MB with one attempt inside, beside tshark where it is installed.
 */
const [folder] = process.argv.slice(2);
if (folder !== undefined) judgeRecorded(folder);
await timeLarge();

function judgeRecorded(folder: string): void {
  const lines = readFileSync(path.join(folder, 'labels.jsonl'), 'utf8').trim().split('\n');
  const rows = new Map<string, { right: number; all: number; silent: number; wrong: number }>();
  for (const recording of lines.map(line => JSON.parse(line))) {
    const { file, client, side } = recording;
    const shown = shownStage(recording);
    const reader = new CaptureReader();
    reader.push(readFileSync(path.join(folder, file)));
    const stage = failedStage(reader.end());
    const key = `${client}, captured at the ${side}`;
    const row = rows.get(key) ?? { right: 0, all: 0, silent: 0, wrong: 0 };
    row.all++;
    if (stage === shown) row.right++;
    else {
      if (stage === undefined) row.silent++;
      else row.wrong++;
      console.log(`  ${file}: ${recording.fault}: ${stage ?? 'nothing'} in place of ${shown ?? 'nothing'}`);
    }
    rows.set(key, row);
  }
  console.log('first failed stage, against what the packets of that end show (tests/lab/shown.ts):');
  for (const [key, { right, all, silent, wrong }] of rows)
    console.log(`  ${key.padEnd(34)} ${right} of ${all} right, ${silent} blame nothing, ${wrong} another stage`);
}

async function timeLarge(): Promise<void> {
  const place = mkdtempSync(path.join(os.tmpdir(), 'reconnect-captures-'));
  const file = path.join(place, 'large.pcap');
  const { bytes, packets } = await writeLarge(file);
  console.log(`${(bytes / 1e6).toFixed(0)} MB, ${packets} packets, one attempt at Remote Desktop inside:`);
  const cli = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
  time('reconnect read', [process.execPath, cli, 'read', file, '--json']);
  const filter = 'tcp.port==3389 || tpkt || dns || icmp || arp';
  const fields = ['frame.number', 'ip.src', 'ip.dst', 'tcp.flags'].flatMap(field => ['-e', field]);
  time('tshark, the same packets', ['tshark', '-r', file, '-Y', filter, '-T', 'fields', ...fields]);
  rmSync(place, { recursive: true });
}

/** Wall time, time of the processor and peak of memory of a whole program, as /usr/bin/time sees them. */
function time(name: string, command: readonly string[]): void {
  const started = performance.now();
  const { stderr, status, error } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', ...command], { encoding: 'utf8' });
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  const [user = 0, system = 0, peakKb = 0] = stderr?.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  if (error !== undefined || status !== 0) console.log(`  ${name.padEnd(28)} is not installed, or failed`);
  else
    console.log(
      `  ${name.padEnd(28)} ${seconds} s, of the processor ${(user + system).toFixed(2)} s, ${(peakKb / 1024).toFixed(0)} MB`,
    );
}

async function writeLarge(file: string): Promise<{ bytes: number; packets: number }> {
  const out = createWriteStream(file);
  const attempt = new Scene()
    .opens()
    .client('A', encodeConnectionRequest({ cookie: 'somebody', protocols: 11 }))
    .server('RA');
  const data = new Uint8Array(1_400).fill(0x17);
  const empty = captureOf([]);
  out.write(empty);
  let bytes = empty.length;
  let packets = 0;
  for (let visit = 0; bytes < 100e6; visit++) {
    const scene = new Scene({ to: `203.0.113.${visit % 250}`, port: 443, clientPort: 20_000 + (visit % 30_000) });
    scene
      .wait(visit * 50)
      .opens()
      .client('A', Uint8Array.of(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0));
    for (let answer = 0; answer < 60; answer++) {
      scene.server('A', data, 0.2);
      if (answer % 3 === 0) scene.client('A');
    }
    scene.client('FA').server('FA');
    if (visit === 500) scene.beside(attempt);
    const records = captureOf(scene.packets).subarray(empty.length);
    bytes += records.length;
    packets += scene.packets.length;
    if (!out.write(records)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return { bytes, packets };
}
