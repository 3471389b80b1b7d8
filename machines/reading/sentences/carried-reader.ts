import { languageOf } from './language.ts';
import { proseOf } from './prose.ts';
import { prepareSentences, readSentences, type SentencesReading } from './read-sentences.ts';
import type { CarriedSayings, LanguageSayings } from './sayings.ts';
import { tokenize } from './tokens.ts';

/** A reader of sentences that brings a language when the first text in it comes. */
export interface CarriedReader {
  /** Whether a text can be read now. Also where its language cannot be had: codes in it are read all the same. */
  readonly isReadyFor: (text: string) => boolean;
  /** Brings the language of a text. Never rejects. */
  readonly bringFor: (text: string) => Promise<void>;
  /** Brings a language and makes it ready, before anything is typed: the first sentence is then read at once. Never rejects. */
  readonly prepare: (language: string) => Promise<void>;
  /** No facts where the language of the text is not here. */
  readonly readSentences: (text: string, quotesDialog?: boolean) => SentencesReading;
}

export function carriedReader({ shared, languages }: Omit<CarriedSayings, 'dialogs'>): CarriedReader {
  const here: Record<string, LanguageSayings> = {};
  const lost = new Set<string>();
  const sayings = { ...shared, languages: here };
  const languageOfText = (text: string) => languageOf(shared, tokenize(proseOf(text)));
  const isHere = (language: string) => here[language] !== undefined || languages[language] === undefined;

  async function bring(language: string): Promise<void> {
    const load = languages[language];
    if (load === undefined || here[language] !== undefined) return;
    const brought = await load().catch(() => undefined);
    if (brought === undefined) lost.add(language);
    else here[language] = brought;
  }
  return {
    isReadyFor: text => {
      const language = languageOfText(text);
      return isHere(language) || lost.has(language);
    },
    bringFor: text => bring(languageOfText(text)),
    prepare: async language => {
      await bring(language);
      prepareSentences(sayings, language);
    },
    readSentences: (text, quotesDialog) => {
      // What could not be had is asked for again, for the next text.
      for (const language of lost) void bring(language);
      return readSentences(sayings, text, quotesDialog);
    },
  };
}
