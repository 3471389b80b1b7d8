import type { CodeIndex, Wording } from './code-index.ts';
import type { ComparedText } from './compared-text.ts';
import { NEGATORS } from './negation.ts';
import type { Place } from './place.ts';
import { isUnspaced, normaliseLetters } from './words.ts';

/** What people type is short; in a longer text one would find slips that nobody made. */
const MAX_WORDS = 200;
const MAX_DENSE_CHARACTERS = 600;
const MAX_CANDIDATES = 40;
const MIN_WORDS = 2;
/** In two words there is little that tells: both must be long. */
const MIN_LETTERS_OF_TWO = 14;
const MIN_DENSE_CHARACTERS = 8;
const ENOUGH_WORDS = 0.5;
const ENOUGH_BIGRAMS = 0.6;
const NEVER = 99;

/** Small words that people leave out, put in or swap. */
const SMALL = new Set(
  `a an the this that your my is are was were has have been be to of for in on at
   der die das den dem des ein eine ist wurde hat
   le la les un une l de du des est ete el los las ha se su sus o os as um uma do da foi e il lo gli i di del della
   het een van jest zostalo zostala to na w`.split(/\s+/),
);

/** Wordings that stand in a short text with a slip or two. No slip makes or hides a word that turns the sentence around. */
export function mistyped(index: CodeIndex, text: ComparedText): readonly Place[] {
  if (text.words.length > MAX_WORDS) return [];
  return candidates(index, text.words).flatMap(wording => {
    const words = (wording.parts[0] ?? '').split(' ');
    const found = align(words, text.words, slipsAllowed(words.length));
    if (found === undefined) return [];
    const start = text.starts[found.from] ?? 0;
    const end = (text.starts[found.to] ?? 0) + (text.words[found.to] ?? '').length;
    return [{ wording, start, end, dense: false }];
  });
}

function slipsAllowed(words: number): number {
  return words < 4 ? 1 : words < 6 ? 2 : 3;
}

function candidates(index: CodeIndex, words: readonly string[]): readonly Wording[] {
  const byWord = index.byWord();
  const shared = new Map<Wording, number>();
  for (const word of new Set(words))
    for (const wording of byWord.get(word) ?? []) shared.set(wording, (shared.get(wording) ?? 0) + 1);
  return [...shared]
    .map(([wording, count]) => ({ wording, share: count / wordCount(wording) }))
    .filter(({ wording, share }) => share >= ENOUGH_WORDS && longEnough(wording))
    .sort((a, b) => b.share - a.share)
    .slice(0, MAX_CANDIDATES)
    .map(({ wording }) => wording);
}

const wordCount = (wording: Wording): number => (wording.parts[0] ?? '').split(' ').length;

function longEnough(wording: Wording): boolean {
  const words = wordCount(wording);
  return words > MIN_WORDS || (words === MIN_WORDS && wording.length >= MIN_LETTERS_OF_TWO);
}

interface Found {
  readonly from: number;
  readonly to: number;
}

/** The words of a wording among those of a text with the fewest slips (Sellers), where there are no more than allowed. */
function align(words: readonly string[], text: readonly string[], allowed: number): Found | undefined {
  let costs = words.map((_, i) => words.slice(0, i + 1).reduce((sum, word) => sum + left(word), 0));
  let froms = words.map(() => 0);
  let best: (Found & { cost: number }) | undefined;
  for (const [j, given] of text.entries()) {
    const nextCosts: number[] = [];
    const nextFroms: number[] = [];
    for (const [i, word] of words.entries()) {
      const swapped = (i === 0 ? 0 : (costs[i - 1] ?? NEVER)) + swap(word, given);
      const added = (costs[i] ?? NEVER) + put(given);
      const dropped = (i === 0 ? 0 : (nextCosts[i - 1] ?? NEVER)) + left(word);
      const cost = Math.min(swapped, added, dropped);
      nextCosts.push(cost);
      nextFroms.push(
        cost === swapped
          ? i === 0
            ? j
            : (froms[i - 1] ?? j)
          : cost === added
            ? (froms[i] ?? j)
            : i === 0
              ? j + 1
              : (nextFroms[i - 1] ?? j),
      );
    }
    costs = nextCosts;
    froms = nextFroms;
    const cost = costs.at(-1) ?? NEVER;
    const from = froms.at(-1) ?? j;
    if (cost <= allowed && from <= j && cost < (best?.cost ?? NEVER)) best = { cost, from, to: j };
  }
  return best;
}

/** A word that tells something is not left out by mistake. */
const left = (word: string): number => (SMALL.has(word) && !NEGATORS.has(word) ? 1 : NEVER);
const put = (word: string): number => (NEGATORS.has(word) ? NEVER : 1);

function swap(word: string, given: string): number {
  if (word === given) return 0;
  if (NEGATORS.has(word) || NEGATORS.has(given)) return NEVER;
  if (SMALL.has(word) && SMALL.has(given)) return 1;
  return isSlip(word, given) ? 1 : NEVER;
}

/** The first letter is rarely wrong, and is all that parts `reachable` from `unreachable`. */
function isSlip(word: string, given: string): boolean {
  const shorter = Math.min(word.length, given.length);
  if (shorter < 4 || word[0] !== given[0] || /\d/.test(word + given)) return false;
  return distance(word, given) <= (shorter < 8 ? 1 : 2);
}

/** Letters that are wrong, missing, too many or swapped with their neighbour. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return NEVER;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j - 1] ?? 0) + (same ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? NEVER;
}

/** The same in scripts without spaces, where a slip is another sign. */
export function mistypedDensely(index: CodeIndex, { dense }: ComparedText): readonly Place[] {
  if (dense.length < MIN_DENSE_CHARACTERS || dense.length > MAX_DENSE_CHARACTERS || !isUnspaced(dense)) return [];
  const held = bigramsOf(dense);
  return index.unspaced.flatMap(wording => {
    const [part = ''] = wording.parts;
    if (wording.parts.length > 1 || part.length < MIN_DENSE_CHARACTERS) return [];
    const bigrams = [...bigramsOf(part)];
    if (bigrams.filter(bigram => held.has(bigram)).length < ENOUGH_BIGRAMS * bigrams.length) return [];
    const found = alignDensely(part, dense);
    if (found === undefined || turnsOf(part) !== turnsOf(dense.slice(found.from, found.to))) return [];
    return [{ wording, start: found.from, end: found.to, dense: true }];
  });
}

function bigramsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}

/** Signs that turn a sentence into its opposite, in their order. */
const TURNS = new RegExp(
  ['不', '没', '沒', '無', '无', '未', '非', 'ない', 'ません', 'なかった', '않', '없', '못', '아니']
    .map(normaliseLetters)
    .join('|'),
  'gu',
);
const turnsOf = (text: string): string => (text.match(TURNS) ?? []).join(' ');

function alignDensely(part: string, text: string): Found | undefined {
  const allowed = Math.floor(part.length / 8);
  let costs = Array.from(part, (_, at) => at + 1);
  let froms = costs.map(() => 0);
  let best: (Found & { cost: number }) | undefined;
  for (let j = 0; j < text.length; j++) {
    const nextCosts: number[] = [];
    const nextFroms: number[] = [];
    for (let i = 0; i < part.length; i++) {
      const swapped = (i === 0 ? 0 : (costs[i - 1] ?? NEVER)) + (part[i] === text[j] ? 0 : 1);
      const added = (costs[i] ?? NEVER) + 1;
      const dropped = (i === 0 ? 0 : (nextCosts[i - 1] ?? NEVER)) + 1;
      const cost = Math.min(swapped, added, dropped);
      nextCosts.push(cost);
      const before = cost === swapped ? froms[i - 1] : cost === added ? froms[i] : nextFroms[i - 1];
      nextFroms.push(i === 0 && cost !== added ? j : (before ?? j));
    }
    costs = nextCosts;
    froms = nextFroms;
    const cost = costs.at(-1) ?? NEVER;
    if (cost <= allowed && cost < (best?.cost ?? NEVER)) best = { cost, from: froms.at(-1) ?? j, to: j + 1 };
  }
  return best;
}
