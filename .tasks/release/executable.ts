import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { environment, run } from '../run.ts';
import { signAdHoc } from './mach-o.ts';
import type { NodeFor } from './nodes.ts';
import { withoutSignature } from './pe.ts';

/** The name that macOS knows the program by. */
const IDENTIFIER = 'reconnect';

/**
 * One file with Node and the built program in it, by Node's own `--build-sea`. Whether the symbols could be taken out of
 * Node for it; they are a quarter of its size and nobody needs them.
 */
export async function buildExecutable(
  { system, binary, builder }: NodeFor,
  bundle: string,
  output: string,
): Promise<{ readonly stripped: boolean }> {
  const scratch = `${output}.parts`;
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  const node = path.join(scratch, 'node');
  const stripped = await bareNode(system, binary, node);
  const settings = path.join(scratch, 'sea.json');
  await writeFile(
    settings,
    JSON.stringify({
      main: bundle,
      mainFormat: 'module',
      executable: node,
      output,
      disableExperimentalSEAWarning: true,
      // Only an executable for this machine: another system's V8 would turn the cache away, or worse.
      useCodeCache: isOwn(system),
      // What a shell says to Node in NODE_OPTIONS is not meant for this program, and could make it run another.
      execArgvExtension: 'none',
    }),
  );
  // V8 hashes strings by a seed of chance, and the cache shows it: two builds would differ.
  const built = await run(builder, ['--random-seed=1', '--build-sea', settings]);
  if (!built.ok) throw new Error(`no executable for ${system}:\n${built.output}`);
  if (system.startsWith('macos')) await writeFile(output, signAdHoc(await readFile(output), IDENTIFIER));
  await chmod(output, 0o755);
  await rm(scratch, { recursive: true });
  return { stripped };
}

const isOwn = (system: NodeFor['system']): boolean => system === `${process.platform}-${process.arch}`;

/** Node without symbols and signature: both would be wrong once something is put in. */
async function bareNode(system: NodeFor['system'], binary: string, node: string): Promise<boolean> {
  if (system.startsWith('windows')) {
    await writeFile(node, withoutSignature(await readFile(binary)));
    return true;
  }
  // One that reads every format; binutils knows that of this machine only.
  const own = isOwn(system) ? ['strip'] : [];
  for (const program of ['llvm-strip', ...own]) if ((await run(program, ['-o', node, binary])).ok) return true;
  await copyFile(binary, node);
  return false;
}

/** The environment in which everything is built: the time that goes into archives is that of the commit. */
export async function releaseEnvironment(): Promise<{ readonly SOURCE_DATE_EPOCH: string }> {
  const given = environment.SOURCE_DATE_EPOCH;
  if (given !== undefined && /^\d{1,11}$/.test(given)) return { SOURCE_DATE_EPOCH: given };
  const committed = await run('git', ['log', '-1', '--format=%ct']);
  if (!committed.ok) throw new Error('set SOURCE_DATE_EPOCH: there is no git history to take the time from');
  return { SOURCE_DATE_EPOCH: committed.output.trim() };
}
