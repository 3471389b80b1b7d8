import { u16le, u32le } from '../../rdp/bytes.ts';

/** A typed value inside a chunk of an event log, [MS-EVEN6 2.2.12 and 2.2.14]. */
export interface BinaryValue {
  readonly type: number;
  readonly at: number;
  readonly length: number;
}

const TYPE = {
  string: 0x01,
  ansi: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  boolean: 0x0d,
  guid: 0x0f,
  fileTime: 0x11,
  sid: 0x13,
  hex32: 0x14,
  hex64: 0x15,
  strings: 0x81,
} as const;
const MAX_BYTES = 8_192;
/** Between 1601 (FILETIME) and 1970 (Unix), in milliseconds. */
const FILETIME_EPOCH_MS = 11_644_473_600_000;

/** A value as the XML of an event writes it; empty for kinds that nobody reads. */
export function valueText(bytes: Uint8Array, { type, at, length }: BinaryValue): string {
  const size = Math.max(0, Math.min(length, MAX_BYTES, bytes.length - at));
  switch (type) {
    case TYPE.string:
    case TYPE.strings:
      return utf16(bytes, at, size);
    case TYPE.ansi:
      return String.fromCharCode(...bytes.subarray(at, at + size)).replace(/\0+$/, '');
    case TYPE.int8:
    case TYPE.uint8:
      return String(bytes[at] ?? 0);
    case TYPE.int16:
    case TYPE.uint16:
      return String(u16le(bytes, at));
    case TYPE.int32:
      return String(u32le(bytes, at) | 0);
    case TYPE.uint32:
      return String(u32le(bytes, at));
    case TYPE.int64:
    case TYPE.uint64:
      return String(u32le(bytes, at + 4) * 2 ** 32 + u32le(bytes, at));
    case TYPE.boolean:
      return u32le(bytes, at) === 0 ? 'false' : 'true';
    case TYPE.hex32:
      return `0x${u32le(bytes, at).toString(16)}`;
    case TYPE.hex64:
      return `0x${(u32le(bytes, at + 4) * 2 ** 32 + u32le(bytes, at)).toString(16)}`;
    case TYPE.fileTime:
      return isoTime(fileTimeMs(bytes, at));
    case TYPE.sid:
      return sid(bytes, at, size);
    default:
      return '';
  }
}

/** FILETIME as milliseconds since 1970. */
export function fileTimeMs(bytes: Uint8Array, at: number): number {
  return (u32le(bytes, at + 4) * 2 ** 32 + u32le(bytes, at)) / 10_000 - FILETIME_EPOCH_MS;
}

function utf16(bytes: Uint8Array, at: number, size: number): string {
  let text = '';
  for (let offset = at; offset + 1 < at + size; offset += 2) text += String.fromCharCode(u16le(bytes, offset));
  return text.replace(/\0+$/, '').replaceAll('\0', '\n');
}

/** The last time that ISO 8601 writes with four digits. */
const LAST_MS = 253_402_300_799_999;

function isoTime(ms: number): string {
  return ms >= 0 && ms <= LAST_MS ? new Date(ms).toISOString() : '';
}

/** S-1-5-21-…, [MS-DTYP 2.4.2.1]. */
function sid(bytes: Uint8Array, at: number, size: number): string {
  const count = bytes[at + 1] ?? 0;
  if (size < 8 + count * 4) return '';
  const parts = Array.from({ length: count }, (_, index) => u32le(bytes, at + 8 + index * 4));
  return ['S', bytes[at], bytes[at + 7], ...parts].join('-');
}
