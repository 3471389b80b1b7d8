const DAY_MS = 86_400_000;
const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365],
  ['month', 30.4],
  ['week', 7],
  ['day', 1],
];

/** How old a day or a month is, in the words of a language: `3 months ago`. Nothing for what is still to come. */
export function ageOf(date: string, now: number, language: string): string {
  const then = Date.parse(date);
  const days = Math.floor((now - then) / DAY_MS);
  if (!(days >= 0)) return '';
  const [unit, length] = UNITS.find(([, span]) => days >= 2 * span) ?? (['day', 1] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-Math.floor(days / length), unit);
}

/** Dates that say so get their age beside them: a page is built once, and read for years. */
export function showAges(root: ParentNode): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[data-age]')) {
    const age = ageOf(time.dateTime, Date.now(), document.documentElement.lang);
    if (age !== '') time.append(` (${age})`);
  }
}
