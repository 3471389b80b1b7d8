import type { LanguageSayings } from '../machines/reading/sentences/sayings.ts';
import { fold } from '../machines/reading/sentences/tokens.ts';

/** Besides the small words, which are written by hand. */
const WORDS_OF_A_LANGUAGE = 38;
/** English is what a text is taken for where nothing tells. */
const WORDS_OF_ENGLISH = 30;
const UNTOLD_BY_WORDS = /[^\p{Script=Latin}\d'’]/u;

/** What is taken from a file of content: its small words and its phrases. */
type Source = LanguageSayings & { readonly small: string };

/**
 * The words by which each language is told: its small words, then those of its own phrases that come often and that few
 * other languages have. Scripts tell the rest.
 */
export function tellingWords(sources: Readonly<Record<string, Source>>): Readonly<Record<string, string>> {
  const counts = new Map(Object.entries(sources).map(([language, source]) => [language, countWords(source)]));
  return Object.fromEntries(
    Object.entries(sources).map(([language, { small }]) => {
      const smallWords = wordsIn(small);
      const shared = (word: string) => [...counts.values()].filter(count => count.has(word)).length;
      const ranked = [...(counts.get(language) ?? [])]
        .map(([word, count]) => ({ word, weight: count / shared(word) ** 2 }))
        .toSorted((one, other) => other.weight - one.weight || one.word.localeCompare(other.word));
      const telling = [
        ...smallWords,
        ...ranked.slice(0, language === 'en' ? WORDS_OF_ENGLISH : WORDS_OF_A_LANGUAGE).map(({ word }) => word),
      ];
      return [language, [...new Set(telling)].filter(word => !UNTOLD_BY_WORDS.test(word)).join(' ')];
    }),
  );
}

function countWords({ words, sayings }: LanguageSayings): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const phrases = [...Object.values(words), ...Object.values(sayings).flatMap(Object.values<string>)];
  for (const word of phrases.flatMap(wordsIn)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const wordsIn = (phrases: string): readonly string[] =>
  phrases
    .split(/[\s,()|~$"]+/u)
    .filter(word => /^[\p{L}’']{2,}$/u.test(word) || word.length === 1)
    .map(fold);
