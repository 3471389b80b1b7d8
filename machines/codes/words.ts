/** Letters that have no decomposition, and how people write them on another keyboard. */
const LETTERS: Readonly<Record<string, string>> = { ı: 'i', ł: 'l', ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', đ: 'd' };

/** Most texts: nothing in them has to be taken apart. */
const ASCII = /^[\0-\x7f]*$/;

/** Lower case without accents and apostrophes; everything else stays where it is. */
export function normaliseLetters(text: string): string {
  if (ASCII.test(text)) return text.replace(/['`]/g, '').toLowerCase();
  return (
    text
      // Before NFKD, which makes a blank of some of them.
      .replace(/['’‘`´]/g, '')
      .normalize('NFKD')
      // One sign can stand for eighteen: a text made of such must not grow without bound.
      .slice(0, 3 * text.length + 64)
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/[ıłßøæœđ]/g, letter => LETTERS[letter] ?? letter)
  );
}

/** Text as it is compared: lower case without accents, apostrophes and punctuation, one space between words. */
export function normalise(text: string): string {
  return normaliseLetters(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Scripts without spaces, or, as Korean, with spaces that people set as they like. For a class of a pattern. */
export const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー';
const UNSPACED_SCRIPT = new RegExp(`[${UNSPACED}]`, 'u');
/** Wide enough for all of them, and ready at once, where a table of scripts is not. */
const MAYBE_UNSPACED = /[\u1100-\u11ff\u2e80-\uffff]/;

/** Whether a text has signs of a script without spaces. */
export const isUnspaced = (text: string): boolean => MAYBE_UNSPACED.test(text) && UNSPACED_SCRIPT.test(text);

/** Words that the wordings of dialogs use for one and the same thing. A map: a text may have any word, `constructor` too. */
const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pc: 'computer',
    machine: 'computer',
    logon: 'signin',
    login: 'signin',
    logging: 'signin',
    username: 'user',
    licence: 'license',
    licensing: 'license',
    cert: 'certificate',
    cannot: 'cant',
    couldnt: 'cant',
    unable: 'cant',
    dont: 'not',
    doesnt: 'not',
    didnt: 'not',
    isnt: 'not',
    arent: 'not',
    wrong: 'incorrect',
    invalid: 'incorrect',
    failure: 'failed',
    fails: 'failed',
    max: 'maximum',
    rdg: 'gateway',
    unavailable: 'available',
    trust: 'trusted',
    untrusted: 'trusted',
    azure: 'entra',
    aad: 'entra',
  }),
);
const SPELT_OUT: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    nla: ['network', 'level', 'authentication'],
    lsa: ['local', 'security', 'authority'],
    timeout: ['timed', 'out'],
  }),
);
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sign|log)(?:ged|ed|ning|ging)? (?:in|on)\b/g, 'signin'],
  [/\b(?:could|can) not\b/g, 'cant'],
];
const EMPTY = new Set(
  'a again an and are as at be because been by error errors for from has have in is it its message occurred of on or that the this to try please was we were will with you your'.split(
    ' ',
  ),
);

/** The telling words of a text, each in one form. */
export function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  const plain = PHRASES.reduce((sofar, [phrase, word]) => sofar.replace(phrase, word), normalise(text));
  for (const word of plain.split(' ')) {
    if (word.length < 2 || EMPTY.has(word)) continue;
    for (const spelt of SPELT_OUT.get(word) ?? [word]) words.add(stem(SAME.get(spelt) ?? spelt));
  }
  return words;
}

function stem(word: string): string {
  const bare = word.length > 4 ? word.replace(/(?:ion|ions|ing|ed|es|s)$/, '') : word;
  return bare.length < 3 ? word : bare.replace(/e$/, '');
}
