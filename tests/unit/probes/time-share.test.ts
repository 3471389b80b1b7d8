import { expect, test } from 'vitest';
import { TimeShare } from '../../../extension/helper/time-share.ts';

function shareOf(share: number, savedMs: number) {
  const clock = { ms: 0 };
  return { clock, starts: new TimeShare(share, savedMs, () => clock.ms) };
}

/** Starts as many as it may in `ms`, each of which holds the loop up for `heldMs`. */
function startsWithin(ms: number, heldMs: number): number {
  const { clock, starts } = shareOf(0.1, 2_000);
  let started = 0;
  while (clock.ms < ms) {
    const waitMs = starts.reserve(ms - clock.ms);
    if (waitMs === undefined) break;
    clock.ms += waitMs + heldMs;
    starts.spend(heldMs);
    started++;
  }
  return started;
}

test.each([2, 12, 80])(
  'time share: starts that take %i ms each, for 20 s → a tenth of the time and what was saved',
  heldMs => {
    const started = startsWithin(20_000, heldMs);
    expect(started * heldMs).toBeLessThanOrEqual(0.1 * 22_000 + 2 * heldMs);
    expect(started * heldMs).toBeGreaterThan(0.1 * 20_000 - 2 * heldMs);
  },
);

test('time share: a dozen at once after a rest → none waits', () => {
  const { starts } = shareOf(0.1, 2_000);
  starts.spend(12);
  expect(Array.from({ length: 12 }, () => starts.reserve(0))).toEqual(Array(12).fill(0));
});

test('time share: no room before the last moment → nothing is reserved, and it comes with time', () => {
  const { clock, starts } = shareOf(0.1, 0);
  starts.spend(50);
  expect(starts.reserve(0)).toBe(0);
  expect([starts.reserve(499), starts.reserve(499)]).toEqual([undefined, undefined]);
  clock.ms = 100;
  expect(starts.reserve(499)).toBe(400);
});

test('time share: what was saved is used up → spent, until its time has come', () => {
  const { clock, starts } = shareOf(0.1, 2_000);
  expect(starts.isSpent).toBe(false);
  starts.reserve(0);
  starts.spend(300);
  starts.reserve(0);
  expect(starts.isSpent).toBe(true);
  clock.ms += 3_000;
  expect(starts.isSpent).toBe(false);
});
