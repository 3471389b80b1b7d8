import type { Options } from 'minisearch';
import { numberNotations } from './notation.ts';

export const KINDS = ['guide', 'cause', 'step', 'code'] as const;
export type Kind = (typeof KINDS)[number];

export interface Found {
  readonly address: string;
  readonly kind: Kind;
  readonly title: string;
  readonly text: string;
  /** In words: the program of a code, nothing for the rest. */
  readonly where: string;
}

/** What is indexed and what comes back. `terms` is what a person may type that the text does not say. */
export interface SearchDocument extends Found {
  readonly id: number;
  readonly terms: string;
}

/** The same words in other mouths. */
const SYNONYMS: Readonly<Record<string, string>> = {
  mstsc: 'remote desktop connection',
  rdp: 'remote desktop',
  pc: 'host',
  server: 'host',
  computer: 'host',
  login: 'sign-in',
  logon: 'sign-in',
  signin: 'sign-in',
  dns: 'name',
  cert: 'certificate',
  cal: 'licence',
  license: 'licence',
  licensing: 'licence',
  oracle: 'credssp',
  blackscreen: 'black screen',
  rdpwrap: 'wrapper',
};

const isCode = (term: string) => /\d/.test(term);

/** Building and reading the index must agree on all of this. */
export const searchOptions: Options<SearchDocument> = {
  fields: ['title', 'text', 'where', 'terms'],
  storeFields: ['address', 'kind', 'title', 'text', 'where'],
  tokenize: text => text.split(/[\s.,;:!?"'“”‘’()[\]{}/\\|<>=+*…·–—]+/).filter(Boolean),
  processTerm: term => term.toLowerCase(),
  searchOptions: {
    boost: { terms: 4, title: 3, where: 0.5 },
    boostDocument: (_, __, stored) => (stored?.kind === 'code' ? 0.7 : 1.4),
    // One digit off is another code.
    fuzzy: term => (isCode(term) || term.length < 4 ? false : 0.2),
    prefix: term => !isCode(term) || term.length > 3,
    processTerm: term => {
      const lower = term.toLowerCase();
      const codes = numberNotations(lower);
      if (codes) return [...codes];
      const synonym = SYNONYMS[lower];
      return synonym === undefined ? lower : [lower, ...synonym.split(' ')];
    },
  },
};
