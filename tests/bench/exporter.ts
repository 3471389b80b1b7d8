import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { freePort } from '../e2e/ports.ts';

/**
 * The exporter under 1,000 scrapes a minute of a healthy host, a refused one and one with a broken sign-in: answers, time,
 * processor and memory at each minute's end. `node tests/bench/exporter.ts [MINUTES]`.
 */
const minutes = Number(process.argv[2] ?? 1);
const PER_MINUTE = 1_000;
const PROGRAM = path.resolve(import.meta.dirname, '../../dist/reconnect.mjs');
/** Of the kernel's counts of processor time. */
const TICKS_A_SECOND = 100;

const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-exporter-'));
const practice = await startPracticeHosts({ only: ['healthy-nla', 'refused', 'nla-refused'] });
const ports = practice.hosts.map(({ port }) => port);
const config = path.join(folder, 'exporter.json');
await writeFile(config, JSON.stringify({ targets: ['127.0.0.1'], ports }));
const port = await freePort();
const words = [PROGRAM, 'exporter', '--config', config, '--listen', `127.0.0.1:${port}`];
const exporter = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  await new Promise(resolve => exporter.stdout.once('data', resolve));
  console.log('minute  answered  median ms  worst ms  processor s  memory MB');
  for (let minute = 1; minute <= minutes; minute++) await scrapeForAMinute(minute);
} finally {
  exporter.kill();
  await practice.close();
  await rm(folder, { recursive: true, force: true });
}

async function scrapeForAMinute(minute: number): Promise<void> {
  const before = await processorSeconds();
  const started = performance.now();
  const waits: number[] = [];
  const scrapes: Promise<void>[] = [];
  for (let at = 0; at < PER_MINUTE; at++) {
    await new Promise(resolve =>
      setTimeout(resolve, Math.max(0, started + (at * 60_000) / PER_MINUTE - performance.now())),
    );
    scrapes.push(scrape(ports[at % ports.length] ?? 0, waits));
  }
  await Promise.all(scrapes);
  const sorted = waits.toSorted((a, b) => a - b);
  const status = await readFile(`/proc/${exporter.pid}/status`, 'utf8');
  const memoryMb = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  const cells = [
    String(minute).padStart(6),
    String(waits.length).padStart(9),
    (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(1).padStart(10),
    (sorted.at(-1) ?? Number.NaN).toFixed(1).padStart(9),
    ((await processorSeconds()) - before).toFixed(2).padStart(12),
    memoryMb.toFixed(0).padStart(10),
  ];
  console.log(cells.join(' '));
}

async function scrape(target: number, waits: number[]): Promise<void> {
  const started = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/probe?target=127.0.0.1:${target}`);
  if (answer.ok && (await answer.text()).includes('probe_success')) waits.push(performance.now() - started);
}

/** User and system time of the exporter, from fields 14 and 15 of its `stat`. */
async function processorSeconds(): Promise<number> {
  const stat = await readFile(`/proc/${exporter.pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
