import type { SharedSayings } from './sayings.ts';
import { BEYOND_LATIN, type Token } from './tokens.ts';

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HAN = /\p{Script=Han}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;

/** Scripts without blanks between words: a whole sentence looks like one word. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a text without blanks may be a sentence, where others would be a name. */
export const hidesHost = (text: string): boolean =>
  UNSPACED.test(text) && !/^\S+\.[a-z]{2,}(?::\d+)?$/iu.test(text.trim());

/** The language of a text by its script, else by the words that tell it. English where nothing tells. */
export function languageOf({ telling }: Pick<SharedSayings, 'telling'>, tokens: readonly Token[]): string {
  const words = tokens.map(({ word }) => word);
  // An engine is not ready with tables of scripts at once, and most texts need none.
  const others = words.filter(word => BEYOND_LATIN.test(word));
  if (others.length > 0) {
    if (others.some(word => KANA.test(word))) return 'ja';
    if (others.filter(word => HAN.test(word)).length > 1) return 'zh';
    if (others.some(word => CYRILLIC.test(word))) return 'ru';
  }
  const scores = new Map<string, number>();
  const tellers = languagesByWord(telling);
  // A word that few languages have tells more than one that many share.
  for (const word of words) {
    const languages = tellers.get(word) ?? [];
    for (const language of languages) scores.set(language, (scores.get(language) ?? 0) + 1 / languages.length);
  }
  const [best] = [...scores].toSorted(
    ([one, score], [other, otherScore]) => otherScore - score || Number(other === ENGLISH) - Number(one === ENGLISH),
  );
  return best?.[0] ?? ENGLISH;
}
const ENGLISH = 'en';

type Telling = SharedSayings['telling'];
const ready = new WeakMap<Telling, ReadonlyMap<string, readonly string[]>>();

function languagesByWord(telling: Telling): ReadonlyMap<string, readonly string[]> {
  const known = ready.get(telling);
  if (known !== undefined) return known;
  const made = new Map<string, string[]>();
  for (const [language, words] of Object.entries(telling))
    for (const word of words.split(' ')) {
      const known = made.get(word);
      if (known === undefined) made.set(word, [language]);
      else known.push(language);
    }
  ready.set(telling, made);
  return made;
}
