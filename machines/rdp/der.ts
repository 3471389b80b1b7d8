import { concat } from './bytes.ts';
import { type Decoded, malformed, more, value } from './decoded.ts';

/** One DER element, [X.690 8.1]: a tag of one byte and its contents. */
export interface Element {
  readonly tag: number;
  readonly contents: Uint8Array;
}

export const TAG = { integer: 0x02, octets: 0x04, sequence: 0x30, context: 0xa0 } as const;

/** An element with a definite length, of at most 64 KB. */
export function encodeElement(tag: number, ...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const contents = concat(...parts);
  const { length } = contents;
  if (length > 0xffff) throw new Error(`DER contents of ${length} bytes`);
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concat([tag, ...head], contents);
}

/** A non-negative INTEGER of up to four bytes, or one given as its bytes. */
export function encodeInteger(number: number | Uint8Array): Uint8Array {
  const bytes = typeof number === 'number' ? bytesOf(number) : [...number];
  return encodeElement(TAG.integer, (bytes[0] ?? 0) >= 128 ? [0, ...bytes] : bytes);
}

/** The first element of `bytes`. `limit` is judged before anything is waited for. */
export function decodeElement(bytes: Uint8Array, limit: number): Decoded<Element> {
  if (bytes.length < 2) return more(2 - bytes.length);
  const [tag = 0, first = 0] = bytes;
  const lengthBytes = first < 128 ? 0 : first & 0x7f;
  if (first === 128 || lengthBytes > 3) return malformed('DER length of no definite size', 1);
  if (bytes.length < 2 + lengthBytes) return more(2 + lengthBytes - bytes.length);
  let length = lengthBytes === 0 ? first : 0;
  for (let at = 2; at < 2 + lengthBytes; at++) length = length * 256 + (bytes[at] ?? 0);
  const end = 2 + lengthBytes + length;
  if (end > limit) return malformed(`DER element of ${end} bytes`, 1);
  if (bytes.length < end) return more(end - bytes.length);
  return value({ tag, contents: bytes.subarray(2 + lengthBytes, end) }, bytes.subarray(end));
}

/** Every element inside a complete `contents`; `undefined` where one is broken or cut short. */
export function elementsOf(contents: Uint8Array): readonly Element[] | undefined {
  const elements: Element[] = [];
  let rest = contents;
  while (rest.length > 0) {
    const element = decodeElement(rest, contents.length);
    if (element.kind !== 'value') return undefined;
    elements.push(element.value);
    rest = element.rest;
  }
  return elements;
}

/** An INTEGER's value, unsigned, of at most four bytes: a Windows status such as 0xC000006D arrives so. */
export function integerOf({ tag, contents }: Element): number | undefined {
  if (tag !== TAG.integer || contents.length === 0 || contents.length > 5) return undefined;
  return contents.reduce((sum, byte) => (sum * 256 + byte) % 2 ** 32, 0);
}

function bytesOf(number: number): number[] {
  const bytes = [(number >>> 24) & 0xff, (number >>> 16) & 0xff, (number >>> 8) & 0xff, number & 0xff];
  const first = bytes.findIndex(byte => byte !== 0);
  return first < 0 ? [0] : bytes.slice(first);
}
