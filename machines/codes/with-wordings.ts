import type { CodeKnowledge, Wordings } from '../knowledge.ts';

/** The wordings of every message, by its id: the file that comes once somebody types. */
export type WordingsById = { readonly [message: string]: Wordings };

export function wordingsOf(codes: readonly CodeKnowledge[]): WordingsById {
  return Object.fromEntries(codes.flatMap(({ code, wordings }) => (wordings === undefined ? [] : [[code, wordings]])));
}

/** The catalogue as it is before anybody types: of its wordings a message keeps its title. */
export function withTitlesOnly(codes: readonly CodeKnowledge[]): readonly CodeKnowledge[] {
  return codes.map(row => (row.wordings === undefined ? row : { ...row, wordings: titleOf(row.wordings) }));
}

/** A file that is not ours holds none. */
export function parseWordings(value: unknown): WordingsById {
  const entries = Object.entries(isRecord(value) ? value : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, Wordings] => isWordings(entry[1])));
}

function isWordings(value: unknown): value is Wordings {
  return isRecord(value) && Object.values(value).every(list => Array.isArray(list) && list.every(isText));
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export function withWordings(codes: readonly CodeKnowledge[], byId: WordingsById): readonly CodeKnowledge[] {
  return codes.map(row => {
    const wordings = row.surface === 'message' ? byId[row.code] : undefined;
    return wordings === undefined ? row : { ...row, wordings };
  });
}

const titleOf = ({ en = [] }: Wordings): Wordings => ({ en: en.slice(0, 1) });
