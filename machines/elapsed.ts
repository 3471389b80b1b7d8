/** `12 ms`, `3.4 sec`: as written beside the path, in every front end and in the report. */
export function formatElapsed(elapsedMs: number, language: string): string {
  const unit = elapsedMs < 1000 ? 'millisecond' : 'second';
  const length = unit === 'second' ? (elapsedMs / 1000).toFixed(1) : elapsedMs.toFixed();
  return Number(length).toLocaleString(language, { style: 'unit', unit });
}
