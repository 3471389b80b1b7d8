import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { endOf } from '../../../.tasks/debian.ts';

/** Reports a file that failed, in a process whose descriptor for progress is the one given. */
const SCRIPT = `
const { default: TallyReporter } = await import(process.argv[1]);
new TallyReporter().onTestModuleEnd({
  relativeModuleId: 'tests/some.test.ts',
  diagnostic: () => ({ duration: 7_000 }),
  ok: () => false,
  children: { allTests: () => [] },
});
`;
const REPORTER = path.resolve(import.meta.dirname, '../../../.tasks/reporter.ts');

async function reportTo(progress: number) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, REPORTER], {
    env: { ...process.env, RECONNECT_TALLY: os.devNull, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe', progress],
  });
  return endOf(child).finally(() => closeSync(progress));
}

test('TallyReporter: a file ends → a line of progress', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-progress-'));
  const file = path.join(folder, 'progress');
  expect(await reportTo(openSync(file, 'w'))).toEqual({ code: 0, output: '' });
  expect(readFileSync(file, 'utf8')).toContain('tests/some.test.ts: 0 of 0 (7 s)');
  await rm(folder, { recursive: true });
});

test('TallyReporter: nobody can be shown progress → the run goes on', async () => {
  expect(await reportTo(openSync(os.devNull, 'r'))).toEqual({ code: 0, output: '' });
});
