import type { CodeKnowledge } from '../knowledge.ts';
import { compare } from './compared-text.ts';
import { type CodeEntries, entriesOf, grouped } from './entry.ts';
import { isTurned } from './negation.ts';
import { UNSPACED_SCRIPT, wordsOf } from './words.ts';

/** A recognisable fragment of a dialog. */
export interface Wording {
  readonly row: CodeKnowledge;
  /** As they are compared. What stands in between, such as a name, is left out. */
  readonly parts: readonly string[];
  /** How much it tells, in letters of an alphabet: a Chinese one tells as much as three. */
  readonly length: number;
}

/** The telling words of a wording, and whether it says that something is not so. */
interface Bag {
  readonly words: ReadonlySet<string>;
  readonly turned: boolean;
}

/** What the look-up needs, made once for each catalogue. */
export interface CodeIndex extends CodeEntries {
  /** Names in lower case without underscores. */
  readonly byName: ReadonlyMap<string, readonly CodeKnowledge[]>;
  /** Names without what their list puts in front of all: `logontimeout`. */
  readonly byShortName: ReadonlyMap<string, readonly CodeKnowledge[]>;
  readonly wordings: readonly Wording[];
  /** Wordings by their rarest word, so that few are looked for in a text. */
  readonly byAnchor: ReadonlyMap<string, readonly Wording[]>;
  /** Wordings of one part by each of their words. */
  readonly byWord: ReadonlyMap<string, readonly Wording[]>;
  /** Wordings in scripts without spaces. */
  readonly unspaced: readonly Wording[];
  readonly messages: readonly { readonly row: CodeKnowledge; readonly bags: readonly Bag[] }[];
  /** How much a word tells: rare words more. */
  readonly weightOf: (word: string) => number;
}

const PREFIX =
  /^(?:errinfo|errconnect|xf_?exit|sec_?e|status|e_?proxy|disconnectreason|exdiscreason|ssl_?err|freerdp_?error)_?/i;

const indexes = new WeakMap<readonly CodeKnowledge[], CodeIndex>();

export function indexOf(codes: readonly CodeKnowledge[]): CodeIndex {
  const known = indexes.get(codes);
  if (known !== undefined) return known;
  const index = build(codes);
  indexes.set(codes, index);
  return index;
}

export function nameKey(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

function build(codes: readonly CodeKnowledge[]): CodeIndex {
  const entries = entriesOf(codes);
  const { ordered } = entries;
  const named = ordered.flatMap(row => (row.name === undefined ? [] : [{ row, name: identifierOf(row.name) }]));
  const messages = ordered.filter(row => row.surface === 'message').map(row => ({ row, bags: bagsOf(row) }));
  const all = ordered.flatMap(row => fragmentsOf(row).map(fragment => wordingOf(row, fragment)));
  const isDense = ({ parts }: Wording) => parts.some(part => UNSPACED_SCRIPT.test(part));
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
    byWord: byWord(spaced),
    unspaced: all.filter(isDense),
    messages,
    weightOf: weights(messages.map(({ bags }) => new Set(bags.flatMap(({ words }) => [...words])))),
  };
}

/** `E_FAIL (generic)` is found by `E_FAIL`. */
function identifierOf(name: string): string {
  return /^\w+/.exec(name)?.[0] ?? name;
}

/** In every language. */
function fragmentsOf(row: CodeKnowledge): readonly string[] {
  return Object.values(row.wordings ?? {}).flat();
}

function wordingOf(row: CodeKnowledge, fragment: string): Wording {
  const dense = UNSPACED_SCRIPT.test(fragment);
  const parts = fragment
    .split('…')
    .map(compare)
    .map(part => (dense ? part.dense : part.words.join(' ')))
    .filter(part => part !== '');
  const { length } = parts.join(' ');
  // NFKD takes the syllables of Korean apart.
  return { row, parts, length: !dense ? length : HANGUL.test(fragment) ? length : 3 * length };
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

function bagsOf(row: CodeKnowledge): readonly Bag[] {
  const texts = [row.code.replaceAll('-', ' '), ...fragmentsOf(row)];
  return texts.map(text => ({ words: wordsOf(text), turned: isTurned(text) })).filter(({ words }) => words.size > 0);
}

function anchored(wordings: readonly Wording[]): ReadonlyMap<string, readonly Wording[]> {
  const spread = new Map<string, number>();
  const words = wordings.map(({ parts }) => parts.join(' ').split(' '));
  for (const word of words.flat()) spread.set(word, (spread.get(word) ?? 0) + 1);
  const rarest = words.map(list =>
    list.reduce((a, b) => ((spread.get(b) ?? 0) < (spread.get(a) ?? 0) ? b : a), list[0] ?? ''),
  );
  return grouped(
    wordings.map((wording, at) => ({ wording, anchor: rarest[at] ?? '' })),
    ({ anchor }) => anchor,
    ({ wording }) => wording,
  );
}

/** What every message of Remote Desktop is about tells none from another. */
const GENERIC = wordsOf('remote desktop computer connect connection session work server host rdp windows problem use');

function weights(bags: readonly ReadonlySet<string>[]): (word: string) => number {
  const spread = new Map<string, number>();
  for (const bag of bags) for (const word of bag) spread.set(word, (spread.get(word) ?? 0) + 1);
  return word => (GENERIC.has(word) ? 0 : Math.log((bags.length + 1) / ((spread.get(word) ?? 0) + 0.5)));
}
