import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CaptureReader } from '../../machines/captures/read-capture.ts';
import { shownStage } from '../lab/shown.ts';
import { failedStage } from '../unit/captures/scene.ts';
import { readInPage } from './captures/in-page.ts';
import { writeLarge } from './captures/large.ts';

/**
 * How captures are read: `npm run bench -- captures [FOLDER]`. Of a folder that tests/lab/record-captures.ts made, how often
 * the stage is right that failed; then 100 MB with one attempt inside, beside tshark where it is installed, and in the
 * guide's page.
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
  for (const [name, withheld] of [
    ['in a worker', false],
    ['in the page itself', true],
  ] as const) {
    const { rest, reading, grownMb } = await readInPage(file, { withheld });
    console.log(`the guide in Chromium, read ${name}; its process grew by ${grownMb.toFixed(0)} MB at most:`);
    for (const [when, { seconds, frames, longestMs, late }] of Object.entries({ 'at rest': rest, reading }))
      console.log(
        `  ${when.padEnd(28)} ${seconds.toFixed(2)} s, ${(frames / seconds).toFixed(0)} frames a second, the longest ${longestMs.toFixed(0)} ms, ${late} over 34 ms`,
      );
  }
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
