import type { Options } from 'minisearch';
import type { SearchWords } from '../../content/search-words.ts';
import { numberNotations } from './notation.ts';

export const KINDS = ['guide', 'cause', 'step', 'question', 'page', 'code'] as const;
export type Kind = (typeof KINDS)[number];

export interface Found {
  readonly address: string;
  readonly kind: Kind;
  readonly title: string;
  readonly text: string;
  /** In words: the program of a code, nothing for the rest. */
  readonly where: string;
}

/** What is indexed and what comes back. `terms` is what a person may type that the text does not say, `body` the text. */
export interface SearchDocument extends Found {
  readonly id: number;
  readonly terms: string;
  readonly body: string;
}

const isCode = (term: string) => /\d/.test(term);

/** What stands between the words of a text. */
export const BETWEEN_WORDS = /([\s.,;:!?"'“”‘’()[\]{}/\\|<>=+*…·–—]+)/;

/** Building and reading the index must agree on all of this. */
export function searchOptions({ synonyms, idle }: SearchWords): Options<SearchDocument> {
  const idleWords = new Set(idle.split(' '));
  const isIdle = (term: string) => idleWords.has(term);
  return {
    fields: ['title', 'text', 'where', 'terms', 'body'],
    storeFields: ['address', 'kind', 'title', 'text', 'where'],
    tokenize: text => text.split(BETWEEN_WORDS).filter((word, index) => index % 2 === 0 && word !== ''),
    processTerm: term => {
      const lower = term.toLowerCase();
      return isIdle(lower) ? null : lower;
    },
    searchOptions: {
      boost: { terms: 4, title: 3, where: 0.5, body: 0.6 },
      // Who types words wants an explanation; who types a code wants that code, or the guide that is about it.
      boostDocument: (_, term, stored) => (stored?.kind === 'code' ? (isCode(term) ? 0.7 : 0.4) : 1.4),
      // One digit off is another code.
      fuzzy: term => (isCode(term) || term.length < 4 ? false : 0.2),
      prefix: term => !isCode(term) || term.length > 3,
      processTerm: term => {
        const lower = term.toLowerCase();
        if (isIdle(lower)) return null;
        const codes = numberNotations(lower);
        if (codes) return [...codes];
        const synonym = Object.hasOwn(synonyms, lower) ? synonyms[lower] : undefined;
        return synonym === undefined ? lower : [lower, ...synonym.split(' ')];
      },
    },
  };
}
