import type { CodeKnowledge } from './knowledge.ts';
import { SURFACES, type Surface } from './vocabulary.ts';

/** What the look-up needs, made once for each catalogue. */
export interface CodeIndex {
  readonly byId: ReadonlyMap<string, CodeKnowledge>;
  readonly byNumber: ReadonlyMap<number, readonly CodeKnowledge[]>;
  /** Names without underscores, in lower case. */
  readonly byName: ReadonlyMap<string, readonly CodeKnowledge[]>;
  readonly wordings: readonly { readonly wording: string; readonly row: CodeKnowledge }[];
  readonly messages: readonly { readonly words: ReadonlySet<string>; readonly row: CodeKnowledge }[];
  /** How much a word tells: rare words more. */
  readonly weightOf: (word: string) => number;
}

/** A bare number most often comes from the dialog of an app: that order, then the vocabulary's. */
const FIRST: readonly Surface[] = ['mac-client', 'ios-client', 'android-client', 'windows-app', 'mstsc-disconnect'];
const rank = (surface: Surface) =>
  FIRST.includes(surface) ? FIRST.indexOf(surface) : FIRST.length + SURFACES.indexOf(surface);

const indexes = new WeakMap<readonly CodeKnowledge[], CodeIndex>();

export function indexOf(codes: readonly CodeKnowledge[]): CodeIndex {
  const known = indexes.get(codes);
  if (known !== undefined) return known;
  const index = build(codes);
  indexes.set(codes, index);
  return index;
}

/** Text as it is compared: lower case, punctuation and quotes of every kind as one space. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
}

export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    normalise(text)
      .replaceAll("'", '')
      .split(' ')
      .filter(word => word.length > 1),
  );
}

function build(codes: readonly CodeKnowledge[]): CodeIndex {
  const ordered = [...codes].sort((a, b) => rank(a.surface) - rank(b.surface));
  const byNumber = new Map<number, CodeKnowledge[]>();
  const byName = new Map<string, CodeKnowledge[]>();
  for (const row of ordered) {
    if (/^0x[0-9a-f]+$/.test(row.code)) add(byNumber, Number.parseInt(row.code, 16), row);
    if (row.name !== undefined) add(byName, row.name.replaceAll('_', '').toLowerCase(), row);
  }
  const messages = ordered
    .filter(row => row.surface === 'message')
    .map(row => ({ row, words: wordsOf([row.code.replaceAll('-', ' '), ...(row.wordings ?? [])].join(' ')) }));
  const spread = new Map<string, number>();
  for (const { words } of messages) for (const word of words) spread.set(word, (spread.get(word) ?? 0) + 1);
  return {
    byId: new Map(ordered.map(row => [`${row.surface}:${row.code}`.toLowerCase(), row])),
    byNumber,
    byName,
    wordings: ordered.flatMap(row => (row.wordings ?? []).map(wording => ({ wording: normalise(wording), row }))),
    messages,
    weightOf: word => Math.log((messages.length + 1) / ((spread.get(word) ?? 0) + 0.5)),
  };
}

function add<K>(map: Map<K, CodeKnowledge[]>, key: K, row: CodeKnowledge): void {
  const rows = map.get(key);
  if (rows === undefined) map.set(key, [row]);
  else rows.push(row);
}
