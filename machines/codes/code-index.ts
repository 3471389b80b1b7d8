import type { CodeKnowledge } from '../knowledge.ts';
import { type CodeEntries, entriesOf, grouped } from './entry.ts';
import { normalise, UNSPACED_SCRIPT, unspaced, wordsOf } from './words.ts';

/** A recognisable fragment of a dialog. */
export interface Wording {
  readonly row: CodeKnowledge;
  /** As it is compared. What stands in between, such as a name, is left out. */
  readonly parts: readonly string[];
  readonly length: number;
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
  /** Wordings in scripts without spaces. */
  readonly unspaced: readonly Wording[];
  readonly messages: readonly { readonly row: CodeKnowledge; readonly bags: readonly ReadonlySet<string>[] }[];
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
  const all = ordered.flatMap(row => (row.wordings ?? []).map(wording => wordingOf(row, wording)));
  const spaced = all.filter(({ parts }) => !parts.some(part => UNSPACED_SCRIPT.test(part)));
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
    unspaced: all.filter(({ parts }) => parts.some(part => UNSPACED_SCRIPT.test(part))),
    messages,
    weightOf: weights(messages.map(({ bags }) => new Set(bags.flatMap(bag => [...bag])))),
  };
}

/** `E_FAIL (generic)` is found by `E_FAIL`. */
function identifierOf(name: string): string {
  return /^\w+/.exec(name)?.[0] ?? name;
}

function wordingOf(row: CodeKnowledge, wording: string): Wording {
  const parts = wording
    .split('…')
    .map(normalise)
    .map(part => (UNSPACED_SCRIPT.test(part) ? unspaced(part) : part))
    .filter(part => part !== '');
  return { row, parts, length: parts.join(' ').length };
}

function bagsOf(row: CodeKnowledge): readonly ReadonlySet<string>[] {
  const texts = [row.code.replaceAll('-', ' '), ...(row.wordings ?? [])];
  return texts.map(wordsOf).filter(bag => bag.size > 0);
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

function weights(bags: readonly ReadonlySet<string>[]): (word: string) => number {
  const spread = new Map<string, number>();
  for (const bag of bags) for (const word of bag) spread.set(word, (spread.get(word) ?? 0) + 1);
  return word => Math.log((bags.length + 1) / ((spread.get(word) ?? 0) + 0.5));
}
