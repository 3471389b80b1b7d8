import type { CodeKnowledge } from '../knowledge.ts';
import { isTurned } from './negation.ts';
import { wordsOf } from './words.ts';

/** The telling words of a wording, and whether it says that something is not so. */
interface Bag {
  readonly words: ReadonlySet<string>;
  readonly turned: boolean;
}

export interface MessageBags {
  readonly messages: readonly { readonly row: CodeKnowledge; readonly bags: readonly Bag[] }[];
  /** How much a word tells: rare words more. */
  readonly weightOf: (word: string) => number;
}

/** What every message of Remote Desktop is about tells none from another. */
const GENERIC = wordsOf('remote desktop computer connect connection session work server host rdp windows problem use');

/** The words of each message with how much each tells it from the others: the rarer, the more. */
export function bagMessages(codes: readonly CodeKnowledge[]): MessageBags {
  const messages = codes.filter(({ surface }) => surface === 'message').map(row => ({ row, bags: bagsOf(row) }));
  const spread = new Map<string, number>();
  for (const { bags } of messages)
    for (const word of new Set(bags.flatMap(({ words }) => [...words]))) spread.set(word, (spread.get(word) ?? 0) + 1);
  const weightOf = (word: string) =>
    GENERIC.has(word) ? 0 : Math.log((messages.length + 1) / ((spread.get(word) ?? 0) + 0.5));
  return { messages, weightOf };
}

function bagsOf(row: CodeKnowledge): readonly Bag[] {
  const texts = [row.code.replaceAll('-', ' '), ...fragmentsOf(row)];
  return texts.map(text => ({ words: wordsOf(text), turned: isTurned(text) })).filter(({ words }) => words.size > 0);
}

/** What a message is recognised by in every language. */
export function fragmentsOf({ wordings = {} }: CodeKnowledge): readonly string[] {
  return Object.values(wordings).flat();
}
