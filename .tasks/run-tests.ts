import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Outcome, root, run } from './run.ts';
import { planRetries, type Retry, settle, type Tally, type TestResult } from './tally.ts';

export interface TestRun {
  readonly tally: Tally;
  /** What vitest printed, of the second tries too. */
  readonly output: string;
  readonly elapsedMs: number;
}

const CONFIG = 'tests/vitest.config.ts';

/** Runs the projects, and what may have failed by chance once more on its own. */
export async function runTests(projects: readonly string[], config: string = CONFIG): Promise<TestRun> {
  const first = await runOnce(
    projects.flatMap(project => ['--project', project]),
    config,
  );
  const outcomes = [first.outcome];
  const tries: (readonly TestResult[])[] = [];
  for (const retry of planRetries(first.results)) {
    const again = await runOnce(argumentsOf(retry), config);
    outcomes.push(again.outcome);
    tries.push(again.results);
  }
  return {
    tally: settle(first.results, tries),
    output: outcomes.map(({ output }) => output).join('\n--- tried once more ---\n'),
    elapsedMs: outcomes.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
  };
}

function argumentsOf({ project, file, pattern }: Retry): readonly string[] {
  return ['--project', project, file, ...(pattern === undefined ? [] : ['--testNamePattern', pattern])];
}

async function runOnce(
  chosen: readonly string[],
  config: string,
): Promise<{ readonly outcome: Outcome; readonly results: readonly TestResult[] }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-tally-'));
  const file = path.join(folder, 'tally.json');
  const reporters = ['--reporter', 'default', '--reporter', path.join(root, '.tasks', 'reporter.ts')];
  const outcome = await run('vitest', ['run', '-c', config, ...chosen, ...reporters], {
    more: { RECONNECT_TALLY: file },
  });
  const written = await readFile(file, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  const results: readonly TestResult[] = written === undefined ? [] : JSON.parse(written);
  // Vitest may end before it reports, or find a fault that belongs to no test: it never counts as well.
  const told = outcome.ok || results.some(({ state }) => state === 'failed');
  return { outcome, results: told ? results : [...results, endedBadly(chosen)] };
}

function endedBadly(chosen: readonly string[]): TestResult {
  const note = 'vitest failed without naming a test';
  return { kind: 'error', project: '', file: chosen.join(' '), path: [], state: 'failed', note };
}
