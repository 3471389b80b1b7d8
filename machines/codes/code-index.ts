import type { CodeKnowledge } from '../knowledge.ts';
import { compare } from './compared-text.ts';
import { type CodeEntries, entriesOf, grouped } from './entry.ts';
import { bagMessages, fragmentsOf, type MessageBags } from './message-bags.ts';
import { isUnspaced } from './words.ts';

/** A recognisable fragment of a dialog. */
export interface Wording {
  readonly row: CodeKnowledge;
  /** As they are compared. What stands in between, such as a name, is left out. */
  readonly parts: readonly string[];
  /** How much it tells, in letters of an alphabet: a Chinese one tells as much as three. */
  readonly length: number;
}

/** What the look-up needs, made once for each catalogue. */
export interface CodeIndex extends CodeEntries {
  /** Names in lower case without underscores. */
  readonly byName: ReadonlyMap<string, readonly CodeKnowledge[]>;
  /** Names without what their list puts in front of all: `logontimeout`. */
  readonly byShortName: ReadonlyMap<string, readonly CodeKnowledge[]>;
  readonly wordings: readonly Wording[];
  /** Wordings by their longest word, so that few are looked for in a text. */
  readonly byAnchor: ReadonlyMap<string, readonly Wording[]>;
  /** Wordings of one part by each of their words. */
  readonly byWord: () => ReadonlyMap<string, readonly Wording[]>;
  /** Wordings in scripts without spaces. */
  readonly unspaced: readonly Wording[];
  /** Every message by its telling words, for suggestions. */
  readonly bags: () => MessageBags;
}

const PREFIX =
  /^(?:errinfo|errconnect|xf_?exit|sec_?e|status|e_?proxy|disconnectreason|exdiscreason|ssl_?err|freerdp_?error)_?/i;

const indexes = new WeakMap<readonly CodeKnowledge[], CodeIndex>();

/** Built once for a catalogue: a paste is looked up in it word by word. */
export function indexOf(codes: readonly CodeKnowledge[]): CodeIndex {
  const known = indexes.get(codes);
  if (known !== undefined) return known;
  const index = build(codes);
  indexes.set(codes, index);
  return index;
}

/** A name as it is compared: people and tools write underscores, blanks and capitals as they like. */
export function nameKey(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

function build(codes: readonly CodeKnowledge[]): CodeIndex {
  const entries = entriesOf(codes);
  const { ordered } = entries;
  const named = ordered.flatMap(row => (row.name === undefined ? [] : [{ row, name: identifierOf(row.name) }]));
  const all = ordered.flatMap(row => fragmentsOf(row).map(fragment => wordingOf(row, fragment)));
  const isDense = ({ parts }: Wording) => parts.some(part => isUnspaced(part));
  const spaced = all.filter(wording => !isDense(wording));
  return {
    ...entries,
    byName: grouped(
      named,
      ({ name }) => nameKey(name),
      ({ row }) => row,
    ),
    byShortName: grouped(
      named.filter(({ name }) => PREFIX.test(name)),
      ({ name }) => nameKey(name.replace(PREFIX, '')),
      ({ row }) => row,
    ),
    wordings: spaced,
    byAnchor: anchored(spaced),
    byWord: once(() => byWord(spaced)),
    unspaced: all.filter(isDense),
    bags: once(() => bagMessages(ordered)),
  };
}

/** `E_FAIL (generic)` is found by `E_FAIL`. */
function identifierOf(name: string): string {
  return /^\w+/.exec(name)?.[0] ?? name;
}

function wordingOf(row: CodeKnowledge, fragment: string): Wording {
  const dense = isUnspaced(fragment);
  const parts = fragment
    .split('…')
    .map(compare)
    .map(part => (dense ? part.dense : part.words.join(' ')))
    .filter(part => part !== '');
  const { length } = parts.join(' ');
  // NFKD takes the syllables of Korean apart.
  return { row, parts, length: !dense || HANGUL.test(fragment) ? length : 3 * length };
}

const HANGUL = /\p{Script=Hangul}/u;

function byWord(wordings: readonly Wording[]): ReadonlyMap<string, readonly Wording[]> {
  const whole = wordings.filter(({ parts }) => parts.length === 1);
  return grouped(
    whole.flatMap(wording => [...new Set((wording.parts[0] ?? '').split(' '))].map(word => ({ wording, word }))),
    ({ word }) => word,
    ({ wording }) => wording,
  );
}

function anchored(wordings: readonly Wording[]): ReadonlyMap<string, readonly Wording[]> {
  return grouped(
    wordings,
    ({ parts }) => longestWord(parts),
    wording => wording,
  );
}

function longestWord(parts: readonly string[]): string {
  let longest = '';
  for (const part of parts) for (const word of part.split(' ')) if (word.length > longest.length) longest = word;
  return longest;
}

/** Made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
