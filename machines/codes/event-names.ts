import type { CodeKnowledge } from '../knowledge.ts';
import { NEGATORS } from './negation.ts';
import { normaliseLetters } from './words.ts';

/** A text up to this length asks about an event; a longer one is a log, and its readers take its events. */
const MAX_QUERY_CHARACTERS = 120;
const NUMBER = /(?<![\w.:])\d{1,5}(?![\w.:])/g;
/** The word for an event in the languages of the dialogs that are known. */
const EVENT = /\bevent|ereignis|[eé]v[eéè]nement|zdarzeni|событи|イベント|事件|이벤트/iu;

/** The events that a short text names, by the provider or the word "event", and the number: `LsaSrv/6167`, `event id 20518`. */
export function eventsNamedIn(codes: readonly CodeKnowledge[], text: string): readonly CodeKnowledge[] {
  if (text.length > MAX_QUERY_CHARACTERS) return [];
  const numbers: ReadonlySet<string> = new Set(
    [...text.matchAll(NUMBER)].filter(({ index }) => !isNegated(text.slice(0, index))).map(([number]) => number),
  );
  if (numbers.size === 0) return [];
  const plain = text.toLowerCase();
  const anyProvider = EVENT.test(text);
  return codes.filter(({ surface, code }) => {
    if (surface !== 'windows-event') return false;
    const [provider = '', number = ''] = code.split('/');
    return numbers.has(number) && (anyProvider || plain.includes(provider.toLowerCase()));
  });
}

/** "No 4624, no 4625". */
const isNegated = (before: string): boolean =>
  NEGATORS.has(normaliseLetters(/\p{L}+(?=\s*$)/u.exec(before)?.[0] ?? ''));
