import type { CodeKnowledge } from '../knowledge.ts';
import type { CodeIndex, Wording } from './code-index.ts';
import { compare } from './compared-text.ts';
import type { MessageBags } from './message-bags.ts';
import { isTurned } from './negation.ts';
import { isUnspaced, normalise, wordsOf } from './words.ts';

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
/** One telling word is what both are about, and not what they say. */
const MIN_WORDS_SHARED = 2;
const MAX_SEARCH_WORDS = 30;
const NEAREST_SHOWN = 3;

/**
 * For a short text that holds no wording: the messages whose wording holds the text, or is nearest to it. To be offered as
 * a question and never taken. One that says the opposite of the text is not near.
 */
export function nearWordings(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  const trimmed = text.trim();
  if (trimmed.length > MAX_PART_CHARACTERS) return nearest(index, trimmed, ENOUGH_FOR_A_SEARCH);
  const { words, dense } = compare(trimmed);
  if (isUnspaced(dense)) return dense.length < MIN_UNSPACED_CHARACTERS ? [] : holding(index.unspaced, dense);
  if (!/\s/.test(trimmed)) return ofOneWord(index, trimmed, normalise(trimmed));
  const parts = words.length < 2 ? [] : holding(index.wordings, words.join(' '));
  return parts.length > 0 ? parts : nearest(index, trimmed, ENOUGH_FOR_A_SEARCH);
}

/** The message whose id or wording has most in common with the words of an id that is not in the catalogue. */
export function nearestWording(index: CodeIndex, slug: string): CodeKnowledge | undefined {
  return nearest(index, slug.replaceAll('-', ' '), ENOUGH_IN_COMMON, 1)[0];
}

function holding(wordings: readonly Wording[], plain: string): readonly CodeKnowledge[] {
  const found = wordings.filter(({ parts }) => parts.some(part => part === plain || ` ${part}`.includes(` ${plain}`)));
  return [...new Set([...found].sort((a, b) => a.length - b.length).map(({ row }) => row))].slice(0, NEAREST_SHOWN);
}

/** A single word may be the name of a host: only one that few wordings have is looked for, and no address. */
function ofOneWord(index: CodeIndex, word: string, plain: string): readonly CodeKnowledge[] {
  if (/[^\p{L}]/u.test(word) || plain.length < MIN_WORD_CHARACTERS || HOST_NAMES.has(plain)) return [];
  const found = index.wordings.filter(({ parts }) => parts.some(part => ` ${part} `.includes(` ${plain} `)));
  const rows = [...new Set(found.map(({ row }) => row))];
  return rows.length <= MAX_ROWS_OF_ONE_WORD ? rows : [];
}

function nearest(index: CodeIndex, text: string, enough: number, shared = MIN_WORDS_SHARED): readonly CodeKnowledge[] {
  if (text.length > MAX_SEARCH_CHARACTERS) return [];
  const asked = wordsOf(text);
  if (asked.size === 0 || asked.size > MAX_SEARCH_WORDS) return [];
  const bags = index.bags();
  const total = weightOfAll(bags, asked);
  const turned = isTurned(text);
  const scored = bags.messages.flatMap(({ row, bags: worded }) => {
    const alike = worded.filter(bag => bag.turned === turned);
    const score = Math.max(
      0,
      ...alike.map(({ words }) => (sharesEnough(bags, asked, words, shared) ? likeness(bags, asked, total, words) : 0)),
    );
    return score >= enough ? [{ row, score }] : [];
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, NEAREST_SHOWN)
    .map(({ row }) => row);
}

function sharesEnough(bags: MessageBags, asked: ReadonlySet<string>, bag: ReadonlySet<string>, least: number): boolean {
  const telling = [...asked].filter(word => bags.weightOf(word) > 0);
  const shared = telling.filter(word => bag.has(word)).length;
  return shared >= least || (shared === 1 && telling.length === 1 && bag.size === 1);
}

/** Mostly how much of what was asked is found; a little how much of the wording was asked for, to tell near ones apart. */
function likeness(bags: MessageBags, asked: ReadonlySet<string>, total: number, bag: ReadonlySet<string>): number {
  const common = weightOfAll(
    bags,
    [...asked].filter(word => bag.has(word)),
  );
  const found = common / Math.max(total, 0.001);
  return 0.85 * found + 0.15 * (common / Math.max(weightOfAll(bags, bag), 0.001));
}

function weightOfAll(bags: MessageBags, words: Iterable<string>): number {
  let sum = 0;
  for (const word of words) sum += bags.weightOf(word);
  return sum;
}
