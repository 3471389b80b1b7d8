/** A point of time as people here write it. What is none stays as it is: a file that somebody sent may hold anything. */
export function formatDateTime(value: string): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) return value;
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }).format(
    time,
  );
}
