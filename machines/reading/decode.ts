/**
 * Bytes of a paste or a file -> text. Total: every input gives some text. Only ASCII is certain in a legacy code page;
 * readers therefore rely on ASCII signs first, and on words only where the decoding is one that can be told.
 */

/** The one thing of the platform that is used here: every browser, worker and Node has it, and it depends on its input alone. */
declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

const CHUNK = 8192;
/** Enough to tell a code page by. */
const SAMPLE = 16_384;
const REPLACEMENT = 0xfffd;

/** By the BOM, else UTF-16 by its zero bytes, else UTF-8, else a legacy code page. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8(bytes.subarray(3), true) ?? '';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes.subarray(2), true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2), false);
  const nuls = countNuls(bytes);
  if (nuls.odd > nuls.even * 4 && nuls.odd * 5 > nuls.sampled) return utf16(bytes, true);
  if (nuls.even > nuls.odd * 4 && nuls.even * 5 > nuls.sampled) return utf16(bytes, false);
  return utf8(bytes, false) ?? legacy(bytes);
}

/** Text without BOM in UTF-16 shows itself by the zero halves of its ASCII. */
function countNuls(bytes: Uint8Array): { even: number; odd: number; sampled: number } {
  const sampled = Math.min(bytes.length, 4096);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sampled; i += 1) {
    if (bytes[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  return { even, odd, sampled };
}

function utf16(bytes: Uint8Array, little: boolean): string {
  const units = new Uint16Array(bytes.length >> 1);
  for (let i = 0; i < units.length; i += 1) {
    const first = bytes[2 * i] ?? 0;
    const second = bytes[2 * i + 1] ?? 0;
    units[i] = little ? first | (second << 8) : (first << 8) | second;
  }
  return fromUnits(units);
}

/** Undefined where the bytes are not UTF-8, unless `lenient`: then each bad byte becomes U+FFFD. RFC 3629. */
function utf8(bytes: Uint8Array, lenient: boolean): string | undefined {
  // No UTF-8 text has more UTF-16 units than bytes.
  const units = new Uint16Array(bytes.length);
  let size = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    const length =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0;
    const point = length === 0 ? undefined : length === 1 ? lead : multibyte(bytes, i, length);
    if (point === undefined) {
      // A paste cut in the middle of the last letter is still UTF-8.
      const cut = length > 1 && i + length > bytes.length && onlyContinuations(bytes, i + 1);
      if (!lenient && !cut) return undefined;
      units[size++] = REPLACEMENT;
      i += cut ? length : 1;
      continue;
    }
    if (point > 0xffff) {
      units[size++] = 0xd800 + ((point - 0x10000) >> 10);
      units[size++] = 0xdc00 + ((point - 0x10000) & 0x3ff);
    } else {
      units[size++] = point;
    }
    i += length;
  }
  return fromUnits(units.subarray(0, size));
}

function multibyte(bytes: Uint8Array, at: number, length: number): number | undefined {
  let point = (bytes[at] ?? 0) & (0xff >> (length + 1));
  for (let k = 1; k < length; k += 1) {
    const next = bytes[at + k];
    if (next === undefined || (next & 0xc0) !== 0x80) return undefined;
    point = (point << 6) | (next & 0x3f);
  }
  const tooShort = (length === 3 && point < 0x800) || (length === 4 && point < 0x10000);
  return tooShort || point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? undefined : point;
}

function onlyContinuations(bytes: Uint8Array, from: number): boolean {
  return bytes.subarray(from).every(byte => (byte & 0xc0) === 0x80);
}

/** Upper halves of the single-byte code pages that Windows consoles and files of our languages use. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
const CP852 =
  'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0';
const CP866 =
  'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмноп░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀рстуфхцчшщъыьэюяЁёЄєЇїЎў°∙·√№¤■\u00a0';
const CP1250 =
  '€\u0081‚\u0083„…†‡\u0088‰Š‹ŚŤŽŹ\u0090‘’“”•–—\u0098™š›śťžź\u00a0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00ad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙';
const CP1251 =
  'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя';
const CP1252 =
  '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ';

/** Letters that speak for a Latin code page when its table is tried. */
const WESTERN = /[äöüßéèêàâçùûôîïëñáíóúãõìòÄÖÜÉÈÀÇÁÍÓÚÑ]/g;
const POLISH = /[ąćęłńśźżĄĆĘŁŃŚŹŻó]/g;

function legacy(bytes: Uint8Array): string {
  const shape = shapeOf(bytes);
  if (shape.meanRun < 3) {
    const tables: [string, RegExp][] = [
      [CP1252, WESTERN],
      [CP850, WESTERN],
      [CP852, POLISH],
      [CP1250, POLISH],
    ];
    const sample = bytes.subarray(0, SAMPLE);
    const count = ([table, letters]: [string, RegExp]) => byTable(sample, table).match(letters)?.length ?? 0;
    const best = tables.reduce((left, right) => (count(right) > count(left) ? right : left));
    return byTable(bytes, best[0]);
  }
  if (shape.shiftJis > 0.25) return doubleByte(bytes, 'shift_jis');
  if (shape.cyrillic1251 > 0.8) return byTable(bytes, CP1251);
  if (shape.cyrillic866 > 0.8) return byTable(bytes, CP866);
  return doubleByte(bytes, 'gbk');
}

/** The tables of these code pages are too big to carry; a Node that was built without them knows no such label. */
function doubleByte(bytes: Uint8Array, label: 'shift_jis' | 'gbk'): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return byTable(bytes, CP1252);
  }
}

interface Shape {
  readonly meanRun: number;
  readonly shiftJis: number;
  readonly cyrillic1251: number;
  readonly cyrillic866: number;
}

/** Where the high bytes lie: alone among ASCII letters (Latin), or in runs (Cyrillic, double-byte). */
function shapeOf(bytes: Uint8Array): Shape {
  let high = 0;
  let runs = 0;
  let kana = 0;
  let upper1251 = 0;
  let in866 = 0;
  let before = false;
  for (const byte of bytes.subarray(0, SAMPLE)) {
    const isHigh = byte >= 0x80;
    if (isHigh) {
      high += 1;
      if (!before) runs += 1;
      if (byte === 0x82 || byte === 0x83 || byte === 0x81) kana += 1;
      if (byte >= 0xc0) upper1251 += 1;
      if (byte < 0xb0 || (byte >= 0xe0 && byte < 0xf2)) in866 += 1;
    }
    before = isHigh;
  }
  const of = (count: number) => (high === 0 ? 0 : count / high);
  return {
    meanRun: runs === 0 ? 0 : high / runs,
    shiftJis: of(kana),
    cyrillic1251: of(upper1251),
    cyrillic866: of(in866),
  };
}

function byTable(bytes: Uint8Array, table: string): string {
  const units = new Uint16Array(bytes.length);
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    units[i] = byte < 0x80 ? byte : table.charCodeAt(byte - 0x80);
  }
  return fromUnits(units);
}

function fromUnits(units: Uint16Array): string {
  const parts: string[] = [];
  for (let i = 0; i < units.length; i += CHUNK)
    parts.push(Reflect.apply(String.fromCharCode, undefined, units.subarray(i, i + CHUNK)));
  return parts.join('');
}

/** The bytes behind a text that was decoded as Windows-1252 or Latin-1, where it has no other letters. */
export function encodeWindows1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const byte = unit < 0x100 ? unit : CP1252.indexOf(text[i] ?? '') + 0x80;
    if (byte < 0x80 && unit >= 0x80) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}

/** Undefined where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  return utf8(bytes, false);
}
