/** The sentences that a page brings for its script, from its `<script type="application/json">`. */
export function wordsOf(id: string): (key: string, values?: Readonly<Record<string, string | number>>) => string {
  const words: unknown = JSON.parse(document.getElementById(id)?.textContent ?? '{}');
  const strings = new Map(Object.entries(typeof words === 'object' && words !== null ? words : {}));
  return (key, values = {}) =>
    String(strings.get(key) ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
