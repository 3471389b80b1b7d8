import { fieldsOf, isOneOf, isText, isWholeNumber } from '../../machines/schemas/fields.ts';
import { isRejection } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import { SETTINGS_LIMITS, type WatchSettings } from '../settings/settings.ts';

/** How a look at a watched host ended; `unavailable`: the helper could not look. */
export type Look = 'back' | 'away' | 'unavailable';
export const WATCH_ENDS = ['back', 'time-over', 'no-helper'] as const;
export type WatchEnd = (typeof WATCH_ENDS)[number];

/** One host that is watched until it is back. Times are milliseconds since the epoch. */
export interface Watch {
  readonly target: string;
  readonly startedAt: number;
  readonly nextAt: number;
  readonly looks: number;
  /** Looks in a row at which the helper could not look. */
  readonly missed: number;
  /** Why it is over, and since when; what is left is to tell it once it is not quiet. */
  readonly end?: { readonly why: WatchEnd; readonly at: number };
}

export const WATCH_LIMITS = { watches: 5, looks: 500, missed: 3 } as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY_MINUTES = 24 * 60;

export function beginWatch(target: string, now: number, { everyMinutes }: WatchSettings): Watch {
  return { target, startedAt: now, nextAt: now + everyMinutes * MINUTE, looks: 0, missed: 0 };
}

/** INVARIANT: a watch ends by itself: in hours, in looks, when nobody can look, and when the clock was set back. */
export function afterLook(watch: Watch, look: Look, now: number, { everyMinutes, hours }: WatchSettings): Watch {
  const looked = { ...watch, looks: watch.looks + 1, missed: look === 'unavailable' ? watch.missed + 1 : 0 };
  const over = (why: WatchEnd): Watch => ({ ...looked, end: { why, at: now } });
  if (look === 'back') return over('back');
  if (looked.missed >= WATCH_LIMITS.missed) return over('no-helper');
  const nextAt = now + everyMinutes * MINUTE;
  const isClockBack = now < watch.startedAt;
  if (isClockBack || looked.looks >= WATCH_LIMITS.looks || nextAt > watch.startedAt + hours * HOUR)
    return over('time-over');
  return { ...looked, nextAt };
}

export function isDue(watch: Watch, now: number): boolean {
  return watch.end === undefined && dueAt(watch, now) <= now;
}

/** A look that is further away than any interval was planned by a clock that has been set back: it is due now. */
function dueAt({ startedAt, nextAt }: Watch, now: number): number {
  return now < startedAt || nextAt > now + SETTINGS_LIMITS.everyMinutes[1] * MINUTE ? now : nextAt;
}

/** Milliseconds until a notification may come; 0 where it may come now. `minute` is the minute of the local day. */
export function quietFor({ quiet }: WatchSettings, minute: number): number {
  if (quiet === undefined) return 0;
  const { from, until } = quiet;
  const isQuiet = from < until ? minute >= from && minute < until : minute >= from || minute < until;
  return isQuiet ? ((until - minute + DAY_MINUTES) % DAY_MINUTES) * MINUTE : 0;
}

/** When the next alarm is due; undefined where nothing is watched. */
export function nextAlarm(watches: readonly Watch[], now: number, quietMs: number): number | undefined {
  const times = watches.map(watch => (watch.end === undefined ? dueAt(watch, now) : now + quietMs));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** What is stored; a watch that does not fit is none. */
export function readWatches(stored: unknown): readonly Watch[] {
  return Array.isArray(stored) ? stored.slice(0, WATCH_LIMITS.watches).flatMap(value => readWatch(value) ?? []) : [];
}

function readWatch(value: unknown): Watch | undefined {
  const { target, startedAt, nextAt, looks, missed, end } = fieldsOf(value) ?? {};
  const { why, at } = fieldsOf(end) ?? {};
  if (!isText(target, 300) || isRejection(parseTarget(target)) || !isTime(startedAt) || !isTime(nextAt))
    return undefined;
  if (!isWholeNumber(looks, 0, WATCH_LIMITS.looks) || !isWholeNumber(missed, 0, WATCH_LIMITS.missed)) return undefined;
  const watch = { target, startedAt, nextAt, looks, missed };
  return isOneOf(WATCH_ENDS, why) && isTime(at) ? { ...watch, end: { why, at } } : watch;
}

const isTime = (value: unknown): value is number => isWholeNumber(value, 0, Number.MAX_SAFE_INTEGER);
