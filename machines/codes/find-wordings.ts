import type { CodeKnowledge } from '../knowledge.ts';
import type { CodeIndex, Wording } from './code-index.ts';
import { type ComparedText, compare, wordAt } from './compared-text.ts';
import { isDenied, isDeniedDensely } from './negation.ts';
import type { Place } from './place.ts';
import { mistyped, mistypedDensely } from './typing-errors.ts';
import { isUnspaced } from './words.ts';

/** A dialog is short: wordings are looked for in the beginning only. */
const MAX_WORDING_CHARACTERS = 8_192;
/** Names, addresses and numbers that a dialog puts into its sentence are shorter than this. */
const MAX_GAP_CHARACTERS = 160;
/** A text that says something again and again says it at most so often. */
const MAX_OCCURRENCES = 20;

/** A message that a text holds, and the line where it begins. */
export interface WordedMessage {
  readonly row: CodeKnowledge;
  readonly line: number;
  /** Another message of the text says that it holds this one's sentence too: this one is not what came. */
  readonly overruled: boolean;
}

export interface FoundWordings {
  /** The most telling first. */
  readonly messages: readonly WordedMessage[];
  /** What somebody says does not come. */
  readonly denied: ReadonlySet<CodeKnowledge>;
}

/**
 * The messages whose wording stands in the text, however they are framed: behind a number, a dash
 * or "it says", over two lines, in another case. Where none stands there letter by letter, typing errors are forgiven. A
 * message that somebody says does not come is none.
 */
export function findWordings(index: CodeIndex, text: string): FoundWordings {
  const compared = compare(text.slice(0, MAX_WORDING_CHARACTERS));
  const exact = [...spacedPlaces(index, compared), ...densePlaces(index, compared)];
  const telling = exact.some(({ wording }) => wording.row.general !== true);
  const places = telling ? exact : [...exact, ...mistyped(index, compared), ...mistypedDensely(index, compared)];
  const whole = places.filter(place => !places.some(other => surrounds(other, place)));
  const deniedPlaces = whole.filter(place => isPlaceDenied(compared, place));
  // Of a sentence that is denied no part is left.
  const held = places.filter(place => !deniedPlaces.some(other => overlaps(other, place)));
  const denied = new Set(deniedPlaces.map(({ wording }) => wording.row));
  return { messages: messagesAt(held, compared), denied };
}

function isPlaceDenied(text: ComparedText, { start, end, dense }: Place): boolean {
  return dense
    ? isDeniedDensely(text, start, end)
    : isDenied(text, wordAt(text.starts, start), wordAt(text.starts, end - 1));
}

function overlaps(other: Place, place: Place): boolean {
  return other.dense === place.dense && other.start < place.end && place.start < other.end;
}

function messagesAt(places: readonly Place[], text: ComparedText): readonly WordedMessage[] {
  const whole = places.filter(
    place => !places.some(other => other.wording.row !== place.wording.row && surrounds(other, place)),
  );
  const overruled = new Set(whole.flatMap(({ wording }) => wording.row.overrules ?? []));
  const rank = ({ row }: Wording) => Number(row.general ?? false) + 2 * Number(overruled.has(row.code));
  const ordered = [...whole].sort((a, b) => rank(a.wording) - rank(b.wording) || b.wording.length - a.wording.length);
  const messages = new Map<CodeKnowledge, WordedMessage>();
  for (const { wording, start, dense } of ordered) {
    const { row } = wording;
    const line = text.lines[wordAt(dense ? text.denseStarts : text.starts, start)] ?? 0;
    if (!messages.has(row)) messages.set(row, { row, line, overruled: overruled.has(row.code) });
  }
  return [...messages.values()];
}

/** A wording that is only a part of another one's place says nothing by itself. */
function surrounds(other: Place, place: Place): boolean {
  const inside = other.dense === place.dense && other.start <= place.start && place.end <= other.end;
  return inside && other.wording.length > place.wording.length;
}

function spacedPlaces(index: CodeIndex, text: ComparedText): readonly Place[] {
  const likely = new Set([...new Set(text.words)].flatMap(word => index.byAnchor.get(word) ?? []));
  return [...likely].flatMap(wording =>
    placesOf(
      text.spaced,
      wording.parts.map(part => ` ${part} `),
    ).map(([start, end]) => ({ wording, start: start + 1, end: end - 1, dense: false })),
  );
}

function densePlaces(index: CodeIndex, text: ComparedText): readonly Place[] {
  if (!isUnspaced(text.dense)) return [];
  return index.unspaced.flatMap(wording =>
    placesOf(text.dense, wording.parts).map(([start, end]) => ({ wording, start, end, dense: true })),
  );
}

/** Every place where the parts follow each other. */
function placesOf(text: string, parts: readonly string[]): readonly (readonly [start: number, end: number])[] {
  const [first = '', ...others] = parts;
  const places: [number, number][] = [];
  for (let start = text.indexOf(first); start >= 0 && places.length < MAX_OCCURRENCES; ) {
    const end = endOf(text, others, start + first.length);
    if (end !== undefined) places.push([start, end]);
    start = text.indexOf(first, start + 1);
  }
  return places;
}

function endOf(text: string, parts: readonly string[], from: number): number | undefined {
  let end = from;
  for (const part of parts) {
    // The space behind one part may be the one before the next.
    const at = text.indexOf(part, end - 1);
    if (at < 0 || at - end > MAX_GAP_CHARACTERS) return undefined;
    end = at + part.length;
  }
  return end;
}
