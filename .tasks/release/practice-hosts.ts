import path from 'node:path';
import { startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { root, run } from '../run.ts';
import { expectNone } from './verify.ts';

/** The bundle as people with a Node of their own run it. */
export const SCRIPT = path.join(root, 'dist', 'reconnect.mjs');

/** Runs the program under test with each of these words, one after the other; what each printed. */
export type RunProgram = (commands: readonly (readonly string[])[]) => Promise<readonly string[]>;

/** A program that is started on this machine anew for each command. */
export function eachBy(start: (words: readonly string[]) => Promise<{ readonly output: string }>): RunProgram {
  return async commands => {
    const printed: string[] = [];
    for (const words of commands) printed.push((await start(words)).output);
    return printed;
  };
}

/** Stops where a program comes to another conclusion about a practice host than the script does on this machine. */
export async function expectScriptsConclusions(runProgram: RunProgram): Promise<string> {
  const practice = await startPracticeHosts({});
  try {
    const commands = practice.hosts.map(({ host, port }) => ['check', `${host}:${port}`, '--json']);
    const printed = await runProgram(commands);
    const different: string[] = [];
    for (const [at, command] of commands.entries()) {
      const script = conclusionOf((await run(process.execPath, [SCRIPT, ...command])).output);
      const program = conclusionOf(printed[at] ?? '');
      if (program !== script) different.push(`${practice.hosts[at]?.id}: ${program} where the script says ${script}`);
    }
    expectNone(different);
    return `${commands.length} practice hosts`;
  } finally {
    await practice.close();
  }
}

/** How steady a network is depends on what else the machine does at that moment. */
const OF_THE_MOMENT = ['quality'];

/** What a check came to; how long each part took differs from run to run. */
function conclusionOf(output: string): string {
  if (!output.startsWith('{')) return output.trim().slice(0, 200);
  const { stages, findings, verdict } = JSON.parse(output);
  return JSON.stringify({
    stages: stages.map(({ stage, outcome }: Record<string, unknown>) => [stage, outcome]),
    findings: findings.flatMap(({ question, answer }: Record<string, unknown>) =>
      OF_THE_MOMENT.includes(String(question)) ? [] : [[question, answer]],
    ),
    healthy: verdict.healthy,
    settled: verdict.settled,
    causes: verdict.causes.map(({ cause }: Record<string, unknown>) => cause),
  });
}
