import path from 'node:path';
import { startPracticeHosts } from '../../extension/helper/practice/index.ts';
import { root, run } from '../run.ts';
import { expectNone } from './acceptance.ts';

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

/**
 * Stops where a program comes to another conclusion about a practice host than the script does on this machine. `leaveOut`
 * are hosts about which it cannot say the same.
 */
export async function expectScriptsConclusions(
  runProgram: RunProgram,
  leaveOut: readonly string[] = [],
): Promise<string> {
  const practice = await startPracticeHosts({});
  try {
    const hosts = practice.hosts.filter(({ id }) => !leaveOut.includes(id));
    const commands: readonly (readonly string[])[] = hosts.map(({ host, port }) => [
      'check',
      `${host}:${port}`,
      '--json',
    ]);
    const first = await differing(runProgram, commands);
    // What a deadline cut short on a busy machine is asked once more; what is the program's own differs again.
    const again = await differing(runProgram, [...first.keys()]);
    const nameOf = (command: readonly string[]) => hosts[commands.indexOf(command)]?.id;
    expectNone([...again].map(([command, fields]) => `${nameOf(command)}: ${fields.join(', ')}`));
    const without = leaveOut.length > 0 ? ` without ${leaveOut.join(', ')}` : '';
    return `${commands.length} practice hosts${without}${first.size > 0 ? `, ${first.size} of them asked twice` : ''}`;
  } finally {
    await practice.close();
  }
}

/** The commands that the program answers otherwise than the script, each with what differs. */
async function differing(
  runProgram: RunProgram,
  commands: readonly (readonly string[])[],
): Promise<ReadonlyMap<readonly string[], readonly string[]>> {
  const printed = commands.length === 0 ? [] : await runProgram(commands);
  const different = new Map<readonly string[], readonly string[]>();
  for (const [at, command] of commands.entries()) {
    const script = conclusionOf((await run(process.execPath, [SCRIPT, ...command])).output);
    const fields = differencesOf(conclusionOf(printed[at] ?? ''), script);
    if (fields.length > 0) different.set(command, fields);
  }
  return different;
}

/** How steady a network is depends on what else the machine does at that moment. */
const OF_THE_MOMENT = 'quality';

/** What a check came to, field by field; how long each part took differs from run to run. */
type Conclusion = Readonly<
  Record<'stages' | 'findings' | 'quality' | 'healthy' | 'settled' | 'first' | 'others', string>
>;

function conclusionOf(output: string): Conclusion {
  if (!output.startsWith('{')) throw new Error(`no JSON, but ${output.trim().slice(0, 500)}`);
  const { stages, findings, verdict } = JSON.parse(output);
  const answers: readonly string[] = findings.map(
    ({ question, answer }: Record<string, unknown>) => `${question}=${answer}`,
  );
  const isOfTheMoment = (answer: string) => answer.startsWith(`${OF_THE_MOMENT}=`);
  const [first = '', ...others] = verdict.causes.map(({ cause }: Record<string, unknown>) => `${cause}`);
  return {
    stages: stages.map(({ stage, outcome }: Record<string, unknown>) => `${stage}=${outcome}`).join(' '),
    findings: answers.filter(answer => !isOfTheMoment(answer)).join(' '),
    quality: answers.filter(isOfTheMoment).join(' '),
    healthy: `${verdict.healthy}`,
    settled: `${verdict.settled}`,
    first,
    others: others.join(' '),
  };
}

/** The cause that a person is shown counts always, the ranking behind it where both saw the same. */
function differencesOf(program: Conclusion, script: Conclusion): readonly string[] {
  const fields = ['stages', 'findings', 'healthy', 'settled', 'first'] as const;
  const compared = program.quality === script.quality ? [...fields, 'others' as const] : fields;
  return compared
    .filter(field => program[field] !== script[field])
    .map(field => `${field} “${program[field]}”, where the script says “${script[field]}”`);
}
