import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Tally } from './reporter.ts';
import { type Outcome, root, run } from './run.ts';

/** Each world is checked against its own library: the core without a DOM or Node, the codecs without Node, and so on. */
const WORLDS = [
  '.',
  'machines',
  'content',
  'machines/rdp',
  'extension/helper',
  'extension',
  'site/widget',
  'tests',
  'tests/unit/widget/typings',
  'tests/unit/widget/typings/page',
];

const quick = process.argv.includes('--quick');
const total: Tally = { passed: 0, failed: 0, skipped: [] };
const started = performance.now();

await check('lint', 'biome', ['check', '--error-on-warnings', '.']);
await layers();
await check('dead code', 'knip', ['--no-progress']);
const worlds = WORLDS.map(world => () => types(world));
if (quick) {
  await Promise.all([tests(['unit']), inPairs(worlds)]);
} else {
  await inPairs(worlds);
  await check('types of site', 'astro', ['check', '--tsconfig', 'site/tsconfig.json']);
  await check('build', process.execPath, ['.tasks/build.ts']);
  await tests(['unit', 'model', 'tidy', 'fuzz']);
  await tests(['e2e']);
  await tests(['lab']);
}

for (const skipped of total.skipped) console.log(`skipped: ${skipped}`);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);
const skips = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skips}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** What was checked before and has not changed since is not checked again. */
function types(world: string): Promise<boolean> {
  const known = path.join('node_modules', '.cache', 'reconnect', `${world.replaceAll('/', '-')}.tsbuildinfo`);
  return check(`types of ${world}`, 'tsc', ['-p', world, '--incremental', '--tsBuildInfoFile', known]);
}

async function check(name: string, command: string, args: readonly string[]): Promise<boolean> {
  return report(name, await run(command, args));
}

function report(name: string, outcome: Outcome): boolean {
  const seconds = (outcome.elapsedMs / 1000).toFixed(1);
  console.log(`${outcome.ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (outcome.ok) total.passed++;
  else {
    total.failed++;
    console.log(outcome.output);
  }
  return outcome.ok;
}

/** dependency-cruiser stays green when it cannot read a file, so it must also have seen every source file. */
async function layers(): Promise<void> {
  const folders = ['machines', 'content', 'extension', 'site', 'tests'];
  const outcome = await run('depcruise', [
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'err-long',
    ...folders,
  ]);
  const cruised = Number(/(\d+) modules/.exec(outcome.output)?.[1] ?? 0);
  const listed = await run('git', ['ls-files', ...folders.map(folder => `${folder}/**/*.ts`)]);
  const expected = listed.output.split('\n').filter(line => line.endsWith('.ts') && !line.endsWith('.d.ts')).length;
  const seenAll = cruised >= expected;
  const more = seenAll ? '' : `\nsaw ${cruised} modules, but there are ${expected} source files`;
  report('layers', { ...outcome, ok: outcome.ok && seenAll, output: outcome.output + more });
}

async function tests(projects: readonly string[]): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-tally-'));
  const file = path.join(folder, 'tally.json');
  process.env.RECONNECT_TALLY = file;
  const { environment } = await import('./run.ts');
  environment.RECONNECT_TALLY = file;
  const chosen = projects.flatMap(project => ['--project', project]);
  const reporters = ['--reporter', 'default', '--reporter', path.join(root, '.tasks', 'reporter.ts')];
  const outcome = await run('vitest', ['run', '-c', 'tests/vitest.config.ts', ...chosen, ...reporters]);
  const seconds = (outcome.elapsedMs / 1000).toFixed(1);
  const tally = await readFile(file, 'utf8').then(
    text => JSON.parse(text) as Tally,
    () => undefined,
  );
  await rm(folder, { recursive: true, force: true });
  const failed = tally?.failed ?? 1;
  const ok = outcome.ok && failed === 0;
  console.log(`${ok ? 'ok    ' : 'FAILED'} tests of ${projects.join(', ')}: ${tally?.passed ?? 0} (${seconds} s)`);
  if (!ok) console.log(outcome.output);
  total.passed += tally?.passed ?? 0;
  total.failed += ok ? 0 : Math.max(1, failed);
  total.skipped.push(...(tally?.skipped ?? []));
}

/** Two at a time: the machines this runs on have two cores. */
async function inPairs(jobs: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...jobs];
  const work = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await job();
  };
  await Promise.all([work(), work()]);
}
