import browser from 'webextension-polyfill';
import { fieldsOf, isWholeNumber } from '../../machines/schemas/fields.ts';
import { withStorageLock } from '../storage/storage-lock.ts';

/** How often one origin may ask for a check; a person hardly needs more. */
export const RATE_LIMITS = { perMinute: 6, perHour: 60 } as const;
const KEY = 'asked';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Whether one more check fits, with the times that still count. Pure. */
export function admit(
  times: readonly number[],
  now: number,
): { readonly ok: boolean; readonly times: readonly number[] } {
  const recent = times.filter(time => time <= now && time > now - HOUR);
  const ok =
    recent.length < RATE_LIMITS.perHour && recent.filter(time => time > now - MINUTE).length < RATE_LIMITS.perMinute;
  return { ok, times: ok ? [...recent, now] : recent };
}

/** The same over the life of several workers, and for tabs that ask at once: the times are in the browser's memory. */
export function admitCheck(origin: string, now: number): Promise<boolean> {
  return withStorageLock(KEY, async () => {
    const asked = fieldsOf((await browser.storage.session.get(KEY))[KEY]) ?? {};
    const before = asked[origin];
    const known = Array.isArray(before) ? before.filter(time => isWholeNumber(time, 0, Number.MAX_SAFE_INTEGER)) : [];
    const { ok, times } = admit(known, now);
    await browser.storage.session.set({ [KEY]: { ...asked, [origin]: times } });
    return ok;
  });
}
