import type { LanguageSayings, Sayings } from './sayings.ts';
import { fold, type Token } from './tokens.ts';

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HAN = /\p{Script=Han}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** Scripts without blanks between words: a whole sentence looks like one word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a text without blanks may be a sentence, where others would be a name. */
export const hidesHost = (text: string): boolean =>
  UNSPACED.test(text) && !/^\S+\.[a-z]{2,}(?::\d+)?$/iu.test(text.trim());

/** The language of a text by its script, else by the small words in it. English where nothing tells. `covered`: how many words a
 * language knows. */
export function languageOf(
  sayings: Sayings,
  tokens: readonly Token[],
  covered: (language: LanguageSayings) => number,
): LanguageSayings | undefined {
  const { languages } = sayings;
  const words = tokens.map(({ word }) => word);
  if (words.some(word => KANA.test(word))) return languages.ja;
  if (words.filter(word => HAN.test(word)).length > 1) return languages.zh;
  if (words.some(word => CYRILLIC.test(word))) return languages.ru;
  const ranked = Object.entries(languages)
    .map(([language, known]) => ({ language, known, hits: hitsOf(known.small, words) }))
    .toSorted((one, other) => other.hits - one.hits || Number(other.language === 'en') - Number(one.language === 'en'));
  const close = ranked.filter(({ hits }) => hits >= (ranked[0]?.hits ?? 0) - CLOSE);
  if (close.length <= 1) return close[0]?.known;
  const weighed = close.map(each => ({ ...each, weight: each.hits + covered(each.known) }));
  return weighed.toSorted((one, other) => other.weight - one.weight)[0]?.known;
}

/** Languages whose small words tell no more apart than this are told by all their words. */
const CLOSE = 1;

const smallWords = new Map<string, ReadonlySet<string>>();

function hitsOf(small: string, words: readonly string[]): number {
  let known = smallWords.get(small);
  if (known === undefined) {
    known = new Set(small.split(/[\s,]+/u).map(fold));
    smallWords.set(small, known);
  }
  return words.filter(word => known.has(word)).length;
}
