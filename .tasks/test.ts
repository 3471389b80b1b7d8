import path from 'node:path';
import { type Outcome, run } from './run.ts';
import { runTests } from './run-tests.ts';

/** Each TypeScript project has its own `lib` and `types`: the core without a DOM or Node, the codecs without Node, and so on. */
const PROJECTS = [
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

/** The compiler in native code. The one in JavaScript stays beside it for the packages that call it, `astro check` first. */
const TSC = path.join('node_modules', 'typescript-native', 'bin', 'tsc');

/** What a check keeps for its next run: of files that have not changed since. */
const CACHE = path.join('node_modules', '.cache', 'reconnect');

const quick = process.argv.includes('--quick');
const total = { passed: 0, failed: [] as string[], flaky: [] as string[], skipped: [] as string[] };
const started = performance.now();

const sourceChecks = [
  layers,
  () => check('lint', 'biome', ['check', '--error-on-warnings', '.']),
  () => check('dead code', 'knip', ['--no-progress', '--cache', '--cache-location', path.join(CACHE, 'knip')]),
];
if (quick) {
  await Promise.all([tests(['unit']), inPairs([...sourceChecks, types])]);
} else {
  await inPairs(sourceChecks);
  await types();
  await check('types of site', 'astro', ['check', '--tsconfig', 'site/tsconfig.json']);
  await check('build', process.execPath, ['.tasks/build.ts']);
  await tests(['unit', 'integration', 'model', 'tidy', 'fuzz']);
  await tests(['e2e', 'timed']);
  await tests(['lab']);
}

for (const name of total.skipped) console.log(`skipped: ${name}`);
// Named last, so that nobody has to look for them above.
for (const name of total.flaky) console.log(`flaky: ${name}`);
for (const name of total.failed) console.log(`failed: ${name}`);
const flaky = total.flaky.length > 0 ? `, ${total.flaky.length} flaky: failed once, passed on its own` : '';
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s${flaky}`);
const skips = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
console.log(`${total.passed} passed, ${total.failed.length} failed${skips}`);
process.exitCode = total.failed.length > 0 ? 1 : 0;

/** What was checked before and has not changed since is not checked again. */
function types(): Promise<boolean> {
  return check('types', process.execPath, [TSC, '--build', ...PROJECTS]);
}

async function check(name: string, command: string, args: readonly string[]): Promise<boolean> {
  return report(name, await run(command, args));
}

function report(name: string, outcome: Outcome): boolean {
  const seconds = (outcome.elapsedMs / 1000).toFixed(1);
  console.log(`${outcome.ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (outcome.ok) total.passed++;
  else {
    total.failed.push(name);
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
  const { tally, output, elapsedMs } = await runTests(projects);
  const ok = tally.failed.length === 0;
  const seconds = (elapsedMs / 1000).toFixed(1);
  console.log(`${ok ? 'ok    ' : 'FAILED'} tests of ${projects.join(', ')}: ${tally.passed} (${seconds} s)`);
  if (!ok || tally.flaky.length > 0) console.log(output);
  total.passed += tally.passed;
  total.failed.push(...tally.failed);
  total.flaky.push(...tally.flaky);
  total.skipped.push(...tally.skipped);
}

/** Two at a time: the machines this runs on have two cores. */
async function inPairs(jobs: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...jobs];
  const work = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await job();
  };
  await Promise.all([work(), work()]);
}
