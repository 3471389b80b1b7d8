/** So many that one, with all else that the flow needs, is within its budget. */
export const CODES_PARTS = 24;

/** The part of the catalogue in which a code stands: `mac-client:0x4` is beside every other program's `0x4`. */
export function shardOf(id: string): number {
  const code = id
    .slice(id.indexOf(':') + 1)
    .trim()
    .toLowerCase();
  let hash = 0;
  for (const sign of code) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) >>> 0;
  return hash % CODES_PARTS;
}
