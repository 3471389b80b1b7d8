import { loadStrings } from '../../content/words.ts';
import { format, type Values } from '../../machines/format.ts';
import { language, wordsFile } from './language.ts';

/** What the pages say for themselves comes before what the flow, the popup and the command line say. */
const strings = {
  ...(await loadStrings(wordsFile('ui.yaml'))),
  ...(await loadStrings(wordsFile('site.yaml'))),
};

/** A sentence of content/<language>/site.yaml or ui.yaml. A key that is not there is a bug of ours and stops the build. */
export function text(key: string, values?: Values): string {
  if (strings[key] === undefined) throw new Error(`neither content/${language}/site.yaml nor ui.yaml has "${key}"`);
  return format(strings, language, key, values);
}

/** Every sentence under a key, for a script of the page: `texts('read')` gives `{ lead, code, … }`. */
export function texts(prefix: string): Readonly<Record<string, string>> {
  const known = under.get(prefix) ?? collectUnder(prefix);
  under.set(prefix, known);
  return known;
}

/** Every page asks for the same few: looking through all strings each time shows once there are thousands of pages. */
const under = new Map<string, Readonly<Record<string, string>>>();

function collectUnder(prefix: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(strings)
      .filter(([key]) => key.startsWith(`${prefix}.`))
      .map(([key, value]) => [key.slice(prefix.length + 1), value]),
  );
}
