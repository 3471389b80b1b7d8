import { expect, test } from 'vitest';
import type { FuzzTarget } from './fuzz-target.ts';
import { FUZZ_TARGETS, fuzz } from './fuzz-targets.ts';

/** About a minute over all targets; `npm run bench -- fuzz` gives them ten million. Other bytes with FUZZ_SEED. */
const INPUTS = 2_000_000;
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123);

test('FUZZ_TARGETS: shares → sum to 1', () => {
  expect(FUZZ_TARGETS.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
});

test.each(FUZZ_TARGETS.map((target): [string, FuzzTarget] => [target.name, target]))(
  '%s: whatever comes',
  (_, target) => {
    const { slowestMs } = fuzz(target, INPUTS * target.share, SEED);
    // No input of some hundred bytes may hang a parser; a busy machine alone takes no seconds.
    expect(slowestMs).toBeLessThan(5_000);
  },
);
