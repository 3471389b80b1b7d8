import { expect, test } from 'vitest';
import {
  afterLook,
  beginWatch,
  isDue,
  type Look,
  nextAlarm,
  quietFor,
  readWatches,
  WATCH_LIMITS,
  type WatchEnd,
} from '../../../extension/storage/watching.ts';

const MINUTE = 60_000;
const SETTINGS = { everyMinutes: 2, hours: 1 };

/** Looks every two minutes until it is over. */
function watchThrough(looks: (round: number) => Look, settings = SETTINGS) {
  let watch = beginWatch('pc1', 0, settings);
  for (let round = 1; watch.end === undefined; round++) {
    expect(isDue(watch, watch.nextAt - 1)).toBe(false);
    expect(isDue(watch, watch.nextAt)).toBe(true);
    watch = afterLook(watch, looks(round), watch.nextAt, settings);
  }
  return watch;
}

test.each<[name: string, looks: (round: number) => Look, why: WatchEnd, rounds: number]>([
  ['back at once', () => 'back', 'back', 1],
  ['back later', round => (round === 9 ? 'back' : 'away'), 'back', 9],
  ['never back', () => 'away', 'time-over', 30],
  ['nobody can look', () => 'unavailable', 'no-helper', 3],
  ['nobody could look for a while', round => (round % 3 === 0 ? 'away' : 'unavailable'), 'time-over', 30],
])('%s: over with %s', (_, looks, why, rounds) => {
  const watch = watchThrough(looks);
  expect(watch.end?.why).toBe(why);
  expect(watch.looks).toBe(rounds);
});

test('however often and long, looks are counted', () => {
  expect(watchThrough(() => 'away', { everyMinutes: 1, hours: 72 }).looks).toBe(WATCH_LIMITS.looks);
});

test.each<[from: number, until: number, minute: number, quietMinutes: number]>([
  [22 * 60, 7 * 60, 23 * 60, 8 * 60],
  [22 * 60, 7 * 60, 60, 6 * 60],
  [22 * 60, 7 * 60, 7 * 60, 0],
  [22 * 60, 7 * 60, 12 * 60, 0],
  [22 * 60, 7 * 60, 22 * 60, 9 * 60],
  [9 * 60, 17 * 60, 10 * 60, 7 * 60],
  [9 * 60, 17 * 60, 17 * 60, 0],
  [9 * 60, 17 * 60, 8 * 60, 0],
])('quiet from %i until %i, at %i: for %i minutes', (from, until, minute, quietMinutes) => {
  expect(quietFor({ ...SETTINGS, quiet: { from, until } }, minute)).toBe(quietMinutes * MINUTE);
});

test('watch: the clock is set back to before its beginning → looked at once more, and over', () => {
  const watch = beginWatch('pc1', 365 * 24 * 60 * MINUTE, SETTINGS);
  expect(isDue(watch, MINUTE)).toBe(true);
  expect(afterLook(watch, 'away', MINUTE, SETTINGS).end).toEqual({ why: 'time-over', at: MINUTE });
  expect(afterLook(watch, 'back', MINUTE, SETTINGS).end?.why).toBe('back');
});

test('the next alarm is that of the next look, or the end of the quiet hours for what is to be told', () => {
  const watch = beginWatch('pc1', 0, SETTINGS);
  const over = { ...watch, end: { why: 'back' as const, at: 5 } };
  expect(nextAlarm([], 0, 0)).toBeUndefined();
  expect(nextAlarm([watch, beginWatch('pc2', 10, SETTINGS)], 10, 0)).toBe(2 * MINUTE);
  expect(nextAlarm([over], 100, 7 * MINUTE)).toBe(100 + 7 * MINUTE);
});

test('a stored watch that does not fit is none', () => {
  const watch = beginWatch('pc1', 0, SETTINGS);
  const bad = [{ ...watch, target: 'http://x' }, { ...watch, looks: -1 }, { ...watch, nextAt: 'soon' }, null, 'pc1'];
  expect(readWatches([watch, ...bad])).toEqual([watch]);
  expect(readWatches(Array(9).fill(watch))).toHaveLength(WATCH_LIMITS.watches);
  expect(readWatches({ 0: watch })).toEqual([]);
});

test.each<[name: string, now: number]>([
  ['a year', 400 * 24 * 60 * MINUTE - 365 * 24 * 60 * MINUTE],
  ['a minute more than it has run', 400 * 24 * 60 * MINUTE - 2 * MINUTE],
])('watch: the clock is set back by %s → it is due at once, and over after that look', (_, now) => {
  const watch = { ...beginWatch('pc1', 400 * 24 * 60 * MINUTE, SETTINGS), looks: 1 };
  expect(isDue(watch, now)).toBe(true);
  expect(nextAlarm([watch], now, 0)).toBeLessThanOrEqual(now);
  expect(afterLook(watch, 'away', now, SETTINGS).end).toEqual({ why: 'time-over', at: now });
  expect(afterLook(watch, 'back', now, SETTINGS).end?.why).toBe('back');
});

test('watch: a look is planned later than any interval → it is due now', () => {
  const watch = { ...beginWatch('pc1', 0, SETTINGS), nextAt: 100 * 60 * MINUTE };
  expect(isDue(watch, MINUTE)).toBe(true);
});
