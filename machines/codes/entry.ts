import type { CodeKnowledge } from '../knowledge.ts';
import { SURFACES, type Surface } from '../vocabulary.ts';

/** The programs share the numbers of mstsc: the layer stands in the low byte on all of them. */
const CLIENTS: readonly Surface[] = ['mstsc-disconnect', 'mac-client', 'ios-client', 'android-client', 'windows-app'];
/** The host's reason is one number, whichever field shows it. */
export const HOST_REASONS: readonly Surface[] = ['mstsc-extended', 'rdp-errinfo'];
/** Number spaces in which an entry of another list stands for the same thing. */
const FAMILIES: readonly (readonly Surface[])[] = [CLIENTS, [...CLIENTS, 'rd-gateway'], HOST_REASONS];

/** A bare number most often comes from the dialog of an app: that order, then the vocabulary's. */
const FIRST: readonly Surface[] = ['mac-client', 'ios-client', 'android-client', 'windows-app', 'mstsc-disconnect'];
const rank = (surface: Surface) =>
  FIRST.includes(surface) ? FIRST.indexOf(surface) : FIRST.length + SURFACES.indexOf(surface);

const GATEWAY_ERRORS = { first: 0x59d8, last: 0x59ff } as const;

/** Longer than any id. */
const MAX_CHARACTERS = 120;

/** A catalogue by id and by number. */
export interface CodeEntries {
  readonly ordered: readonly CodeKnowledge[];
  readonly byId: ReadonlyMap<string, CodeKnowledge>;
  readonly byNumber: ReadonlyMap<number, readonly CodeKnowledge[]>;
}

const known = new WeakMap<readonly CodeKnowledge[], CodeEntries>();

/** The index of a catalogue, built once for each. */
export function entriesOf(codes: readonly CodeKnowledge[]): CodeEntries {
  const made = known.get(codes) ?? build(codes);
  known.set(codes, made);
  return made;
}

function build(codes: readonly CodeKnowledge[]): CodeEntries {
  const ordered = [...codes].sort((a, b) => rank(a.surface) - rank(b.surface));
  const messages = ordered.filter(({ surface }) => surface === 'message');
  return {
    ordered,
    byId: new Map([
      ...messages.map((row): [string, CodeKnowledge] => [row.code, row]),
      ...ordered.map((row): [string, CodeKnowledge] => [codeId(row).toLowerCase(), row]),
    ]),
    byNumber: grouped(
      ordered.filter(({ code }) => /^0x[0-9a-f]+$/.test(code)),
      ({ code }) => Number.parseInt(code, 16),
      row => row,
    ),
  };
}

/** `mac-client:0x4`, the answer to the question `code`. */
export function codeId({ surface, code }: Pick<CodeKnowledge, 'surface' | 'code'>): string {
  return `${surface}:${code}`;
}

/** The entry that an id names letter by letter, found without the index: most cases know one code, and know it so. */
export function exactEntry(codes: readonly CodeKnowledge[], id: string): CodeKnowledge | undefined {
  const colon = id.indexOf(':');
  const surface = id.slice(0, colon);
  const number = id.slice(colon + 1);
  return codes.find(row => row.surface === surface && row.code === number);
}

/**
 * The entry behind an id. An id whose number is written otherwise, or that stands only on a surface of the same number
 * space, is found too. What else a text can mean is looked up in codes.ts.
 */
export function entryOf(codes: readonly CodeKnowledge[], id: string): CodeKnowledge | undefined {
  return exactEntry(codes, id) ?? entryWrittenOtherwise(codes, id);
}

function entryWrittenOtherwise(codes: readonly CodeKnowledge[], id: string): CodeKnowledge | undefined {
  const entries = entriesOf(codes);
  const exact = entries.byId.get(id.toLowerCase());
  if (exact !== undefined || id.length > MAX_CHARACTERS) return exact;
  const [surface = '', number = ''] = id.split(':');
  const rows = rowsOfReadings(entries, numbersIn(number));
  const near = FAMILIES.filter(family => family.some(member => member === surface)).flat();
  return [surface, ...near].flatMap(one => rows.filter(row => row.surface === one))[0];
}

/** The rows of the first reading that any surface has. */
export function rowsOfReadings({ byNumber }: CodeEntries, readings: readonly number[]): readonly CodeKnowledge[] {
  for (const reading of readings) {
    const rows = byNumber.get(reading);
    if (rows !== undefined) return rows;
    // FreeRDP puts the class before the host's reason: 0x0001000C is 0xC of class 1, freerdp/error.h.
    if (reading >>> 16 === 1)
      return (byNumber.get(reading & 0xffff) ?? []).filter(row => row.surface === 'rdp-errinfo');
    // A gateway's HRESULT is 0x8007 and a Windows error; its log and FreeRDP print the error alone, 0x000059DD. MS-TSGU 2.2.6.
    if (reading >= GATEWAY_ERRORS.first && reading <= GATEWAY_ERRORS.last) {
      const long = (byNumber.get(0x8007_0000 + reading) ?? []).filter(row => row.surface === 'rd-gateway');
      if (long.length > 0) return long;
    }
  }
  return [];
}

/** `0x204`, `0x00000204`, `204h`, `516`; sixty-four bits with the sign carried over are common. */
const WRITTEN = /^(?:(0x)(?:f{8}|0{8})?)?(-?[0-9a-f]{1,10})(h?)$/i;

function numbersIn(written: string): readonly number[] {
  const [, sign, digits = '', suffix] = WRITTEN.exec(written.trim()) ?? [];
  return readingsOf(digits.toLowerCase(), sign !== undefined || suffix !== '');
}

/** What digits can stand for, as unsigned 32 bits, the likelier reading first: `204` is decimal, or else hex without its `0x`. */
export function readingsOf(digits: string, hex: boolean): readonly number[] {
  return (hex || /[a-f]/.test(digits) ? inHex(digits) : [Number(digits), ...inHex(digits)])
    .filter(number => digits !== '' && number <= 0xffff_ffff && number >= -0x8000_0000)
    .map(number => number >>> 0);
}

/** A signed number is no hex. */
const inHex = (digits: string): readonly number[] => (digits.startsWith('-') ? [] : [Number.parseInt(digits, 16)]);

/** As `Map.groupBy`, with what is picked of each item instead of the item. Groups and items keep their order. */
export function grouped<T, K, V>(items: readonly T[], keyOf: (item: T) => K, pick: (item: T) => V): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pick(item)]);
    else group.push(pick(item));
  }
  return groups;
}
