import { writeFileSync, writeSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { PROGRESS } from './run.ts';
import type { TestResult } from './tally.ts';

/** A file that takes longer is told once it is done, so that half an hour is not silent. */
const LONG_MS = 5_000;

/** Writes what npm test adds up: every test, block and file, with the reason of what was skipped or failed. */
export default class TallyReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    const { duration } = module.diagnostic();
    if (process.env.RECONNECT_TALLY === undefined || (module.ok() && duration < LONG_MS)) return;
    const tests = [...module.children.allTests()];
    const failed = tests.filter(test => test.result().state === 'failed');
    const lines = [
      `       ${module.relativeModuleId}: ${tests.length - failed.length} of ${tests.length} (${(duration / 1000).toFixed(0)} s)`,
      ...failed.map(test => `         failed: ${pathOf(test).join(' > ')}`),
    ];
    show(`${lines.join('\n')}\n`);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const results = [...modules.flatMap(resultsOf), ...errors.map(unhandled)];
    writeFileSync(process.env.RECONNECT_TALLY ?? '/dev/stderr', JSON.stringify(results));
  }
}

/** Whoever reads it may be slow, so that a pipe is full, or gone: the run goes on without it. */
function show(progress: string): void {
  try {
    writeSync(PROGRESS, progress);
  } catch {}
}

function resultsOf(module: TestModule): readonly TestResult[] {
  const { relativeModuleId: file } = module;
  const common = { project: module.project.name, file };
  const blocks = [...module.children.allSuites()].map(
    (suite): TestResult => ({ kind: 'block', ...common, path: pathOf(suite), ...broken(suite.errors()) }),
  );
  const tests = [...module.children.allTests()].map((test): TestResult => {
    const result = test.result();
    const of = { kind: 'test', ...common, path: pathOf(test) } as const;
    if (result.state === 'passed') return { ...of, state: 'passed' };
    if (result.state === 'failed') return { ...of, ...broken(result.errors), state: 'failed' };
    const note = result.state === 'skipped' ? result.note : undefined;
    if (note !== undefined) return { ...of, state: 'skipped', note };
    return { ...of, state: test.options.mode === 'skip' && !isBroken(test) ? 'skipped' : 'unrun' };
  });
  // A file that breaks before its first test must not vanish from the count.
  const silent = module.state() === 'failed' && tests.length === 0;
  const own = broken(module.errors());
  return [{ kind: 'file', ...common, path: [], ...own, ...(silent && { state: 'failed' }) }, ...blocks, ...tests];
}

function pathOf(entity: TestCase | TestSuite): readonly string[] {
  return entity.parent.type === 'module' ? [entity.name] : [...pathOf(entity.parent), entity.name];
}

/** Whether the set-up of something around it broke, so that it never had its turn. */
function isBroken({ parent }: TestCase | TestSuite): boolean {
  return parent.errors().length > 0 || (parent.type === 'suite' && isBroken(parent));
}

function broken(errors: readonly { readonly message: string }[]): Pick<TestResult, 'state' | 'note'> {
  const [first] = errors;
  return first === undefined ? { state: 'passed' } : { state: 'failed', note: firstLine(first.message) };
}

function unhandled(error: unknown): TestResult {
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : `${error}`;
  return { kind: 'error', project: '', file: 'between the tests', path: [], state: 'failed', note: firstLine(message) };
}

const firstLine = (text: string) => text.split('\n', 1)[0] ?? '';
