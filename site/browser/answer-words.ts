/** By `question:answer`, what it says in a short sentence; otherwise where a machine saw it and the sentence differs. */
export interface AnswerWords {
  readonly told: Readonly<Record<string, string>>;
  readonly seen: Readonly<Record<string, string>>;
}

/** A file that is not ours has no words. */
export function parseAnswerWords(value: unknown): AnswerWords {
  return { told: textsIn(value, 'told'), seen: textsIn(value, 'seen') };
}

function textsIn(value: unknown, key: keyof AnswerWords): Readonly<Record<string, string>> {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  const entries = typeof found === 'object' && found !== null ? Object.entries(found) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
