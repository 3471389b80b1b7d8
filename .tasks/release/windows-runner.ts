import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WindowsRun } from './wine.ts';

/**
 * Runs inside Windows, by Node's own executable: starts what the files of a folder ask for, and writes down what came of
 * it. It imports nothing of ours, because it lies there alone.
 */
const folder = process.argv[2] ?? '';
const LONGEST_RUN_MS = 120_000;
const LOOK_EVERY_MS = 50;
const ROOM_FOR_OUTPUT = 64 * 1024 * 1024;

writeFileSync(path.join(folder, 'ready'), '');
for (let next = 1; !existsSync(path.join(folder, 'stop')); ) {
  const name = path.join(folder, String(next));
  if (existsSync(`${name}.call`)) {
    const runs: readonly PlainRun[] = JSON.parse(readFileSync(`${name}.call`, 'utf8'));
    writeFileSync(`${name}.written`, JSON.stringify(runs.map(outcomeOf)));
    renameSync(`${name}.written`, `${name}.answer`);
    next++;
  } else await wait(LOOK_EVERY_MS);
}

/** What `wine.ts` writes: bytes do not go through JSON. */
type PlainRun = Omit<WindowsRun, 'input'> & { readonly input: string };

function outcomeOf({ file, words, env, cwd, input, verbatim }: PlainRun) {
  const { status, stdout, stderr, error } = spawnSync(file, words, {
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
    input: Buffer.from(input, 'base64'),
    timeout: LONGEST_RUN_MS,
    maxBuffer: ROOM_FOR_OUTPUT,
    windowsVerbatimArguments: verbatim === true,
  });
  return {
    code: status,
    stdout: (stdout ?? Buffer.alloc(0)).toString('base64'),
    stderr: (stderr ?? Buffer.alloc(0)).toString('base64'),
    ...(error && { error: error.message }),
  };
}
