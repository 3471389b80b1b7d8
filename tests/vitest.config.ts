import os from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Vitest would leave one core idle: of two, half the machine. */
const maxWorkers = os.availableParallelism();

/** End-to-end tests that hold a time: nothing runs beside them. Every other one waits for what it needs. */
const TIMED = ['tests/e2e/helper.test.ts', 'tests/e2e/many.test.ts', 'tests/e2e/exporter.test.ts'];

/** These begin first, the longest at the front, so that no core waits for another one at the end. */
const LONG = ['access', 'popup', 'options', 'bridge', 'budgets', 'layout', 'offline'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex(name => moduleId.endsWith(`/e2e/${name}.test.ts`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

/** What an end-to-end file starts is its own: profile, home, ports, folders. So several of them run at once. */
const e2e = {
  // Deadlines catch what never comes: how long the rest takes is up to what else the machine does.
  testTimeout: 240_000,
  expect: { poll: { timeout: 60_000 } },
  hookTimeout: 240_000,
};

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      // Pure, so that files may share what they import.
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          isolate: false,
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // They start programs, or read all that is said in every language: too long for `npm run check`.
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          maxWorkers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'model', include: ['tests/model/**/*.test.ts'], maxWorkers, testTimeout: 60_000 },
      },
      { extends: true, test: { name: 'tidy', include: ['tests/tidy/**/*.test.ts'], maxWorkers, testTimeout: 60_000 } },
      { extends: true, test: { name: 'fuzz', include: ['tests/fuzz/**/*.test.ts'], maxWorkers, testTimeout: 120_000 } },
      {
        extends: true,
        test: {
          ...e2e,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: TIMED,
          maxWorkers,
        },
      },
      {
        extends: true,
        test: { ...e2e, name: 'timed', include: TIMED, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: ['tests/lab/**/*.test.ts'],
          // Each file has namespaces of its own, and waits in them for what never comes.
          maxWorkers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
