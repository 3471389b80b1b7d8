/** `12 ms`, `3.0 s`: as written beside the path, in every front end and in the report. */
export function formatElapsed(elapsedMs: number): string {
  return elapsedMs < 1000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`;
}
