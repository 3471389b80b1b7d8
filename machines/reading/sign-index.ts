/** Short texts are searched faster than indexed. */
const MIN_INDEXED = 4096;
const SLOTS = 1 << 18;

/**
 * Whether a text holds any of many fragments. Hundreds of searches through a long text would cost more than the readers;
 * one pass notes which three letters follow each other, and most fragments fall out by that alone.
 */
export function signFinder(text: string): (sign: string) => boolean {
  if (text.length < MIN_INDEXED) return sign => text.includes(sign);
  const seen = new Uint8Array(SLOTS);
  for (let i = 0; i + 2 < text.length; i += 1) seen[slotAt(text, i)] = 1;
  return sign => {
    for (let i = 0; i + 2 < sign.length; i += 1) if (seen[slotAt(sign, i)] === 0) return false;
    return text.includes(sign);
  };
}

function slotAt(text: string, at: number): number {
  const sum = text.charCodeAt(at) * 4099 + text.charCodeAt(at + 1) * 67 + text.charCodeAt(at + 2);
  return sum & (SLOTS - 1);
}
