import { deviceMeant } from '../../codes/clues.ts';
import type { Surface } from '../../vocabulary.ts';
import { fold } from '../clean.ts';
import { hex } from '../ntstatus.ts';
import type { Observation, Paste, Reader } from '../observation.ts';

/**
 * Dialogs of the clients, copied or typed off: the code behind "Error code:" in ten languages, the one in brackets
 * behind "(code: …)". A text with several codes is a list, not a dialog.
 */
export const dialog: Reader = {
  id: 'dialog',
  numbers: true,
  signs: ['0x', 'code', 'kod', 'код', 'コード', '代码', '代碼', '错误码'],
  read: shownCodes,
};

const LABEL =
  "(?:error ?code|fehlercode|code d'erreur|code derreur|codigo (?:de )?err?or?|codigo do erro|codice (?:di |dell')?errore|kod b\\S{1,3}du|код ошибки|エラー ?コード|错误代码|錯誤代碼|错误码|[?\\ufffd][?\\ufffd ]{3,40})";
const BRACKETED = '\\((?:error ?|fehler)?(?:code|codigo|codice|kod|код|コード|代码|代碼|[?\\ufffd]{3,8})';
const EXTENDED =
  /(?:extended|erweitert\S{0,3}|etendu|extendid\S|estendid\S|expandid\S|esteso|rozszerzon\S|расширенн\S{1,3}|дополнительн\S{1,3}|拡張|扩展|延伸|擴充)/;
const CODE = new RegExp(
  `(?:${LABEL}|${BRACKETED}) {0,4}([^:0-9]{0,24}):? {0,4}(0x[0-9a-f]{1,8}|\\d{1,10})(?![0-9a-z])(.{0,40})`,
  'g',
);
/** Codes that come only from Remote Desktop and its sign-in. */
const OWN =
  /^0x(?:[0-9a-f]{1,4}|3[0-9a-f]{6,7}|[56]0000[0-9a-f]{2}|80004005|8009[0-9a-f]{4}|c000[0-9a-f]{4}|800759[0-9a-f]{2})$/;
const CONTEXT =
  /remote|rdp|desktop|mstsc|session|sitzung|bureau|escritorio|trabalho|pulpit|удален|сеанс|リモート|远程|遠端|windows app|\b(?:iphone|ipad|macbook)\b|my (?:phone|mac|android)/;
/** Behind a code in an article: "… means", a dash, a table. */
const EXPLAINED = /^ ?(?:[-–—=|]|means|is |bedeutet|signifie|significa|oznacza|означает|は|表示|:)/;

/** A dialog with what people write around it. */
const MAX_DIALOG_LENGTH = 2000;

interface Shown {
  readonly code: number;
  readonly extended: boolean;
  readonly at: number;
  /** Label and code are all that the line has. */
  readonly alone: boolean;
}

/** The one code that a dialog shows, where it shows one. */
export function shownCodes(paste: Paste): readonly Observation[] {
  const shown = paste.lines.flatMap((line, at): Shown[] => {
    if (line.length > 1200 || !/\d/.test(line) || /[{}]|<[a-z]|=>|^\s*(?:#define|"|\/\/|\|)/i.test(line)) return [];
    return codesIn(fold(line), at);
  });
  const main = shown.filter(one => !one.extended);
  const distinct = new Set(main.map(one => one.code));
  const first = main[0];
  if (first === undefined || distinct.size !== 1) return [];
  const text = fold(paste.text.slice(0, 20_000));
  const number = hex(first.code);
  // In a long text a code inside a sentence is a word of an article.
  if (!first.alone && (paste.text.length > MAX_DIALOG_LENGTH || paste.text.startsWith('---\n'))) return [];
  const bare = first.alone && paste.lines.filter(line => line !== '').length <= 3;
  if (!(OWN.test(number) && (bare || number.length > 6)) && !CONTEXT.test(text)) return [];
  const surface = surfaceOf(number, text);
  if (surface === undefined) return [];
  const extended = shown.find(one => one.extended)?.code;
  const detail = extended === undefined ? {} : { extended: hex(extended) };
  return [{ question: 'code', answer: `${surface}:${number}`, at: first.at, detail }];
}

function codesIn(line: string, at: number): Shown[] {
  return [...line.matchAll(CODE)].flatMap((match): Shown[] => {
    const [whole, between = '', value = '', after = ''] = match;
    if (EXPLAINED.test(after) || /[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(between)) return [];
    // Decimal codes without a colon are any number in a sentence.
    const shown = whole.slice(0, whole.length - after.length);
    if (!value.startsWith('0x') && !/: {0,4}\d+$/.test(shown)) return [];
    // "Extended" stands before the label in some languages, behind it in others.
    const label = `${line.slice(Math.max(0, match.index - 24), match.index)} ${shown}`;
    return [
      { code: Number(value), extended: EXTENDED.test(label), at, alone: isAlone(line.slice(0, match.index), after) },
    ];
  });
}

/** Nothing but signs before the label and behind the code, the extended code apart. */
function isAlone(before: string, after: string): boolean {
  return (
    /^[^\p{L}\p{N}]*$/u.test(before) && /^[^\p{L}\p{N}]*(?:$|\b(?:extended|erweitert|code d'erreur e))/u.test(after)
  );
}

/** The same number means different things in different programs. */
function surfaceOf(number: string, text: string): Surface | undefined {
  if (/^0x(?:80004005|8009[0-9a-f]{4}|c000[0-9a-f]{4})$/.test(number)) return 'credssp-ntstatus';
  if (/windows app\b|avd|azure virtual desktop/.test(text)) return 'windows-app';
  const device = deviceMeant(text) ?? (/my phone/.test(text) ? 'ios-client' : undefined);
  if (device !== undefined) return device;
  // Wordings of the clients that are not mstsc.
  if (/couldn't connect to the remote pc|session ended because of an error|remote pc\b/.test(text)) return 'mac-client';
  if (/^0x(?:30000[0-9a-f]{2}|800759[0-9a-f]{2})$/.test(number)) return 'rd-gateway';
  // An HRESULT of anything else, as event logs have them, is no code of a dialog.
  return /^0x8[0-9a-f]{7}$/.test(number) ? undefined : 'mstsc-disconnect';
}
