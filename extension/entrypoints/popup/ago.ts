const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "2 minutes ago", in the language of the page. */
export function ago(elapsedMs: number): string {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  const [unit, length] = UNITS.find(([, least]) => elapsedMs >= least) ?? ['minute', 60_000];
  return elapsedMs < 60_000 ? format.format(0, 'second') : format.format(-Math.floor(elapsedMs / length), unit);
}
