/** The number forms of the wire. Reading past the end gives 0: callers check lengths first. */

/** As TPKT and X.224 count. */
export function u16be(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** As most fields of RDP are. */
export function u16le(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

/** Never negative, as `<<` alone would leave it. */
export function u32le(bytes: Uint8Array, at: number): number {
  return (u16le(bytes, at) | (u16le(bytes, at + 2) << 16)) >>> 0;
}

/** The low 16 bits; what is above is dropped. */
export function bytesOfU16le(number: number): number[] {
  return [number & 0xff, (number >> 8) & 0xff];
}

/** The low 32 bits, of a signed number in two's complement. */
export function bytesOfU32le(number: number): number[] {
  return [...bytesOfU16le(number & 0xffff), ...bytesOfU16le(number >>> 16)];
}

/** One byte for each character: of one beyond ASCII no more than seven bits. */
export function bytesOfAscii(text: string): number[] {
  return Array.from(text, character => character.charCodeAt(0) & 0x7f);
}

/** A copy: the parts may change afterwards. */
export function concat(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
