import type { CodeKnowledge } from '../knowledge.ts';
import type { Surface } from '../vocabulary.ts';
import { surfacesMeant } from './clues.ts';
import { type CodeIndex, indexOf, nameKey } from './code-index.ts';
import { entryOf, HOST_REASONS, rowsOfReadings } from './entry.ts';
import { eventsNamedIn } from './event-names.ts';
import { findWordings, type WordedMessage } from './find-wordings.ts';
import { nearestWording, nearWordings } from './near-wordings.ts';
import { codesNamedIn, type NamedNumber, showsExtended } from './notation.ts';
import { isUnspaced } from './words.ts';

/** More of a paste than this holds no further code worth reading. */
const MAX_CHARACTERS = 65_536;
const MAX_IDENTIFIERS = 2_000;
/** A text up to this length can be a name whose underscores became spaces. */
const MAX_NAME_CHARACTERS = 80;

/**
 * What a text names: a code in hex, decimal or signed decimal, a name, or the wordings of a dialog, whole or in a sentence.
 * Best first; a bare number gives every surface that has it, `surface` narrows them down.
 */
export function lookUpCode(codes: readonly CodeKnowledge[], text: string, surface?: Surface): readonly CodeKnowledge[] {
  const index = indexOf(codes);
  const cut = text.slice(0, MAX_CHARACTERS);
  const exact = index.byId.get(cut.trim().toLowerCase());
  const found = new Set(exact === undefined ? inText(index, cut) : [exact]);
  return surface === undefined ? [...found] : [...found].filter(row => row.surface === surface);
}

/**
 * For a text that names nothing: the messages that it is a part of or nearest to, best first. A guess, to be offered as a
 * question (Did you see …?) and never taken.
 */
export function suggestCodes(
  codes: readonly CodeKnowledge[],
  text: string,
  surface?: Surface,
): readonly CodeKnowledge[] {
  const cut = text.slice(0, MAX_CHARACTERS);
  if ((surface !== undefined && surface !== 'message') || lookUpCode(codes, cut).length > 0) return [];
  const index = indexOf(codes);
  const { denied } = findWordings(index, cut);
  return nearWordings(index, cut).filter(row => !denied.has(row));
}

/** The messages whose wordings stand in a text. */
export function messagesIn(codes: readonly CodeKnowledge[], text: string): readonly WordedMessage[] {
  return findWordings(indexOf(codes), text).messages;
}

/** The entry behind an id, as `entryOf` finds it; a wording that is not in the catalogue is taken for the nearest by its words. */
export function resolveCode(codes: readonly CodeKnowledge[], id: string): CodeKnowledge | undefined {
  const entry = entryOf(codes, id);
  if (entry !== undefined) return entry;
  const [surface = '', wording = ''] = id.slice(0, MAX_CHARACTERS).split(':');
  return surface === 'message' ? nearestWording(indexOf(codes), wording) : undefined;
}

function inText(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  const named = namedIn(index, text);
  const numbered = numberedIn(index, text).filter(row => !named.some(other => sameNumberElsewhere(row, other)));
  const numbers = [...eventsNamedIn(index.ordered, text), ...named, ...numbered];
  const worded = isOneName(text) ? [] : wordedIn(index, named.length > 0 ? withoutNames(index, text) : text);
  return [...numbers, ...(numbers.length > 0 ? worded.filter(isTelling) : worded), ...namedShortly(index, text)];
}

/** The messages of a text: what opens many a dialog, or stands in another one, only where nothing tells more. */
function wordedIn(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  const { messages } = findWordings(index, text);
  const telling = messages.filter(({ row, overruled }) => isTelling(row) && !overruled);
  return (telling.length > 0 ? telling : messages).map(({ row }) => row);
}

const isTelling = ({ general }: CodeKnowledge): boolean => general !== true;

/** `ERRCONNECT_TLS_CONNECT_FAILED` is the name of a number, and no message besides. */
function withoutNames({ byName }: CodeIndex, text: string): string {
  return text.replace(IDENTIFIER, name => (byName.has(nameKey(name)) ? ' '.repeat(name.length) : name));
}

const IDENTIFIER = /[A-Za-z][A-Za-z0-9_]{4,80}/g;

/** One word is a name or an address, whatever words it is made of, unless it is a wording by itself. */
function isOneName(text: string): boolean {
  const word = text.trim();
  return !/\s/.test(word) && /[^\p{L}]/u.test(word) && !isUnspaced(word) && !ENTRA_ERROR.test(word);
}

/** Entra's own errors are one word each, and no computer is called so. */
const ENTRA_ERROR = /^AADSTS\d{5,7}$/i;

/** A log that gives the name beside the number has said which list the number is from. */
function sameNumberElsewhere(row: CodeKnowledge, named: CodeKnowledge): boolean {
  return row.code === named.code && row.surface !== named.surface;
}

function numberedIn(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  const numbers = codesNamedIn(text);
  if (numbers.length === 0) return [];
  const meant = surfacesMeant(text);
  const dialog = showsExtended(text);
  const order = (row: CodeKnowledge, { decimal }: NamedNumber) => {
    if (meant.has(row.surface)) return 0;
    // Events and programs for Windows give decimals; so does no app. Only Windows' own program has an extended code.
    return (decimal || dialog) && row.surface === 'mstsc-disconnect' ? 1 : 2;
  };
  const ranked = numbers.map(number =>
    rowsOfReadings(index, number.readings)
      .filter(row => fits(row, number, dialog) && (number.role !== 'exit' || endsFreeRdp(text, number.at)))
      .map((row, rank) => ({ row, rank }))
      .sort((a, b) => order(a.row, number) - order(b.row, number) || a.rank - b.rank)
      .map(({ row }) => row),
  );
  // The best of each number first: the extended code says more than the main code on other surfaces.
  return [...ranked.flatMap(rows => rows.slice(0, 1)), ...ranked.flatMap(rows => rows.slice(1))];
}

/** Every program ends with a number: it is FreeRDP's only where the line, or the whole of a short text, speaks of no other. */
function endsFreeRdp(text: string, at: number): boolean {
  const from = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  const line = text.slice(from, end < 0 ? undefined : end).slice(0, MAX_LINE_CHARACTERS);
  if (FREERDP.test(line)) return true;
  return FREERDP.test(text.slice(0, MAX_LINE_CHARACTERS)) && !OTHER_PROGRAM.test(line);
}

const MAX_LINE_CHARACTERS = 1_000;
const FREERDP = /free ?rdp|remmina|xf_exit/i;
const OTHER_PROGRAM =
  /xrdp|sesman|window manager|setup|install|msiexec|systemd|service|docker|container|script|\b\w+\.(?:exe|sh|ps1|py)\b/i;

function fits({ surface }: CodeKnowledge, { role }: NamedNumber, dialog: boolean): boolean {
  if (role === 'exit') return surface === 'freerdp-exit';
  return role === 'extended' ? HOST_REASONS.includes(surface) : !(dialog && HOST_REASONS.includes(surface));
}

/** Names in the text, and a text that is one with spaces in place of underscores. */
function namedIn(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  const identifiers = text.match(IDENTIFIER) ?? [];
  const whole = text.length <= MAX_NAME_CHARACTERS ? [text] : [];
  const names = new Set([...identifiers.slice(0, MAX_IDENTIFIERS), ...whole].map(nameKey));
  return [...names].flatMap(name => index.byName.get(name) ?? []);
}

/** A text that is a name without what its list puts in front. */
function namedShortly(index: CodeIndex, text: string): readonly CodeKnowledge[] {
  const short = text.trim();
  // A host can be called "memory" or "success": such a name needs a sign that it is one.
  if (short.length > MAX_NAME_CHARACTERS || !/[\s_]|[a-z][A-Z]/.test(short)) return [];
  return index.byShortName.get(nameKey(short)) ?? [];
}
