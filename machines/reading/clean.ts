import { decodeUtf8, encodeWindows1252 } from './decode.ts';
import { undoLayout } from './layout.ts';

/**
 * What happens to a text on its way into a paste, undone once, in front of the readers: line ends, colours, HTML,
 * mail quoting, Markdown, full-width signs. Total; the result has only `\n` for line ends and no control characters.
 */

/** Longer lines are no output of a tool that we read; events in one line of XML or JSON are the longest. */
export const MAX_LINE_LENGTH = 8000;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal control sequences, ECMA-48 5.4, are what is dropped
const ANSI = /\u001b(?:\[[0-?]{0,40}[ -/]{0,8}[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)|[@-Z\\^_])/g;
/** The same where the escape character itself got lost on the way. */
const BARE_ANSI = /\[(?:\d{1,3};){0,4}\d{0,3}m(?=\S|\s|$)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is dropped
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
const ASCII = /^[\u0000-\u007f]*$/;
const BOXES = /[│┃║]/g;
const TAG =
  /<\/?(?:span|br|p|div|pre|code|td|tr|table|tbody|th|b|i|strong|em|font|li|ul|ol|a|tt|samp|blockquote|h[1-6]|body|html)(?:\s[^<>]{0,400})?\/?>/gi;
const BREAK = /<(?:br|\/p|\/div|\/tr|\/li|\/pre)\s{0,4}\/?>\n?/gi;

/** `**bold**`, but not the three stars of nslookup. */
const BOLD = /(?<!\*)\*\*(?!\*)([^*\n]{1,300})\*\*(?!\*)/g;

/** Cuts each line at `MAX_LINE_LENGTH`, so that no reader sees a longer one. */
export function cleanText(text: string): string {
  let clean = repairDoubleEncoding(text).replace(/\r\n?/g, '\n');
  if (clean.includes('\u001b')) clean = clean.replace(ANSI, '');
  if (clean.includes('m') && clean.includes('[0')) clean = clean.replace(BARE_ANSI, '');
  clean = clean.replace(CONTROLS, '');
  if (/<\/?[a-z]/i.test(clean)) clean = clean.replace(BREAK, '\n').replace(TAG, '');
  if (clean.includes('&')) clean = unescapeEntities(clean);
  // Full-width digits, colons and blanks of East Asian consoles become their plain forms, and so do the quotation marks
  // that word processors bend.
  if (!ASCII.test(clean))
    clean = clean.normalize('NFKC').replace(BOXES, '|').replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  const lines = clean.split('\n').map(line => (line.length > MAX_LINE_LENGTH ? line.slice(0, MAX_LINE_LENGTH) : line));
  const quoted = lines.filter(line => /^\s{0,8}>/.test(line)).length;
  const filled = lines.filter(line => line.trim() !== '').length;
  // One `>` at the start of most lines is mail quoting even without a blank after it; alone it may be a prompt.
  const quote = quoted * 2 > filled && quoted > 1 ? /^\s{0,8}(?:>\s?){1,8}/ : /^\s{0,8}(?:>\s|>(?=>)){1,8}>?/;
  return undoLayout(lines.map(line => unmark(line.replace(quote, '')))).join('\n');
}

/** The signs of Markdown that people put around output. */
function unmark(line: string): string {
  let rest = line.trimEnd();
  if (rest.includes('**')) rest = rest.replace(/^(\s{0,40})\*\*(?!\*)(.*)\*\*$/, '$1$2').replace(BOLD, '$1');
  if (rest.includes('`')) rest = rest.replaceAll('`', '');
  return rest.trimEnd();
}

/**
 * UTF-8 that was taken for Windows-1252 and saved again: `Ã¼` for `ü`, `Ð` for Cyrillic. Undone where the bytes behind the
 * letters are UTF-8 throughout.
 */
export function repairDoubleEncoding(text: string): string {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf\u2010-\u203a\u20ac\u0152-\u017e\u0192\u02c6\u02dc\u2122]/.test(text)) return text;
  const bytes = encodeWindows1252(text);
  return (bytes === undefined ? undefined : decodeUtf8(bytes)) ?? text;
}

/** `&gt;`, `&#378;`, `&#x17a;`; twice, since archives escape what was escaped. */
function unescapeEntities(text: string): string {
  const once = (value: string) =>
    value.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,5}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return point > 0x1f && point <= 0x10ffff && !(point >= 0xd800 && point < 0xe000)
        ? String.fromCodePoint(point)
        : ' ';
    });
  const first = once(text);
  return first.includes('&') ? once(first) : first;
}

/** Lower case without accents: `Überprüfen` → `uberprufen`, `й` → `и`. What an old code page destroyed stays a foreign sign. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ł', 'l')
    .replaceAll('’', "'")
    .normalize('NFC');
}
