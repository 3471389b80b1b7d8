import os from 'node:os';
import { FUZZ_TARGETS, fuzz } from '../fuzz/fuzz-targets.ts';

/**
 * Ten million inputs over every parser of untrusted bytes, as one recorded run at the lowest priority:
 * `npm run bench -- fuzz`, or `node tests/bench/fuzz.ts [INPUTS] [SEED]`.
 */
const inputs = Number(process.argv[2] ?? 10_000_000);
const seed = Number(process.argv[3] ?? 20_261_123);
os.setPriority(os.constants.priority.PRIORITY_LOW);

console.log(`${inputs.toLocaleString('en')} inputs, seed ${seed}, Node ${process.version}`);
const started = performance.now();
let total = 0;
for (const target of FUZZ_TARGETS) {
  const began = performance.now();
  const { kinds, slowestMs, inputs: given } = fuzz(target, inputs * target.share, seed);
  total += given;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const counts = `${kinds.value} values, ${kinds.more} want more, ${kinds.malformed} turned away`;
  const heapMb = (process.memoryUsage().heapUsed / 2 ** 20).toFixed(0);
  console.log(
    `  ${target.name.padEnd(22)} ${given.toLocaleString('en').padStart(10)} in ${seconds.padStart(6)} s, slowest ${slowestMs.toFixed(0)} ms, heap ${heapMb} MB; ${counts}`,
  );
}
const peakMb = (process.resourceUsage().maxRSS / 1024).toFixed(0);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(`${total.toLocaleString('en')} inputs in ${seconds} s, no exception, no hang, at most ${peakMb} MB`);
