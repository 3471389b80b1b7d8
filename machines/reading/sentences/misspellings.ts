import type { LanguageSayings } from './sayings.ts';
import type { Token } from './tokens.ts';

/** In shorter words a slip may as well be another word. */
const LETTERS_AT_LEAST = 6;

/** Tokens with the slips of words that come often put right: a letter wrong, missing, too many, or swapped with the next. */
export function withoutSlips(language: LanguageSayings, tokens: readonly Token[]): readonly Token[] {
  const words = new Set(language.often?.split(',').filter(word => word.length >= LETTERS_AT_LEAST));
  return tokens.map(token => {
    if (token.word.length < LETTERS_AT_LEAST - 1 || words.has(token.word) || /\d/.test(token.word)) return token;
    const meant = [...words].filter(word => isSlip(word, token.word));
    return meant[0] === undefined || meant.length > 1 || isSaid(language, token.word)
      ? token
      : { ...token, word: meant[0] };
  });
}

const said = new WeakMap<LanguageSayings, ReadonlySet<string>>();

/** Whether a word is one of those in which the language says things: "verbonden" is no slip of "verbinden". */
function isSaid(language: LanguageSayings, word: string): boolean {
  const words = said.get(language) ?? new Set(JSON.stringify([language.words, language.sayings]).split(/[^\p{L}\d]+/u));
  said.set(language, words);
  return words.has(word);
}

/** The first letter is rarely wrong; an ending that is added or left out makes another form of the word. */
function isSlip(word: string, given: string): boolean {
  if (word[0] !== given[0] || Math.abs(word.length - given.length) > 1) return false;
  let same = 0;
  while (same < word.length && word[same] === given[same]) same++;
  // The last letter tells one form from another.
  if (same >= Math.min(word.length, given.length) - 1) return false;
  const [rest, other] = [word.slice(same), given.slice(same)];
  return (
    rest.slice(1) === other.slice(1) ||
    rest.slice(1) === other ||
    rest === other.slice(1) ||
    (rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2))
  );
}
