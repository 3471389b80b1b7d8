import { type CodeIndex, indexOf, normalise, wordsOf } from './codes-index.ts';
import { codesNamedIn } from './codes-notation.ts';
import type { CodeKnowledge } from './knowledge.ts';
import type { Surface } from './vocabulary.ts';

/** More of a paste than this holds no further code worth reading. */
const MAX_CHARACTERS = 65_536;
/** A dialog is short: wordings are looked for in the beginning only. */
const MAX_WORDING_CHARACTERS = 8_192;
/** Fewer letters than this are part of too many wordings to mean one. */
const MIN_PART_CHARACTERS = 6;
/** An unknown wording is taken for a known one when this share of its words agrees. */
const ENOUGH_IN_COMMON = 0.5;

/** `mac-client:0x4`, the answer to the question `code`. */
export function codeId({ surface, code }: Pick<CodeKnowledge, 'surface' | 'code'>): string {
  return `${surface}:${code}`;
}

/**
 * What a code or a message can be: hex, decimal, signed decimal, a name, part of a wording, or a whole pasted dialog.
 * Best first; a bare number gives every surface that has it, `surface` narrows them down.
 */
export function lookUpCode(codes: readonly CodeKnowledge[], text: string, surface?: Surface): readonly CodeKnowledge[] {
  const index = indexOf(codes);
  const cut = text.slice(0, MAX_CHARACTERS).normalize('NFKC');
  const exact = index.byId.get(cut.trim().toLowerCase());
  const found = new Set<CodeKnowledge>(exact === undefined ? [] : [exact]);
  for (const { number, extended } of codesNamedIn(cut)) {
    const rows = index.byNumber.get(number) ?? [];
    for (const row of rows) if (isExtendedSurface(row.surface) === extended || !extended) found.add(row);
  }
  for (const row of namedIn(index, cut)) found.add(row);
  for (const row of wordedIn(index, cut)) found.add(row);
  const all = [...found];
  return surface === undefined ? all : all.filter(row => row.surface === surface);
}

/**
 * The entry behind an id. An id whose number is written otherwise, or that stands only on a surface of the same number
 * space, is found too; a wording that is not in the catalogue is taken for the nearest one by its words.
 */
export function resolveCode(codes: readonly CodeKnowledge[], id: string): CodeKnowledge | undefined {
  const index = indexOf(codes);
  const exact = index.byId.get(id.toLowerCase());
  if (exact !== undefined) return exact;
  const [surface = '', code = ''] = id.split(':');
  if (surface === 'message') return nearestWording(index, code);
  const number = codesNamedIn(code)[0]?.number;
  const rows = number === undefined ? [] : (index.byNumber.get(number) ?? []);
  return (
    rows.find(row => row.surface === surface) ??
    // The apps use the numbers of mstsc: the layer stands in the low byte on all of them.
    (CLIENT_SURFACES.includes(surface) ? rows.find(row => CLIENT_SURFACES.includes(row.surface)) : undefined)
  );
}

const CLIENT_SURFACES: readonly string[] = [
  'mstsc-disconnect',
  'mac-client',
  'ios-client',
  'android-client',
  'windows-app',
];

function isExtendedSurface(surface: Surface): boolean {
  return surface === 'mstsc-extended' || surface === 'rdp-errinfo';
}

function namedIn(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  const identifiers = text.match(/[A-Za-z][A-Za-z_]{5,60}/g) ?? [];
  const names = new Set(identifiers.slice(0, 2000).map(found => found.replaceAll('_', '').toLowerCase()));
  return [...names].flatMap(name => index.byName.get(name) ?? []);
}

/** Wordings that the text holds, the longest first; then, for a short text, wordings that hold the text. */
function wordedIn(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  const plain = normalise(text.slice(0, MAX_WORDING_CHARACTERS));
  const held = index.wordings.filter(({ wording }) => plain.includes(wording));
  const longest = held.sort((a, b) => b.wording.length - a.wording.length).map(({ row }) => row);
  if (longest.length > 0 || plain.length < MIN_PART_CHARACTERS || plain.length > 200) return longest;
  return index.wordings.filter(({ wording }) => wording.includes(plain)).map(({ row }) => row);
}

function nearestWording(index: CodeIndex, slug: string): CodeKnowledge | undefined {
  const asked = wordsOf(slug.replaceAll('-', ' '));
  let best: { row: CodeKnowledge; share: number } | undefined;
  for (const { row, words } of index.messages) {
    const share = inCommon(asked, words, index.weightOf);
    if (share >= ENOUGH_IN_COMMON && share > (best?.share ?? 0)) best = { row, share };
  }
  return best?.row;
}

/** The share of words in common, each weighed by how rare it is among the wordings. */
function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>, weightOf: (word: string) => number): number {
  const sum = (words: Iterable<string>) => [...words].reduce((total, word) => total + weightOf(word), 0);
  const common = sum([...a].filter(word => b.has(word)));
  return common / Math.max(sum(a), 0.001);
}
