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
  'our-fault': 12,
} as const;
export type WireRejection = keyof typeof WIRE_REJECTIONS;
