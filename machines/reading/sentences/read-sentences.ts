import { findClauses } from './clauses.ts';
import { languageOf } from './language.ts';
import { compileLexicon, findMatches, type Lexicon } from './lexicon.ts';
import { withoutSlips } from './misspellings.ts';
import { readPrograms } from './programs.ts';
import { proseOf } from './prose.ts';
import { applyRules, compileRules, type Hit, type Rule } from './rules.ts';
import type { LanguageSayings, Sayings } from './sayings.ts';
import { settleHits } from './settle.ts';
import { asMeant, synonymsOf, type Token, tokenize, withoutEndings, withoutVariants } from './tokens.ts';

/** A fact that a person told in their own words. They are shown it and can take it back. */
export interface StatedFact {
  readonly question: string;
  readonly answer: string;
  /** Where it stands in the text. */
  readonly at: readonly [start: number, end: number];
  readonly phrase: string;
}

/** What a person wrote, taken apart: the facts in it, and the sentences of which nothing was understood. */
export interface SentencesReading {
  readonly said: readonly StatedFact[];
  readonly rest: readonly string[];
}

/**
 * The facts that a person tells in sentences, in the order of the text. What is asked, wished or negated gives nothing,
 * and neither does the output of tools, nor, where a dialog is among the sentences, what that says of "your" computer.
 * Pure; a long text costs no more than its beginning.
 */
export function readSentences(sayings: Sayings, text: string, quotesDialog = false): SentencesReading {
  const prose = proseOf(text);
  const tokens = tokenize(prose);
  const said = factsIn(sayings, prose, tokens, quotesDialog);
  return { said, rest: restOf(prose, tokens, said) };
}

function factsIn(
  sayings: Sayings,
  prose: string,
  tokens: readonly Token[],
  quotesDialog: boolean,
): readonly StatedFact[] {
  const language = sayings.languages[languageOf(sayings, tokens)];
  if (language === undefined || tokens.length === 0) return [];
  const { lexicon, rules, synonyms } = compiled(sayings, language);
  const written = language.variants === undefined ? tokens : withoutVariants(language.variants, tokens);
  const meant = asMeant(synonyms, withEndings(language, withoutSlips(language, written)));
  const matches = findMatches(lexicon, meant);
  const clauses = findClauses(sayings, meant, matches, quotesDialog);
  const hits = settleHits([...applyRules(sayings, rules, clauses), ...readPrograms(clauses)], clauses, matches);
  return hits.map(hit => statedFactOf(hit, prose, meant)).toSorted((one, other) => one.at[0] - other.at[0]);
}

function withEndings({ unending }: LanguageSayings, tokens: readonly Token[]): readonly Token[] {
  if (unending === undefined) return tokens;
  const bare = withoutEndings(unending);
  return tokens.map(token => ({ ...token, word: bare(token.word) }));
}

function statedFactOf({ question, answer, from, to }: Hit, prose: string, tokens: readonly Token[]): StatedFact {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? start;
  return { question, answer, at: [start, end], phrase: prose.slice(start, end) };
}

/** Fewer words are a code, a name or a slip. Scripts without blanks count their characters. */
const WORDS_OF_A_SENTENCE = 3;

/** The sentences in which no fact was found. */
function restOf(prose: string, tokens: readonly Token[], said: readonly StatedFact[]): readonly string[] {
  const starts = tokens.flatMap((token, index) => (token.boundary === 'hard' ? [index] : []));
  return starts.flatMap((from, index) => {
    const to = starts[index + 1] ?? tokens.length;
    const [first, last] = [tokens[from], tokens[to - 1]];
    if (first === undefined || last === undefined || to - from < WORDS_OF_A_SENTENCE) return [];
    if (said.some(({ at: [start, end] }) => start < last.end && first.start < end)) return [];
    return [
      prose
        .slice(first.start, tokens[to]?.start ?? prose.length)
        .replace(/\s+/gu, ' ')
        .trim(),
    ];
  });
}

interface Compiled {
  readonly lexicon: Lexicon;
  readonly rules: readonly Rule[];
  readonly synonyms: ReadonlyMap<string, string>;
}
const known = new WeakMap<LanguageSayings, Compiled>();

/** Makes a language ready before its first sentence comes. */
export function prepareSentences(sayings: Sayings, language: string): void {
  const told = sayings.languages[language];
  if (told === undefined) return;
  compiled(sayings, told);
  // Reading something makes the engine ready as well.
  readSentences(sayings, (sayings.telling[language] ?? '').slice(0, WARMING_CHARACTERS));
}
const WARMING_CHARACTERS = 200;

/** A language is made ready when its first sentence comes. */
function compiled(sayings: Sayings, language: LanguageSayings): Compiled {
  const ready = known.get(language);
  if (ready !== undefined) return ready;
  const made = {
    lexicon: compileLexicon(sayings, language),
    rules: [...compileRules(sayings), ...wholeSayings(language)],
    synonyms: synonymsOf(language.alike ?? ''),
  };
  known.set(language, made);
  return made;
}

/** A whole saying is a class of its own with a rule that takes it as it is. */
function wholeSayings(language: LanguageSayings): readonly Rule[] {
  return Object.entries(language.sayings).flatMap(([question, answers]) =>
    Object.keys(answers).map(answer => ({
      question,
      answer,
      parts: [
        {
          wanted: [{ names: new Set([`=${question}:${answer}`]), negated: false, follows: false, beside: false }],
          unwanted: new Set<string>(),
          result: false,
          conditional: false,
        },
      ],
    })),
  );
}
