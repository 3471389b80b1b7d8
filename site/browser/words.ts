import { format, type Values } from '../../machines/format.ts';

/** The sentences that a page brings for its script, from its `<script type="application/json">`. */
export function wordsOf(id: string): (key: string, values?: Values) => string {
  const words: unknown = JSON.parse(document.getElementById(id)?.textContent ?? '{}');
  const entries = Object.entries(typeof words === 'object' && words !== null ? words : {});
  const strings = Object.fromEntries(entries.map(([key, text]) => [key, String(text)]));
  return (key, values) => format(strings, document.documentElement.lang, key, values);
}
