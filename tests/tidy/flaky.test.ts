import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runTests } from '../../.tasks/run-tests.ts';

/** Fails for as long as a file is not there, and makes it: once. */
const TESTS = `
import { existsSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
const firstTime = name => {
  const file = new URL(name, import.meta.url);
  const first = !existsSync(file);
  writeFileSync(file, '');
  return first;
};
test('passes', () => {});
test('fails once (a [sign]?)', () => expect(firstTime('once')).toBe(false));
test('fails always', () => expect(1).toBe(2));
test('is skipped', context => context.skip('no server'));
describe('a block whose set-up breaks once', () => {
  beforeAll(() => { if (firstTime('set-up')) throw new Error('did not listen'); });
  test('then runs', () => {});
});
describe('a block', () => {
  let made = false;
  test('makes something', () => { made = true; });
  test('fails once, and needs the one before it', () => {
    expect(made).toBe(true);
    expect(firstTime('needs')).toBe(false);
  });
});
describe.skipIf(true)('a block that is switched off', () => { test('is not run', () => {}); });
`;
const CONFIG = `export default { root: import.meta.dirname, test: { projects: [{ test: { name: 'e2e', include: ['*.test.js'] } }] } };`;

test('runTests: what fails once → passes and is named flaky; what fails twice → fails by its name', async () => {
  // Under the packages, so that the tests in it find vitest.
  const folder = await mkdtemp(path.resolve(import.meta.dirname, '../../node_modules/.reconnect-flaky-'));
  await writeFile(path.join(folder, 'some.test.js'), TESTS);
  await writeFile(path.join(folder, 'vitest.config.js'), CONFIG);
  const { tally } = await runTests(['e2e'], path.join(folder, 'vitest.config.js'));
  await rm(folder, { recursive: true });
  expect(tally).toEqual({
    passed: 5,
    failed: ['some.test.js > fails always'],
    flaky: [
      'some.test.js > a block whose set-up breaks once (did not listen)',
      'some.test.js > fails once (a [sign]?)',
      'some.test.js > a block > fails once, and needs the one before it',
    ],
    skipped: [
      'some.test.js > is skipped: no server',
      'some.test.js > a block that is switched off > is not run: what it needs is not on this machine, or it is switched off in the source',
    ],
  });
});
