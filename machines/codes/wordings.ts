import type { CodeKnowledge } from '../knowledge.ts';
import type { CodeIndex, Wording } from './code-index.ts';
import { normalise, UNSPACED_SCRIPT, unspaced, wordsOf } from './words.ts';

/** A dialog is short: wordings are looked for in the beginning only. */
const MAX_WORDING_CHARACTERS = 8_192;
/** Names, addresses and numbers that a dialog puts into its sentence are shorter than this. */
const MAX_GAP_CHARACTERS = 160;
/** A longer text is no part of a wording any more, but may be a dialog in other words. */
const MAX_PART_CHARACTERS = 200;
const MAX_SEARCH_CHARACTERS = 400;
/** One word is part of too many wordings to mean one, unless few have it. */
const MAX_ROWS_OF_ONE_WORD = 3;
const MIN_WORD_CHARACTERS = 5;
const MIN_UNSPACED_CHARACTERS = 3;
/** Words that are more often the name of a host than a question about a message. */
const HOST_NAMES = new Set(
  'server desktop gateway proxy broker computer remote windows client domain office router terminal licensing'.split(
    ' ',
  ),
);
/** An unknown wording is taken for a known one when this share of its words agrees, weighed by how rare they are. */
const ENOUGH_IN_COMMON = 0.5;
/** In a search the doubt is the reader's, but a few words in common are no answer. */
const ENOUGH_FOR_A_SEARCH = 0.62;
const MAX_SEARCH_WORDS = 30;
const NEAREST_SHOWN = 3;

/** The rows whose wording stands in the text, the most specific first. */
export function wordedIn(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  // One word is a name or an address, whatever words it is made of, unless it is a wording by itself.
  if (!/\s/.test(text.trim()) && !UNSPACED_SCRIPT.test(text))
    return wordedAs(index, normalise(text.slice(0, MAX_PART_CHARACTERS)));
  const plain = normalise(text.slice(0, MAX_WORDING_CHARACTERS)).slice(0, MAX_WORDING_CHARACTERS);
  const spaced = ` ${plain} `;
  const likely = [...new Set(plain.split(' '))].flatMap(word => index.byAnchor.get(word) ?? []);
  const held = likely.filter(wording =>
    holds(
      spaced,
      wording.parts.map(part => ` ${part} `),
    ),
  );
  const dense = UNSPACED_SCRIPT.test(plain) ? unspaced(plain) : '';
  const heldUnspaced = dense === '' ? [] : index.unspaced.filter(({ parts }) => holds(dense, parts));
  return rowsBySpecificity([...held, ...heldUnspaced.map(wording => ({ ...wording, length: 3 * wording.length }))]);
}

/** For a short text that holds no wording: the rows whose wording holds the text, or is nearest to it. */
export function partlyWorded(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  const trimmed = text.trim();
  if (trimmed.length > MAX_PART_CHARACTERS) return nearest(index, trimmed, ENOUGH_FOR_A_SEARCH);
  const plain = normalise(trimmed);
  if (UNSPACED_SCRIPT.test(plain)) {
    const dense = unspaced(plain);
    return dense.length < MIN_UNSPACED_CHARACTERS ? [] : holding(index.unspaced, dense);
  }
  if (!/\s/.test(trimmed)) return ofOneWord(index, trimmed, plain);
  const parts = holding(index.wordings, plain);
  return parts.length > 0 ? parts : nearest(index, trimmed, ENOUGH_FOR_A_SEARCH);
}

/** The row whose id or wording has most in common with the words of an id that is not in the catalogue. */
export function nearestWording(index: CodeIndex, slug: string): CodeKnowledge | undefined {
  return nearest(index, slug.replaceAll('-', ' '), ENOUGH_IN_COMMON)[0];
}

function wordedAs(index: CodeIndex, plain: string): readonly CodeKnowledge[] {
  return rowsBySpecificity(index.wordings.filter(({ parts }) => parts.join(' ') === plain));
}

function holds(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const [rank, part] of parts.entries()) {
    const at = text.indexOf(part, from);
    if (at < 0 || (rank > 0 && at - from > MAX_GAP_CHARACTERS)) return false;
    // The space behind one part may be the one before the next.
    from = at + part.length - 1;
  }
  return parts.length > 0;
}

function rowsBySpecificity(held: readonly Wording[]): readonly CodeKnowledge[] {
  return [...new Set([...held].sort((a, b) => b.length - a.length).map(({ row }) => row))];
}

function holding(wordings: readonly Wording[], plain: string): readonly CodeKnowledge[] {
  const found = wordings.filter(({ parts }) => parts.some(part => part === plain || ` ${part}`.includes(` ${plain}`)));
  return [...new Set([...found].sort((a, b) => a.length - b.length).map(({ row }) => row))];
}

/** A single word may be the name of a host: only one that few wordings have is looked for, and no address. */
function ofOneWord(index: CodeIndex, word: string, plain: string): readonly CodeKnowledge[] {
  if (/[^\p{L}]/u.test(word) || plain.length < MIN_WORD_CHARACTERS || HOST_NAMES.has(plain)) return [];
  const found = index.wordings.filter(({ parts }) => parts.some(part => ` ${part} `.includes(` ${plain} `)));
  const rows = [...new Set(found.map(({ row }) => row))];
  return rows.length <= MAX_ROWS_OF_ONE_WORD ? rows : [];
}

function nearest(index: CodeIndex, text: string, enough: number): readonly CodeKnowledge[] {
  if (text.length > MAX_SEARCH_CHARACTERS) return [];
  const asked = wordsOf(text);
  if (asked.size === 0 || asked.size > MAX_SEARCH_WORDS) return [];
  const total = weightOfAll(index, asked);
  const scored = index.messages.flatMap(({ row, bags }) => {
    const score = Math.max(...bags.map(bag => likeness(index, asked, total, bag)));
    return score >= enough ? [{ row, score }] : [];
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, NEAREST_SHOWN)
    .map(({ row }) => row);
}

/** Mostly how much of what was asked is found; a little how much of the wording was asked for, to tell near ones apart. */
function likeness(index: CodeIndex, asked: ReadonlySet<string>, total: number, bag: ReadonlySet<string>): number {
  const common = weightOfAll(
    index,
    [...asked].filter(word => bag.has(word)),
  );
  const found = common / Math.max(total, 0.001);
  return 0.85 * found + 0.15 * (common / Math.max(weightOfAll(index, bag), 0.001));
}

function weightOfAll(index: CodeIndex, words: Iterable<string>): number {
  let sum = 0;
  for (const word of words) sum += index.weightOf(word);
  return sum;
}
