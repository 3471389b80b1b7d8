/** A word of the text, as it is compared, and where it stands. Scripts without blanks give one token a character. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** What stands before it: nothing, a comma or the like, or the end of a sentence. */
  readonly boundary: Boundary;
  /** The sentence ends with a question mark. */
  readonly asked: boolean;
}
export type Boundary = 'none' | 'soft' | 'hard';

/** Longer texts are the output of tools, which has readers of its own. */
export const SENTENCE_CHARACTERS_AT_MOST = 4_000;

const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+(?:[.'’](?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+)*/gu;
/** Letters beyond the Latin ones. */
export const BEYOND_LATIN = /[^\0-\u024f\u2000-\u206f]/;
/** The same for texts in Latin letters: an engine is ready with it at once, and not with tables of all scripts. */
const LATIN_TEXT = /^[\0-\u02af\u2000-\u206f\u20ac\u2190-\u21ff]*$/;
const LATIN = 'A-Za-z0-9ªµºÀ-ÖØ-öø-ʯ²³¹¼-¾';
const LATIN_TOKEN = new RegExp(`[${LATIN}]+(?:[.'’][${LATIN}]+)*`, 'g');
const DOTTED_NAME =
  /\d|\.(?:com|net|org|local|lan|internal|corp|example|home|arpa|io|exe|dll|ini|rdp|msc|cpl|service|log|[a-z]{2})$/u;
const CONTRACTION = /^(.+)['’](t|s|re|ve|ll|d|m)$/u;

/** Words after which a full stop ends no sentence. */
const ABBREVIATIONS: ReadonlySet<string> = new Set([
  'incl',
  'inkl',
  'etc',
  'bzw',
  'ca',
  'nr',
  'usw',
  'evtl',
  'zb',
  'vs',
  'ex',
  'e.g',
  'i.e',
  'z.b',
  'p.ex',
  'approx',
  'resp',
]);

/** The words of a text with their places. */
export function tokenize(text: string): readonly Token[] {
  const tokens: { word: string; start: number; end: number; boundary: Boundary; asked: boolean }[] = [];
  let last = 0;
  let sentence = 0;
  for (const found of text.matchAll(LATIN_TEXT.test(text) ? LATIN_TOKEN : TOKEN)) {
    const gap = text.slice(last, found.index);
    const shortened = /^\.\s/u.test(gap) && ABBREVIATIONS.has(tokens.at(-1)?.word ?? '');
    const boundary = tokens.length === 0 ? 'hard' : shortened ? 'none' : boundaryIn(gap);
    if (boundary === 'hard') {
      if (ASKED.test(gap)) for (const token of tokens.slice(sentence)) token.asked = true;
      sentence = tokens.length;
    }
    let from = boundary;
    for (const part of partsOf(found[0], found.index)) {
      tokens.push({ ...part, word: fold(part.word), boundary: from, asked: false });
      from = part.endsSentence ? 'hard' : 'none';
    }
    last = found.index + found[0].length;
  }
  if (ASKED.test(text.slice(last))) for (const token of tokens.slice(sentence)) token.asked = true;
  return tokens;
}

/** "(wrong security type?)" quotes: what is asked ends with its mark. */
const ASKED = /[?？](?![)）])/u;

function boundaryIn(gap: string): Boundary {
  if (/[!?。！？\n\r…]|\.(?:\s|$)|\.{2,}/u.test(gap)) return 'hard';
  return /[,;、，；：()（）[\]–—→>]|:\s|\s-+\s/u.test(gap) ? 'soft' : 'none';
}

interface Part {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly endsSentence: boolean;
}

/** `it's` and `can't` stay one word; `l'adresse`, and two sentences without a blank after the full stop, are two. */
function partsOf(word: string, start: number): readonly Part[] {
  const whole = { word, start, end: start + word.length, endsSentence: false };
  const counted = COUNTED_TOGETHER.exec(word.toLowerCase());
  if (counted !== null) {
    const unit = start + (counted[1] ?? '').length;
    return [
      { ...whole, word: word.slice(0, unit - start), end: unit },
      { ...whole, word: word.slice(unit - start), start: unit },
    ];
  }
  if (word.includes('.')) return DOTTED_NAME.test(word.toLowerCase()) ? [whole] : split(word, start, '.');
  if (!/['’]/u.test(word)) return [whole];
  const contraction = CONTRACTION.exec(word);
  return contraction === null ? split(word, start, /['’]/u) : [{ ...whole, word: word.replace(/['’]/gu, '') }];
}

function split(word: string, start: number, separator: string | RegExp): readonly Part[] {
  let at = start;
  return word.split(separator).flatMap(part => {
    const from = at;
    at += part.length + 1;
    return part === '' ? [] : [{ word: part, start: from, end: from + part.length, endsSentence: separator === '.' }];
  });
}

/** "10min", "30s": a number and what it counts. */
const COUNTED_TOGETHER = /^(\d{1,3})(min|mins|sec|secs|s|h|hr|hrs|std)$/;

const ASCII = /^[\0-\x7f]*$/;
const STRAIGHT: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', ı: 'i' };

/** One spelling for what people type with and without accents, wide or narrow, in capitals or not. */
export function fold(word: string): string {
  if (ASCII.test(word)) return word.toLowerCase();
  const plain = word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '');
  return plain.normalize('NFC').replace(/[ßłøæœı]/gu, letter => STRAIGHT[letter] ?? letter);
}

/** The tokens of a script that writes some characters in two ways: each of the first as that in its place in the second. */
export function withoutVariants([given, meant]: Variants, tokens: readonly Token[]): readonly Token[] {
  const plain = plainly([given, meant]);
  return tokens.map(token => ({ ...token, word: plain(token.word) }));
}
export type Variants = readonly [given: string, meant: string];

/** Replaces the characters that may be written otherwise. */
export function plainly([given, meant]: Variants): (text: string) => string {
  const characters = [...meant];
  const plain = new Map([...given].map((character, index) => [character, characters[index] ?? character]));
  return text => text.replace(/\p{Script=Han}/gu, character => plain.get(character) ?? character);
}

/** "Connects" and "connect", "servers" and "server": the `s` at the end of an English word makes no difference. */
export function withoutEndings(unending: string): (text: string) => string {
  const kept = new Set(unending.split(','));
  return text => text.replace(ENDING_IN_S, word => (kept.has(word) ? word : word.slice(0, -1)));
}
const ENDING_IN_S = /\b[a-z]{2,}[^\Wius_]s\b/g;

/** Word -> the one that stands for it, of `pc=computer=machine` the first. That may be several words: `can not=cannot`. */
export function synonymsOf(alike: string): ReadonlyMap<string, string> {
  const meant = new Map<string, string>();
  for (const group of alike.split(',')) {
    const [first = '', ...others] = group.trim().split('=');
    for (const other of others) meant.set(other, first);
  }
  return meant;
}

/** The tokens of a text with each word as the one that stands for all that say the same. */
export function asMeant(meant: ReadonlyMap<string, string>, tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap(token => {
    const words = meant.get(token.word);
    if (words === undefined) return [token];
    if (!words.includes(' ')) return [{ ...token, word: words }];
    return words.split(' ').map((word, at) => ({ ...token, word, boundary: at === 0 ? token.boundary : 'none' }));
  });
}

/** The same for phrases; `connect*` is no whole word. */
export function phrasesAsMeant(meant: ReadonlyMap<string, string>, phrases: string): string {
  return phrases.replace(WHOLE_WORD, word => meant.get(word) ?? word);
}
const WHOLE_WORD = /(?<![\p{L}\p{M}\p{N}.-])[\p{L}\p{M}\p{N}]+(?![\p{L}\p{M}\p{N}*.-])/gu;
