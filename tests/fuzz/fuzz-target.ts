/** A parser of untrusted bytes. `take` throws where a promise is broken, and says what it made of them. */
export interface FuzzTarget {
  readonly name: string;
  /** How many of all inputs it gets: the slower ones fewer. */
  readonly share: number;
  readonly seeds: readonly Uint8Array[];
  readonly take: (bytes: Uint8Array, random: () => number) => 'value' | 'more' | 'malformed';
  /** A fuzzer that never gets past the first check proves nothing: so many of a thousand must come to this. */
  readonly reaches: { readonly value?: number; readonly malformed?: number };
}
