import { fetchJson } from './fetch-json.ts';

/** By `question:answer`, what it says in a short sentence; otherwise where a machine saw it and the sentence differs. */
export interface AnswerWords {
  readonly told: Readonly<Record<string, string>>;
  readonly seen: Readonly<Record<string, string>>;
}

/** As it is sent: by question, then by answer, since it is brought while somebody types. */
export type AnswerWordsFile = {
  readonly [K in keyof AnswerWords]: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** The words of the answers, from where the start page has them. */
export const bringAnswerWords = async (file: string): Promise<AnswerWords> => parseAnswerWords(await fetchJson(file));

/** A file that is not ours has no words. */
export function parseAnswerWords(value: unknown): AnswerWords {
  return { told: sentencesIn(value, 'told'), seen: sentencesIn(value, 'seen') };
}

function sentencesIn(value: unknown, key: keyof AnswerWords): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entriesOf(Object(value)[key]).flatMap(([question, answers]) =>
      entriesOf(answers).flatMap(([answer, sentence]) =>
        typeof sentence === 'string' ? [[`${question}:${answer}`, sentence] as const] : [],
      ),
    ),
  );
}

const entriesOf = (value: unknown): readonly [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];
