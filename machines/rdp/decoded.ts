/**
 * What decoding bytes can come to. A codec never throws and never waits: it has a value and what was left over, it needs
 * at least so many bytes more, or it knows that no further byte can make it valid.
 */
export type Decoded<T> =
  | { readonly kind: 'value'; readonly value: T; readonly rest: Uint8Array }
  | { readonly kind: 'more'; readonly bytes: number }
  | { readonly kind: 'malformed'; readonly reason: string; readonly at: number };

/** `rest`: the bytes behind it, for what is decoded next. */
export function value<T>(of: T, rest: Uint8Array): Decoded<T> {
  return { kind: 'value', value: of, rest };
}

/** `bytes`: how many are lacking at least. */
export function more(bytes: number): { readonly kind: 'more'; readonly bytes: number } {
  return { kind: 'more', bytes };
}

/** `at`: the offset in bytes of what cannot be. */
export function malformed(
  reason: string,
  at: number,
): { readonly kind: 'malformed'; readonly reason: string; readonly at: number } {
  return { kind: 'malformed', reason, at };
}
