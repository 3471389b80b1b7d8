/** A number in a text that is given as a code. */
export interface NamedNumber {
  /** Unsigned, 32 bits. */
  readonly number: number;
  /** Whether the words before it call it the extended code. */
  readonly extended: boolean;
}

const MAX_NUMBERS = 16;
/** "code" as the dialogs of ten languages write it. */
const LABEL = 'code|kod|c[oó]digo|codice|код|コード|代码|代碼|错误码|錯誤碼|reason|motivo|grund';
const EXTENDED = /exten|erweitert|étendu|etendu|ampliad|estes|esteso|rozszerz|расширен|拡張|扩展|擴充/i;

const HEX = /(?<![\w.])0x([0-9a-f]{1,8})(?![0-9a-z])/gi;
const HEX_H = /(?<![\w.])([0-9][0-9a-f]{1,7})h(?![0-9a-z])/gi;
const LABELLED = new RegExp(`(?:${LABEL})[^\\d\\n-]{0,20}?(-?\\d{1,10})(?![\\dxX.])`, 'gi');
const BARE = /^\s*(-?\d{1,10})\s*$/;

/**
 * Every number that is written as a code, in the order of the text: `0x204`, `204h`, a decimal or signed decimal behind
 * the word "code", or one that stands alone. The extended code of a dialog is told apart by the words before it.
 */
export function codesNamedIn(text: string): readonly NamedNumber[] {
  const hits = [
    ...hitsOf(text, HEX, 16),
    ...hitsOf(text, HEX_H, 16),
    ...hitsOf(text, LABELLED, 10),
    ...hitsOf(text, new RegExp(BARE, 'g'), 10),
  ].sort((a, b) => Number(a.extended) - Number(b.extended) || a.at - b.at);
  const seen = new Set<string>();
  return hits
    .filter(({ number, extended }) => {
      // An extended code of 0 says that there is none.
      if (extended && number === 0) return false;
      const key = `${number} ${extended}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MAX_NUMBERS);
}

function hitsOf(text: string, pattern: RegExp, base: 10 | 16): (NamedNumber & { at: number })[] {
  const hits: (NamedNumber & { at: number })[] = [];
  for (const hit of text.matchAll(pattern)) {
    const number = Number.parseInt(hit[1] ?? '', base);
    if (!Number.isFinite(number) || number > 0xffffffff || number < -0x80000000) continue;
    const line = text.slice(Math.max(0, hit.index - 40), hit.index + hit[0].length);
    const before = line.slice(line.lastIndexOf('\n') + 1);
    hits.push({ number: number >>> 0, extended: EXTENDED.test(before), at: hit.index });
    if (hits.length >= MAX_NUMBERS) break;
  }
  return hits;
}
