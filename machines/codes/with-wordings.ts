import type { CodeKnowledge, Wordings } from '../knowledge.ts';
import { fieldsOf } from '../schemas/fields.ts';
import type { DialogLanguage } from '../vocabulary.ts';

/** What comes once somebody types in a language: the fragments of each message that are known in it. */
export type WordingsFile = { readonly [message: string]: readonly string[] };

/** The fragments of one language, as a file of their own. */
export function wordingsIn(codes: readonly CodeKnowledge[], language: DialogLanguage): WordingsFile {
  return Object.fromEntries(
    codes.flatMap(({ code, wordings }) => (wordings?.[language] === undefined ? [] : [[code, wordings[language]]])),
  );
}

/** The catalogue as it is before anybody types: of its wordings a message keeps its title. */
export function withTitlesOnly(codes: readonly CodeKnowledge[]): readonly CodeKnowledge[] {
  return codes.map(row => (row.wordings === undefined ? row : { ...row, wordings: titleOf(row.wordings) }));
}

/** A file that is not ours holds none. */
export function parseWordings(value: unknown): WordingsFile {
  return Object.fromEntries(
    Object.entries(fieldsOf(value) ?? {}).filter((entry): entry is [string, string[]] => isTexts(entry[1])),
  );
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every(text => typeof text === 'string');

/** The catalogue with the wordings of one more language. */
export function withWordings(
  codes: readonly CodeKnowledge[],
  language: DialogLanguage,
  file: WordingsFile,
): readonly CodeKnowledge[] {
  return codes.map(row => {
    const fragments = row.surface === 'message' && Object.hasOwn(file, row.code) ? file[row.code] : undefined;
    return fragments === undefined ? row : { ...row, wordings: { ...row.wordings, [language]: fragments } };
  });
}

/** The same with the files of several languages, as they came. */
export const withFiles = (
  codes: readonly CodeKnowledge[],
  languages: readonly DialogLanguage[],
  files: readonly unknown[],
): readonly CodeKnowledge[] =>
  languages.reduce((known, language, at) => withWordings(known, language, parseWordings(files[at])), codes);

const titleOf = ({ en = [] }: Wordings): Wordings => ({ en: en.slice(0, 1) });
