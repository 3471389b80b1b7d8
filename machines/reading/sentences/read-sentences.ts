import { findClauses } from './clauses.ts';
import { languageOf } from './language.ts';
import { compileLexicon, findMatches, type Lexicon } from './lexicon.ts';
import { readPrograms } from './programs.ts';
import { applyRules, compileRules, type Hit, type Rule } from './rules.ts';
import type { LanguageSayings, Sayings } from './sayings.ts';
import { settleHits } from './settle.ts';
import { proseOf } from './prose.ts';
import { type Token, tokenize } from './tokens.ts';

/** A fact that a person told in their own words. To be confirmed by them; it never settles a cause. */
export interface Said {
  readonly question: string;
  readonly answer: string;
  /** Where it stands in the text. */
  readonly at: readonly [start: number, end: number];
  readonly phrase: string;
}

/**
 * The facts that a person tells in sentences, in the order of the text. What is asked, wished or negated gives nothing,
 * and neither does the output of tools. Pure; a long text costs no more than its beginning.
 */
export function readSentences(sayings: Sayings, text: string): readonly Said[] {
  const prose = proseOf(text);
  const tokens = tokenize(prose);
  const language = languageOf(sayings, tokens);
  if (language === undefined || tokens.length === 0) return [];
  const { lexicon, rules } = compiled(sayings, language);
  const matches = findMatches(lexicon, tokens);
  const clauses = findClauses(sayings, tokens, matches);
  const hits = settleHits([...applyRules(sayings, rules, clauses), ...readPrograms(clauses)], clauses, matches);
  return hits.map(hit => saidOf(hit, prose, tokens)).toSorted((one, other) => one.at[0] - other.at[0]);
}

function saidOf({ question, answer, from, to }: Hit, prose: string, tokens: readonly Token[]): Said {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  return { question, answer, at: [start, end], phrase: prose.slice(start, end) };
}

interface Compiled {
  readonly lexicon: Lexicon;
  readonly rules: readonly Rule[];
}
const known = new WeakMap<LanguageSayings, Compiled>();

/** A language is made ready when its first sentence comes. */
function compiled(sayings: Sayings, language: LanguageSayings): Compiled {
  const ready = known.get(language);
  if (ready !== undefined) return ready;
  const made = { lexicon: compileLexicon(sayings, language), rules: [...compileRules(sayings), ...wholeSayings(language)] };
  known.set(language, made);
  return made;
}

/** A whole saying is a class of its own with a rule that takes it as it is. */
function wholeSayings(language: LanguageSayings): readonly Rule[] {
  return Object.entries(language.sayings).flatMap(([question, answers]) =>
    Object.keys(answers).map(answer => ({
      question,
      answer,
      parts: [{ wanted: [{ names: new Set([`=${question}:${answer}`]), negated: false }], unwanted: new Set<string>(), result: false }],
    })),
  );
}
