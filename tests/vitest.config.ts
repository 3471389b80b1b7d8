import os from 'node:os';
import { defineConfig } from 'vitest/config';

/** Vitest would leave one core idle: of two, half the machine. */
const maxWorkers = os.availableParallelism();

/** Quick projects are pure and parallel; the others start browsers and servers, so they run one file at a time. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects: [
      // Pure, so that files may share what they import.
      {
        extends: true,
        test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], isolate: false, maxWorkers, testTimeout: 60_000 },
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
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false,
          // Deadlines catch what never comes: how long the rest takes is up to what else the machine does.
          testTimeout: 240_000,
          expect: { poll: { timeout: 60_000 } },
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: ['tests/lab/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
