/**
 * Why the helper turned a frame away. Append-only: a number, once given, keeps its meaning for ever. PROTOCOL.md has a
 * sample of each.
 */
export const WIRE_REJECTIONS = {
  'frame-too-large': 1,
  'not-json': 2,
  'not-an-envelope': 3,
  'unknown-version': 4,
  'unknown-kind': 5,
  'unknown-field': 6,
  'bad-field': 7,
  'port-not-confirmed': 8,
  busy: 9,
  'nothing-to-cancel': 10,
  'not-available': 11,
} as const;
export type WireRejection = keyof typeof WIRE_REJECTIONS;
export type WireRejectionCode = (typeof WIRE_REJECTIONS)[WireRejection];

const NAMES = new Map<number, string>(Object.entries(WIRE_REJECTIONS).map(([name, code]) => [code, name]));

/** The name of a code; a code of a newer helper keeps its number. */
export function nameOfRejection(code: number): string {
  return NAMES.get(code) ?? `rejection ${code}`;
}
