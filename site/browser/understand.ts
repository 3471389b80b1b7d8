import type { InterpretedInput } from '../../machines/diagnosis/context.ts';
import { interpretInput } from '../../machines/diagnosis/interpret.ts';
import { decodeText } from '../../machines/reading/decode.ts';
import { read } from '../../machines/reading/read.ts';
import { dropSecrets } from '../../machines/reading/secrets.ts';
import { dialogLanguagesOf, sentences } from '../widget/lazy/sayings-source.ts';
import { type AnswerWords, bringAnswerWords } from './answer-words.ts';
import { loadCatalogue } from './catalogue.ts';

/** What was made of an input, the input itself as text without the secrets that it may have held, and words for it all. */
export interface Understood extends InterpretedInput {
  readonly text: string;
  readonly words: AnswerWords;
  /** What a code of the catalogue means. */
  readonly meaningOf: (code: string) => string;
}
export type Understand = (input: string | Uint8Array) => Promise<Understood>;

/** Where the start page has what reading needs. */
export interface ReaderFiles {
  readonly codes: string;
  readonly wordings: string;
  readonly answers: string;
}

const readers = { read, readSentences: sentences.readSentences };

/** The reader with its catalogue. Loaded when somebody begins to type, so that the start page is light. */
export async function loadReader(files: ReaderFiles): Promise<Understand> {
  const [catalogue, words] = await Promise.all([
    loadCatalogue(files.codes, files.wordings),
    bringAnswerWords(files.answers),
  ]);
  return async input => {
    const text = typeof input === 'string' ? input : decodeText(input);
    const [codes] = await Promise.all([catalogue(dialogLanguagesOf(text)), sentences.bringFor(text)]);
    return {
      ...interpretInput({ codes }, readers, text),
      text: dropSecrets(text),
      words,
      meaningOf: id => codes.find(({ surface, code }) => `${surface}:${code}` === id)?.meaning ?? '',
    };
  };
}
