import type { Options } from 'minisearch';
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

/** The same words in other mouths. */
const SYNONYMS: Readonly<Record<string, string>> = {
  pc: 'host',
  computer: 'host',
  dns: 'name',
  cert: 'certificate',
  cal: 'licence',
  license: 'licence',
  blackscreen: 'black screen',
  rdpwrap: 'wrapper',
  rdgateway: 'gateway',
  ip: 'address',
  enable: 'switched',
};

/** They stand in every text and tell nothing apart. */
const IDLE = new Set(
  'a an and are at be but by did does for from i in is it my not of on or that the this to with your'.split(' '),
);

const isCode = (term: string) => /\d/.test(term);

/** What stands between the words of a text. */
export const BETWEEN_WORDS = /([\s.,;:!?"'“”‘’()[\]{}/\\|<>=+*…·–—]+)/;

/** Building and reading the index must agree on all of this. */
export const searchOptions: Options<SearchDocument> = {
  fields: ['title', 'text', 'where', 'terms', 'body'],
  storeFields: ['address', 'kind', 'title', 'text', 'where'],
  tokenize: text => text.split(BETWEEN_WORDS).filter((word, index) => index % 2 === 0 && word !== ''),
  processTerm: term => {
    const lower = term.toLowerCase();
    return IDLE.has(lower) ? null : lower;
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
      if (IDLE.has(lower)) return null;
      const codes = numberNotations(lower);
      if (codes) return [...codes];
      const synonym = SYNONYMS[lower];
      return synonym === undefined ? lower : [lower, ...synonym.split(' ')];
    },
  },
};
