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

/** The language of a text by its script, else by the small words in it. English where nothing tells. */
export function languageOf(sayings: Sayings, tokens: readonly Token[]): LanguageSayings | undefined {
  const { languages } = sayings;
  const words = tokens.map(({ word }) => word);
  if (words.some(word => KANA.test(word))) return languages['ja'];
  if (words.filter(word => HAN.test(word)).length > 1) return languages['zh'];
  if (words.some(word => CYRILLIC.test(word))) return languages['ru'];
  const [best] = Object.entries(languages)
    .map(([language, { small }]) => ({ language, hits: hitsOf(small, words) }))
    .toSorted((one, other) => other.hits - one.hits || Number(other.language === 'en') - Number(one.language === 'en'));
  return best === undefined ? undefined : languages[best.language];
}

const smallWords = new Map<string, ReadonlySet<string>>();

function hitsOf(small: string, words: readonly string[]): number {
  let known = smallWords.get(small);
  if (known === undefined) {
    known = new Set(small.split(/[\s,]+/u).map(fold));
    smallWords.set(small, known);
  }
  return words.filter(word => known.has(word)).length;
}
