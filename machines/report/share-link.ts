import { LIMITS } from '../schemas/limits.ts';
import { type ParsedReport, parseReport } from '../schemas/parse-report.ts';
import type { Report } from '../schemas/report.ts';

/**
 * A report in a link's fragment, which browsers never send: `#1.<base64url of deflated JSON>`. The caller brings the
 * codec (`CompressionStream('deflate-raw')`), since machines/ has neither DOM nor Node.
 */
export interface Deflate {
  deflate(bytes: Uint8Array): Promise<Uint8Array>;
  /** Rejects, or stops, once more than `limit` bytes would come out. */
  inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array>;
}

/** Longer links break in mail programs and tickets. */
export const SHARE_LIMIT = 16_384;

/** The fragment, or `undefined` when the report is too big for a link and must be a file. */
export async function toFragment(report: Report, codec: Deflate): Promise<string | undefined> {
  if (!report.redacted) throw new Error('only a redacted report becomes a link: hide hosts, users and addresses');
  const packed = await codec.deflate(encodeAscii(JSON.stringify(report)));
  const fragment = `1.${toBase64Url(packed)}`;
  return fragment.length > SHARE_LIMIT ? undefined : fragment;
}

/** Opens a fragment, with or without its `#`. Hostile input ends in a fault, never in a throw. */
export async function fromFragment(fragment: string, codec: Deflate): Promise<ParsedReport> {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (text.length > SHARE_LIMIT) return { kind: 'fault', fault: 'too-large' };
  const [, version, packed] = /^(\d{1,3})\.([\w-]*)$/.exec(text) ?? [];
  if (version === undefined || packed === undefined) return { kind: 'fault', fault: 'not-a-report' };
  if (version !== '1') return { kind: 'fault', fault: 'newer-version' };
  try {
    const bytes = await codec.inflate(fromBase64Url(packed), LIMITS.document);
    return parseReport(decodeAscii(bytes));
  } catch {
    return { kind: 'fault', fault: 'not-a-report' };
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const signs = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63];
    text += signs
      .slice(0, Math.min(4, bytes.length - at + 1))
      .map(sign => ALPHABET[sign])
      .join('');
  }
  return text;
}

function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let filled = 0;
  let bits = 0;
  let held = 0;
  for (const sign of text) {
    bits = ((bits << 6) | ALPHABET.indexOf(sign)) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[filled++] = (bits >> held) & 0xff;
    }
  }
  return bytes;
}

/** JSON with everything beyond ASCII escaped, so that one character is one byte. */
function encodeAscii(json: string): Uint8Array {
  const ascii = json.replace(/[^\x20-\x7e]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(ascii, sign => sign.charCodeAt(0));
}

function decodeAscii(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}
