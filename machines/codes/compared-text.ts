import { normaliseLetters, UNSPACED } from './words.ts';

/** A text as wordings are looked for in it, with what punctuation and line ends said before they were left out. */
export interface ComparedText {
  readonly words: readonly string[];
  /** The words with one space before, between and behind them, and where in it each begins. */
  readonly spaced: string;
  readonly starts: readonly number[];
  /** The words without spaces, for scripts that have none, and where in it each begins. */
  readonly dense: string;
  readonly denseStarts: readonly number[];
  /** By word: the clause and the line in which it stands. */
  readonly clauses: readonly number[];
  readonly lines: readonly number[];
}

/** Words, line ends, and what ends a clause. Colons and quotation marks end none: they stand around what somebody says. */
const TOKEN = new RegExp(
  `[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+|\\n|[.!?,;](?=\\s|$)|[。！？；，](?!["”»」』])|\\s[-–—]+\\s`,
  'gu',
);
const WORD = /[\p{L}\p{N}]/u;
/** The same where all letters and digits are plain ones: an engine is ready with these at once, and not with tables of all scripts. */
const PLAIN_TEXT = /^[\0-\x7f\u2010-\u203a\xab\xbb]*$/;
const PLAIN_TOKEN = /[a-z0-9]+|\n|[.!?,;](?=\s|$)|\s[-–—]+\s/g;
const PLAIN_WORD = /[a-z0-9]/;
/** `can not`, `cannot` and `can’t` are one word. */
const BEFORE_NOT = new Map(
  'can could did does do is are was were has have had will would should'
    .split(' ')
    .map(verb => [verb, verb === 'can' ? 'cant' : verb === 'will' ? 'wont' : `${verb}nt`]),
);

/** A text as the words by which wordings are recognised, in whatever case, quotes and dashes it comes. */
export function compare(text: string): ComparedText {
  const words: string[] = [];
  const clauses: number[] = [];
  const lines: number[] = [];
  let clause = 0;
  let line = 0;
  const letters = normaliseLetters(text);
  const [pattern, word] = PLAIN_TEXT.test(letters) ? [PLAIN_TOKEN, PLAIN_WORD] : [TOKEN, WORD];
  for (const [token] of letters.matchAll(pattern)) {
    if (token === '\n') line++;
    if (!word.test(token)) {
      clause++;
      continue;
    }
    const last = words.length - 1;
    const negated = token === 'not' && clauses[last] === clause ? BEFORE_NOT.get(words[last] ?? '') : undefined;
    if (negated !== undefined) {
      words[last] = negated;
      continue;
    }
    words.push(token === 'cannot' ? 'cant' : token);
    clauses.push(clause);
    lines.push(line);
  }
  return { words, clauses, lines, ...joined(words) };
}

function joined(words: readonly string[]): Pick<ComparedText, 'spaced' | 'starts' | 'dense' | 'denseStarts'> {
  const starts: number[] = [];
  const denseStarts: number[] = [];
  let at = 1;
  let denseAt = 0;
  for (const word of words) {
    starts.push(at);
    denseStarts.push(denseAt);
    at += word.length + 1;
    denseAt += word.length;
  }
  return { spaced: ` ${words.join(' ')} `, starts, dense: words.join(''), denseStarts };
}

/** The word in which an offset lies. */
export function wordAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
