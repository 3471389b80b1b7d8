import { compare } from '../machines/codes/compared-text.ts';
import type { DialogTelling } from '../machines/codes/dialog-languages.ts';
import type { CodeKnowledge } from '../machines/knowledge.ts';
import { type DialogLanguage, TOLD_BY_WORDS } from '../machines/vocabulary.ts';

/** So many of the telling words stand in each wording, where it has them: one of them may be mistyped. */
const WORDS_OF_A_WORDING = 2;
const OF_LETTERS = /^\p{Script=Latin}{2,}$/u;

/** As few words as will tell every wording of a language; none that English has as well, where others are there. */
export function tellingDialogs(codes: readonly CodeKnowledge[]): DialogTelling {
  const english = new Set(wordingsOf(codes, 'en').flat());
  return Object.fromEntries(
    TOLD_BY_WORDS.map(language => [language, wordsToTell(wordingsOf(codes, language), english).join(' ')]),
  );
}

const wordingsOf = (codes: readonly CodeKnowledge[], language: DialogLanguage): readonly (readonly string[])[] =>
  codes.flatMap(({ wordings }) => wordings?.[language] ?? []).map(text => compare(text).words);

function wordsToTell(wordings: readonly (readonly string[])[], english: ReadonlySet<string>): readonly string[] {
  const open = wordings.map(words => {
    const own = [...new Set(words)].filter(word => OF_LETTERS.test(word));
    const telling = own.filter(word => !english.has(word));
    const candidates = telling.length > 0 ? telling : own;
    return { candidates, needed: Math.min(WORDS_OF_A_WORDING, candidates.length) };
  });
  const chosen = new Set<string>();
  for (;;) {
    const gains = new Map<string, number>();
    for (const { candidates, needed } of open)
      if (needed > 0) for (const word of candidates) if (!chosen.has(word)) gains.set(word, (gains.get(word) ?? 0) + 1);
    const [best] = [...gains].toSorted(([a, x], [b, y]) => y - x || a.localeCompare(b));
    if (best === undefined) return [...chosen];
    chosen.add(best[0]);
    for (const wording of open) if (wording.candidates.includes(best[0])) wording.needed--;
  }
}
