import { concat, u16be } from './bytes.ts';
import { type Decoded, malformed, more, value } from './decoded.ts';

/** A Connection Confirm has 11 or 19 bytes; whoever announces more than this is not answering us. */
export const TPKT_MAX_BYTES = 512;
const TPKT_MIN_BYTES = 7;
const VERSION = 3;

/** A TPKT packet, [RFC 1006 6]: version 3, a reserved byte, the whole length in two bytes. */
export function encodeTpkt(payload: Uint8Array): Uint8Array {
  const length = payload.length + 4;
  return concat([VERSION, 0, length >> 8, length & 0xff], payload);
}

/** The payload of one TPKT packet. Byte 0 is judged before the length: an SMTP banner read as a length asks for 12 KB. */
export function decodeTpkt(bytes: Uint8Array): Decoded<Uint8Array> {
  if (bytes.length > 0 && bytes[0] !== VERSION) return malformed('not a TPKT packet', 0);
  if (bytes.length < 4) return more(4 - bytes.length);
  const length = u16be(bytes, 2);
  if (length < TPKT_MIN_BYTES || length > TPKT_MAX_BYTES) return malformed(`TPKT length ${length}`, 2);
  if (bytes.length < length) return more(length - bytes.length);
  return value(bytes.subarray(4, length), bytes.subarray(length));
}
