import type { CodeKnowledge, Wordings } from '../knowledge.ts';

/** The wordings of every message, by its id. */
type WordingsById = { readonly [message: string]: Wordings };

/**
 * The file that comes once somebody types: the ids, and for each language a text for each id, its fragments in lines. One
 * language after the other is a tenth lighter than one message after the other.
 */
export interface WordingsFile {
  readonly messages: readonly string[];
  readonly languages: { readonly [language: string]: readonly string[] };
}
const BETWEEN = '\n';

export function wordingsOf(codes: readonly CodeKnowledge[]): WordingsFile {
  const rows = codes.flatMap(({ code, wordings }) =>
    wordings === undefined ? [] : [{ code, wordings: new Map(Object.entries(wordings)) }],
  );
  const languages = new Set(rows.flatMap(({ wordings }) => [...wordings.keys()]));
  const column = (language: string) => rows.map(({ wordings }) => (wordings.get(language) ?? []).join(BETWEEN));
  return {
    messages: rows.map(({ code }) => code),
    languages: Object.fromEntries([...languages].map(language => [language, column(language)])),
  };
}

/** The catalogue as it is before anybody types: of its wordings a message keeps its title. */
export function withTitlesOnly(codes: readonly CodeKnowledge[]): readonly CodeKnowledge[] {
  return codes.map(row => (row.wordings === undefined ? row : { ...row, wordings: titleOf(row.wordings) }));
}

/** A file that is not ours holds none. */
export function parseWordings(value: unknown): WordingsById {
  const { messages, languages } = isRecord(value) ? value : {};
  if (!isTexts(messages) || !isRecord(languages)) return {};
  const columns = Object.entries(languages).filter((entry): entry is [string, string[]] => isTexts(entry[1]));
  return Object.fromEntries(
    messages.flatMap((message, at) => {
      const cells = columns.map(([language, texts]) => [language, texts[at] ?? ''] as const);
      const told = cells.filter(([, text]) => text !== '').map(([language, text]) => [language, text.split(BETWEEN)]);
      return told.length === 0 ? [] : [[message, Object.fromEntries(told)] as const];
    }),
  );
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(text => typeof text === 'string');
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export function withWordings(codes: readonly CodeKnowledge[], byId: WordingsById): readonly CodeKnowledge[] {
  return codes.map(row => {
    const wordings = row.surface === 'message' ? byId[row.code] : undefined;
    return wordings === undefined ? row : { ...row, wordings };
  });
}

const titleOf = ({ en = [] }: Wordings): Wordings => ({ en: en.slice(0, 1) });
