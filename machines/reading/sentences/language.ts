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
  if (words.some(word => KANA.test(word))) return languages.ja;
  if (words.filter(word => HAN.test(word)).length > 1) return languages.zh;
  if (words.some(word => CYRILLIC.test(word))) return languages.ru;
  const [best] = scoresOf(languages, words).toSorted(
    (one, other) => other.score - one.score || Number(other.language === 'en') - Number(one.language === 'en'),
  );
  return best === undefined ? undefined : languages[best.language];
}

/** A word that few languages have tells more than one that many share. Kin languages share their small words. */
function scoresOf(languages: Sayings['languages'], words: readonly string[]): { language: string; score: number }[] {
  const vocabularies = Object.entries(languages).map(([language, sayings]) => ({
    language,
    ...vocabularyOf(sayings),
    score: 0,
  }));
  for (const word of words) {
    const hits = vocabularies.map(({ small, known }) => (small.has(word) ? 1 : 0) + (known.has(word) ? 1 : 0));
    const all = hits.reduce((sum, hit) => sum + hit, 0);
    if (all > 0) for (const [index, each] of vocabularies.entries()) each.score += (hits[index] ?? 0) / all;
  }
  return vocabularies;
}

interface Vocabulary {
  readonly small: ReadonlySet<string>;
  /** Every word of its classes and sayings. */
  readonly known: ReadonlySet<string>;
}
const readyVocabularies = new WeakMap<LanguageSayings, Vocabulary>();

function vocabularyOf(sayings: LanguageSayings): Vocabulary {
  const ready = readyVocabularies.get(sayings);
  if (ready !== undefined) return ready;
  const phrases = [...Object.values(sayings.words), ...Object.values(sayings.sayings).flatMap(Object.values<string>)];
  const made = { small: wordsIn([sayings.small]), known: wordsIn(phrases) };
  readyVocabularies.set(sayings, made);
  return made;
}

const wordsIn = (phrases: readonly string[]): ReadonlySet<string> =>
  new Set(phrases.flatMap(text => text.split(/[\s,()|~$]+/u)).map(fold));
