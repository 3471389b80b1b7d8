import { readingsOf } from './entry.ts';

/** A number in a text that is given as a code. */
export interface NamedNumber {
  /** Unsigned, 32 bits, the likelier reading first: `204` is decimal, or else hex whose `0x` was left out. */
  readonly readings: readonly number[];
  /** `extended` behind the words for the extended code of a dialog, `exit` behind those for the end of a program. */
  readonly role: 'main' | 'extended' | 'exit';
  readonly decimal: boolean;
  readonly at: number;
}

const MAX_NUMBERS = 16;
/** More than these are looked at in no text: a paste of nothing but numbers. */
const MAX_HITS = 400;
/** How far before a number its label can stand. */
const MAX_LABEL_CHARACTERS = 48;
/** A text up to this length with one number and nothing but words is a question about it. */
const MAX_QUERY_CHARACTERS = 60;
/** Longer texts are logs, full of small hex numbers that are no codes. */
const MAX_DIALOG_CHARACTERS = 1_500;

/** A key code, an area code and the code in `decode` are others. */
const CODE = '(?<!key|scan|zip|area|op|uni|de|en)code|kod(?:u|em)?|c[oó]digo|codice|код(?:а|у|ом)?|コード|代码|代碼';
const REASON = 'reason|grund|raison|motif|motivo|pow[oó]d|причина|原因|理由';
const NUMBER = '(-?(?:[0-9][0-9a-f]{0,9}|c0[0-9a-f]{6}))(h?)(?![A-Za-z0-9_]|[.,:]\\d)';
const QUOTED = '\\s{0,3}["\'*_`]{0,3}';

/** Cyrillic `х` and `×` are what some keyboards give for the x. Sixty-four bits with the sign carried over are common in logs. */
const SIGN = '(?<![A-Za-z0-9_.])(?:0[xхХ×]|&h)(?:f{8}|0{8})?';
const HEX = new RegExp(`${SIGN}([0-9a-f]{1,8})(?![A-Za-z0-9_])`, 'gi');
/** Too large for a switch in a dialog; too large for a flag or a count in a log. Smaller ones need a word for an error before them. */
const HEX_IN_DIALOG = new RegExp(`${SIGN}([0-9a-f]{3,8})(?![A-Za-z0-9_])`, 'gi');
const HEX_IN_LOG = new RegExp(`${SIGN}([0-9a-f]{5,8})(?![A-Za-z0-9_])`, 'gi');
const HEX_BEHIND_ERROR = new RegExp(
  `(?:${CODE}|${REASON}|err|fehler|ошибк|エラー|错误|錯誤)(?=[^\\d\\n]{0,30}0)[^\\d\\n]{0,30}?${SIGN}([0-9a-f]{1,8})(?![A-Za-z0-9_])`,
  'gi',
);
const BEHIND_CODE = new RegExp(
  // A digit must be near: most labels of a long text have none, and are done with at once.
  `(?:${CODE})(?=[^\\d\\n]{0,36}\\d)(?:[ '’]{1,2}\\p{L}{2,14}){0,2}\\s{0,3}[:=#(\\[]{0,2}${QUOTED}${NUMBER}`,
  'giu',
);
const BEHIND_REASON = new RegExp(`(?:${REASON})\\s{0,3}[:=#(\\[]{1,2}${QUOTED}${NUMBER}`, 'giu');
const IN_QUERY = new RegExp(
  `^(?:[^\\d\\n]{0,40}(?<![\\w.:/\\\\@=-]))?${NUMBER}(?:\\s[\\p{L}\\s]{0,20})?[.!?]?$`,
  'giu',
);

const EXTENDED =
  /exten[ds]|erweitert|[eé]tendu|ampliad|est[eé]so|estend|rozszerz|расширен|дополнительн|拡張|扩展|延伸|擴充|擴展/i;
const EXIT = /\bexit(?:ed)?\b|\breturn(?:ed|s)?\b/i;
/** Words that give a number another meaning than a code of Remote Desktop. */
const OTHER_CODE =
  /(?:verify|status|http|response|reply|type|icmp|country|event)[ _-]{0,2}(?:\p{L}{1,8}\s)?$|ultimatum\W{0,3}$/iu;
const OTHER_NUMBER =
  /(?:windows|win|server|ios|ipados|macos|android|ubuntu|debian|version|ver|v|build|kb|port|event|id|step|row|line|page|line|no|nr)[ .:#]{0,2}$/i;

/**
 * Every number that is written as a code, main codes before extended ones, otherwise in the order of the text: `0x204`,
 * `204h`, decimal and signed decimal behind a word for "code", or in a text so short that it asks for nothing else.
 */
export function codesNamedIn(given: string): readonly NamedNumber[] {
  const text = westernDigits(given).trim();
  if (!/\d/.test(text)) return [];
  const query = text.length <= MAX_QUERY_CHARACTERS;
  const hexes = query
    ? [HEX]
    : text.length <= MAX_DIALOG_CHARACTERS
      ? [HEX_IN_DIALOG, HEX_BEHIND_ERROR]
      : [HEX_IN_LOG, HEX_BEHIND_ERROR];
  const hits = [
    ...hexes.flatMap(pattern => hexIn(text, pattern)),
    ...decimalsIn(text, BEHIND_CODE),
    ...decimalsIn(text, BEHIND_REASON),
    ...(query ? decimalsIn(text, IN_QUERY) : []),
  ].sort((a, b) => a.at - b.at);
  let end = 0;
  const named: NamedNumber[] = [];
  for (const hit of hits) {
    if (hit.at < end) continue;
    const before = lineBefore(text, hit.at, end);
    end = hit.at + hit.length;
    const number = understood(hit, before);
    if (number !== undefined) named.push(number);
  }
  return distinct(named);
}

interface Hit {
  readonly readings: readonly number[];
  /** Written with `0x`, which is sign enough in a short text. */
  readonly marked: boolean;
  readonly decimal: boolean;
  readonly at: number;
  readonly length: number;
}

function understood({ readings, marked, decimal, at }: Hit, before: string): NamedNumber | undefined {
  if (!marked && (OTHER_CODE.test(before.replace(LABEL_AT_END, '')) || OTHER_NUMBER.test(before))) return undefined;
  const role = EXTENDED.test(before) ? 'extended' : EXIT.test(before) ? 'exit' : 'main';
  return { readings, role, decimal, at };
}

const LABEL_AT_END = new RegExp(`(?:${CODE}|${REASON})[^\\n]*$`, 'iu');

/** A code of 0 says that there is none, unless it is the only one. */
function distinct(named: readonly NamedNumber[]): readonly NamedNumber[] {
  const ordered = [
    ...named.filter(({ role }) => role !== 'extended'),
    ...named.filter(({ role }) => role === 'extended'),
  ];
  const seen = new Set<string>();
  return ordered
    .filter(({ readings, role }) => {
      if (readings[0] === 0 && (role === 'extended' || ordered.length > 1)) return false;
      const key = `${readings[0]} ${role}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MAX_NUMBERS);
}

/** Whether a text has a field for an extended code: such dialogs come from Windows’ own program and its successor. */
export function showsExtended(text: string): boolean {
  return EXTENDED.test(text.slice(0, MAX_DIALOG_CHARACTERS));
}

function hexIn(text: string, pattern: RegExp): readonly Hit[] {
  return hitsOf(text, pattern, true, hit => readingsOf((hit[1] ?? '').toLowerCase(), true));
}

function decimalsIn(text: string, pattern: RegExp): readonly Hit[] {
  return hitsOf(text, pattern, false, hit => readingsOf((hit[1] ?? '').toLowerCase(), hit[2] !== ''));
}

function hitsOf(
  text: string,
  pattern: RegExp,
  marked: boolean,
  read: (hit: RegExpExecArray) => readonly number[],
): readonly Hit[] {
  const hits: Hit[] = [];
  for (const hit of text.matchAll(pattern)) {
    const readings = read(hit);
    if (readings.length === 0) continue;
    const digits = `${hit[1]}${hit[2] ?? ''}`;
    const at = hit.index + hit[0].lastIndexOf(digits);
    const decimal = !marked && /^-?\d+$/.test(digits);
    hits.push({ readings, marked, decimal, at, length: digits.length });
    if (hits.length >= MAX_HITS) break;
  }
  return hits;
}

function lineBefore(text: string, at: number, end: number): string {
  const before = text.slice(Math.max(end, at - MAX_LABEL_CHARACTERS), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** The zeros of the digits that people write besides the western ones: Arabic, Persian, Devanagari, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/** Full-width letters and digits of other scripts as ASCII, one for one. */
function westernDigits(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[٠-٩۰-۹०-९০-৯๐-๙]/g, digit => {
      const point = digit.charCodeAt(0);
      return String(point - (ZEROS.find(zero => point >= zero && point < zero + 10) ?? point));
    });
}
