import { describe, expect, test } from 'vitest';
import { planRetries, settle, type TestResult } from '../../../.tasks/tally.ts';

/** `e2e tests/a.test.ts > block > name: failed`, with what follows the state in brackets as its note. */
function result(line: string): TestResult {
  const [, project = '', kind, file = '', path = '', state = '', note] =
    /^(\w+)(?: (block|file|error))? ([^ ]+)(?: > (.*))?: (\w+)(?: \((.*)\))?$/.exec(line) ?? [];
  if (kind !== undefined && kind !== 'block' && kind !== 'file' && kind !== 'error') throw new Error(line);
  if (state !== 'passed' && state !== 'failed' && state !== 'skipped' && state !== 'unrun') throw new Error(line);
  const names = path === '' ? [] : path.split(' > ');
  return { kind: kind ?? 'test', project, file, path: names, state, ...(note !== undefined && { note }) };
}
const results = (...lines: readonly string[]) => lines.map(result);

describe('planRetries', () => {
  test.each<[given: string, lines: readonly string[], planned: readonly string[]]>([
    ['nothing failed', ['e2e a > x: passed', 'e2e a > y: skipped'], []],
    ['a test outside of any block', ['e2e a > x: failed'], ['a ^x$']],
    ['a test in a block', ['e2e a > b > x: failed'], ['a ^b > ']],
    ['two tests in one block', ['e2e a > b > x: failed', 'e2e a > b > y: failed'], ['a ^b > ']],
    ['a block inside another', ['e2e a > b > x: failed', 'e2e a > b > c > y: failed'], ['a ^b > ']],
    ['the set-up of a block', ['e2e block a > b: failed', 'e2e a > b > x: unrun'], ['a ^b > ']],
    ['a file that broke before its first test', ['e2e file a: failed'], ['a *']],
    ['a test of the lab, which stands alone', ['lab a > b > x: failed'], ['a ^b > x$']],
    ['a test of those that hold a time', ['timed a > b > x: failed'], ['a ^b > ']],
    ['a name full of signs', ['e2e a > (x) [1]? $2.5|*: failed'], ['a ^\\(x\\) \\[1\\]\\? \\$2\\.5\\|\\*$']],
    ['a quick project, where nothing is chance', ['unit a > x: failed', 'tidy a > x: failed'], []],
    ['an error that belongs to no test', ['e2e error a: failed'], []],
    ['more than can be chance', [1, 2, 3, 4, 5, 6, 7].map(at => `e2e a${at} > x: failed`), []],
  ])('%s → what is tried again', (_, lines, planned) => {
    const retries = planRetries(results(...lines));
    expect(retries.map(({ file, pattern }) => `${file} ${pattern ?? '*'}`)).toEqual(planned);
  });
});

describe('settle', () => {
  test.each<[given: string, first: readonly string[], second: readonly string[], told: object]>([
    ['failed, then passed', ['e2e a > x: failed'], ['e2e a > x: passed'], { passed: 1, flaky: ['a > x'] }],
    ['failed twice', ['e2e a > x: failed'], ['e2e a > x: failed'], { failed: ['a > x'] }],
    ['failed, then left out', ['e2e a > x: failed'], ['e2e a > x: unrun'], { failed: ['a > x'] }],
    ['failed without a second try', ['unit a > x: failed'], [], { failed: ['a > x'] }],
    [
      'passed, then failed beside another',
      ['e2e a > x: passed'],
      ['e2e a > x: failed'],
      { passed: 1, flaky: ['a > x'] },
    ],
    ['passed, then left out', ['e2e a > x: passed'], ['e2e a > x: skipped'], { passed: 1 }],
    ['skipped with its reason', ['e2e a > x: skipped (no root)'], [], { skipped: ['a > x: no root'] }],
    ['left out by what broke around it', ['e2e a > x: unrun'], [], { failed: ['a > x: did not run'] }],
    [
      'a block whose set-up broke once',
      ['e2e block a > b: failed (no server)', 'e2e a > b > x: unrun', 'e2e a > b > y: unrun'],
      ['e2e block a > b: passed', 'e2e a > b > x: passed', 'e2e a > b > y: skipped (no root)'],
      { passed: 1, flaky: ['a > b (no server)'], skipped: ['a > b > y: no root'] },
    ],
    [
      'two tests of one name, one of which failed once',
      ['e2e a > x: passed', 'e2e a > x: failed'],
      ['e2e a > x: passed', 'e2e a > x: passed'],
      { passed: 2, flaky: ['a > x'] },
    ],
    [
      'an error of the second try alone',
      ['e2e a > x: failed'],
      ['e2e a > x: passed', 'e2e error a: failed (lost)'],
      { passed: 1, flaky: ['a > x'], failed: ['a (lost)'] },
    ],
  ])('%s → its sum', (_, first, second, told) => {
    const tally = settle(results(...first), [results(...second)]);
    expect(tally).toEqual({ passed: 0, failed: [], flaky: [], skipped: [], ...told });
  });

  test('several second tries, each of which leaves the others’ tests out → each counts for its own', () => {
    const first = results('e2e a > x: failed', 'e2e a > y: failed');
    const tries = [
      results('e2e a > x: passed', 'e2e a > y: skipped'),
      results('e2e a > x: skipped', 'e2e a > y: failed'),
    ];
    expect(settle(first, tries)).toEqual({ passed: 1, failed: ['a > y'], flaky: ['a > x'], skipped: [] });
  });
});
