import { fold, type Token, tokenize } from './tokens.ts';

type Piece = readonly Way[] | 'gap' | 'end';
type Way = readonly Word[];
interface Word {
  readonly text: string;
  /** `connect*` */
  readonly beginning: boolean;
}

/** Words that `~` may stand for. */
const SKIPPED_AT_MOST = 3;
/** Where a character is a token, a word has about two. */
const CHARACTERS_SKIPPED_AT_MOST = 6;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]$/u;

/**
 * One way to say something. Pieces follow each other; each has its ways, some of several words, some of none:
 * `(turn|switch) off`, `connect* (the|) vpn`, `ping ~ lost` with up to three words between, `vpn on $` where a
 * clause ends, `after % minutes` with any number.
 */
export class Phrase {
  readonly name: string;
  readonly #text: string;
  #pieces: readonly Piece[] | undefined;
  #plain: readonly string[] | false | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.#text = text;
  }

  /** Of some thousand phrases a text meets a few: the others are never taken apart. */
  get pieces(): readonly Piece[] {
    this.#pieces ??= (this.#text.match(PARTS) ?? []).map(pieceOf);
    return this.#pieces;
  }

  /** Its words, where it has one way only: most are like that, and quickly compared. */
  get plain(): readonly string[] | false {
    this.#plain ??= PLAIN_PHRASE.test(this.#text) && this.#text.split(' ');
    return this.#plain;
  }
}
const PARTS = /\([^()]*\)|[^\s()]+/gu;

function pieceOf(part: string): Piece {
  if (part === '~') return 'gap';
  return part === '$' ? 'end' : waysOf(part);
}

function waysOf(part: string): readonly Way[] {
  if (!part.startsWith('(')) return [wordsOf(part)];
  return part
    .slice(1, -1)
    .split('|')
    .map(way => way.split(/\s+/u).flatMap(wordsOf));
}

/** As content comes: folded, so that there is nothing to cut. */
const PLAIN = /^[a-z0-9\u0430-\u044f]*\*?$/u;
const PLAIN_WORD = /^[a-z0-9\u0430-\u044f]+$/u;
const PLAIN_PHRASE = /^[a-z0-9\u0430-\u044f]+(?: [a-z0-9\u0430-\u044f]+)*$/u;
const PLAIN_UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]*$/u;

/** Stands for any small number: `after % minutes`. */
export const ANY_NUMBER = '%';
export const NUMBER = /^\d{1,3}$/u;

/** Cut as the words of a text are cut. */
function wordsOf(word: string): readonly Word[] {
  if (word === '') return [];
  if (word === ANY_NUMBER) return [{ text: ANY_NUMBER, beginning: false }];
  const beginning = word.endsWith('*');
  const bare = beginning ? word.slice(0, -1) : word;
  if (PLAIN.test(word)) return [{ text: bare, beginning }];
  if (PLAIN_UNSPACED.test(word)) return Array.from(word, text => ({ text, beginning: false }));
  const texts = tokenize(bare).map(token => token.word);
  return texts.map((text, index) => ({ text: fold(text), beginning: beginning && index === texts.length - 1 }));
}

/** The word with which a phrase begins, where that is one and written plainly: most are like that. */
export function firstWordOf(text: string): string | undefined {
  const blank = text.indexOf(' ');
  const start = blank < 0 ? text : text.slice(0, blank);
  return PLAIN_WORD.test(start) ? start : undefined;
}

/** The words with which a phrase can begin. */
export function firstWords(text: string): readonly Word[] {
  const blank = text.indexOf(' ');
  const start = blank < 0 ? text : text.slice(0, blank);
  if (PLAIN.test(start)) return wordsOf(start);
  const words: Word[] = [];
  for (const [part] of text.matchAll(PARTS)) {
    const piece = pieceOf(part);
    if (piece === 'gap' || piece === 'end') break;
    for (const [word] of piece) if (word !== undefined) words.push(word);
    if (piece.every(way => way.length > 0)) break;
  }
  return words;
}

/** Where a phrase that begins at a token ends: the longest way; `undefined` where it is not there. */
export function endOf(phrase: Phrase, text: PhraseText, from: number): PhraseEnd | undefined {
  const { plain } = phrase;
  if (plain === false) return follow(phrase.pieces, 0, text, { from, at: from, skipped: 0 });
  let at = from;
  for (const word of plain) {
    at = at === from ? at : overWeightless(text, from, at, word);
    if (text.tokens[at]?.word !== word || !joined(text.tokens, from, at)) return undefined;
    at++;
  }
  return { to: at, skipped: 0 };
}

/** "The account *has now been* locked": what weighs nothing is passed over between the words of a phrase. */
function overWeightless({ tokens, weightless }: PhraseText, from: number, at: number, wanted: string): number {
  let next = at;
  for (let word = tokens[next]?.word; word !== wanted && word !== undefined; word = tokens[next]?.word) {
    if (next - at === WEIGHTLESS_AT_MOST || !weightless.has(word) || !joined(tokens, from, next)) return next;
    next++;
  }
  return next;
}
const WEIGHTLESS_AT_MOST = 3;

/** What phrases are looked for in. */
export interface PhraseText {
  readonly tokens: readonly Token[];
  /** The words that negate: none of them may stand where `~` does. */
  readonly negations: ReadonlySet<number>;
  /** Articles and the like. */
  readonly weightless: ReadonlySet<string>;
}
export interface PhraseEnd {
  readonly to: number;
  /** Words between its own. */
  readonly skipped: number;
}
interface Place {
  readonly from: number;
  readonly at: number;
  readonly skipped: number;
}

function follow(pieces: readonly Piece[], index: number, text: PhraseText, place: Place): PhraseEnd | undefined {
  const { tokens } = text;
  const piece = pieces[index];
  if (piece === undefined) return place.at > place.from ? { to: place.at, skipped: place.skipped } : undefined;
  if (piece === 'end') return endsClause(tokens, place.at) ? follow(pieces, index + 1, text, place) : undefined;
  const ends = piece === 'gap' ? gapsAt(text, place) : waysAt(piece, text, place);
  let longest: PhraseEnd | undefined;
  for (const end of ends) {
    const found = follow(pieces, index + 1, text, { ...place, ...end });
    if (found !== undefined && (longest === undefined || found.to > longest.to)) longest = found;
  }
  return longest;
}

type End = Pick<Place, 'at' | 'skipped'>;

function waysAt(ways: readonly Way[], text: PhraseText, { from, at, skipped }: Place): readonly End[] {
  return ways.flatMap(way => {
    let next = at;
    for (const word of way) {
      next = next === from ? next : overWeightless(text, from, next, word.text);
      if (!stands(word, text.tokens, from, next)) return [];
      next++;
    }
    return [{ at: next, skipped }];
  });
}

function gapsAt({ tokens, negations }: PhraseText, { from, at, skipped }: Place): readonly End[] {
  const ends: End[] = [{ at, skipped }];
  const most = UNSPACED.test(tokens[at]?.word ?? '') ? CHARACTERS_SKIPPED_AT_MOST : SKIPPED_AT_MOST;
  for (let count = 1; count <= most && joined(tokens, from, at + count - 1); count++) {
    if (negations.has(at + count - 1)) break;
    ends.push({ at: at + count, skipped: skipped + count });
  }
  return ends;
}

function stands({ text, beginning }: Word, tokens: readonly Token[], from: number, at: number): boolean {
  const word = tokens[at]?.word;
  if (word === undefined || !joined(tokens, from, at)) return false;
  if (text === ANY_NUMBER) return NUMBER.test(word);
  return beginning ? word.startsWith(text) : word === text;
}

/** A phrase never reaches over a comma or the end of a sentence. */
const joined = (tokens: readonly Token[], from: number, at: number): boolean =>
  at < tokens.length && (at === from || tokens[at]?.boundary === 'none');

const endsClause = (tokens: readonly Token[], at: number): boolean => tokens[at]?.boundary !== 'none';
