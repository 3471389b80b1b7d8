const FORM = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/;
/** The first year of Windows' own clock, and one that no clock of a case will reach: beyond them a date is a fault. */
const YEARS = { first: 1601, last: 2200 } as const;

/**
 * A point of time as cases and reports write it (ISO 8601, UTC), or nothing where it is no real one: what passes here can
 * be made a `Date` and be written out by `Intl`. V8 reads 31 February as a day in March, so the day is compared.
 */
export function parseDateTime(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const [, year, month, day] = FORM.exec(value) ?? [];
  const date = new Date(value);
  if (year === undefined || Number.isNaN(date.getTime())) return undefined;
  const isInRange = Number(year) >= YEARS.first && Number(year) <= YEARS.last;
  return isInRange && date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day) ? value : undefined;
}

/** The same point of time, or `now` where it is later: a clock that ran ahead must not win against every other date. */
export function notAfter(dateTime: string, now: Date): string {
  return new Date(dateTime) > now ? now.toISOString() : dateTime;
}
