import { u16be } from '../rdp/bytes.ts';
import { decodeElement, type Element, elementsOf } from '../rdp/der.ts';
import { CONTENT, type Frame } from './speech.ts';

/** What can be seen of a handshake before it is encrypted. */
export interface Hello {
  readonly serverName?: string;
  /** Of a client the highest version that it offers, of a server the one that it chose: 0x0303 is TLS 1.2. */
  readonly version: number;
}

export interface SeenCertificate {
  readonly subject?: string;
  readonly issuer?: string;
  readonly selfSigned: boolean;
  readonly notBefore?: number;
  readonly notAfter?: number;
}

const TYPE = { clientHello: 1, serverHello: 2, certificate: 11 } as const;
const EXTENSION = { serverName: 0, supportedVersions: 43 } as const;
const MAX_HANDSHAKE_BYTES = 48 * 1024;
const MAX_NAME = 253;

/** Alerts by number, RFC 8446 B.2. */
const ALERTS: Readonly<Record<number, string>> = {
  0: 'close_notify',
  10: 'unexpected_message',
  20: 'bad_record_mac',
  40: 'handshake_failure',
  42: 'bad_certificate',
  43: 'unsupported_certificate',
  44: 'certificate_revoked',
  45: 'certificate_expired',
  46: 'certificate_unknown',
  47: 'illegal_parameter',
  48: 'unknown_ca',
  49: 'access_denied',
  50: 'decode_error',
  51: 'decrypt_error',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  90: 'user_canceled',
  112: 'unrecognized_name',
  116: 'certificate_required',
};

/** The name of an alert that is not encrypted. */
export function alertName({ type, length, body }: Frame): string | undefined {
  if (type !== CONTENT.alert || length !== 2 || body.length < 2) return undefined;
  return ALERTS[body[1] ?? 0] ?? `alert ${body[1]}`;
}

/** The messages of the handshake that one end sent in the clear, by their type. */
export function handshakeOf(frames: readonly Frame[]): ReadonlyMap<number, Uint8Array> {
  const open = frames.findIndex(({ type }) => type === CONTENT.changeCipher || type === CONTENT.data);
  const plain = frames.slice(0, open < 0 ? undefined : open).filter(({ type }) => type === CONTENT.handshake);
  // Behind a record that is not whole nothing is where it should be.
  const cut = plain.findIndex(({ body, length }) => body.length < length);
  const clear = plain.slice(0, cut < 0 ? undefined : cut + 1);
  const length = Math.min(
    MAX_HANDSHAKE_BYTES,
    clear.reduce((sum, { body }) => sum + body.length, 0),
  );
  const bytes = new Uint8Array(length);
  let filled = 0;
  for (const { body } of clear) {
    bytes.set(body.subarray(0, length - filled), filled);
    filled = Math.min(length, filled + body.length);
  }
  const messages = new Map<number, Uint8Array>();
  for (let at = 0; at + 4 <= bytes.length; ) {
    const size = (bytes[at + 1] ?? 0) * 65_536 + u16be(bytes, at + 2);
    const type = bytes[at] ?? 0;
    if (!messages.has(type) && at + 4 + size <= bytes.length) messages.set(type, bytes.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return messages;
}

/** RFC 8446 4.1.2; versions beyond 1.2 stand in an extension (4.2.1), the name in another (RFC 6066 3). */
export function decodeClientHello(messages: ReadonlyMap<number, Uint8Array>): Hello | undefined {
  const hello = messages.get(TYPE.clientHello);
  if (hello === undefined || hello.length < 38) return undefined;
  const session = 35 + (hello[34] ?? 0);
  const ciphers = session + 2 + u16be(hello, session);
  const extensions = ciphers + 1 + (hello[ciphers] ?? 0);
  let version = u16be(hello, 0);
  let serverName: string | undefined;
  eachExtension(hello, extensions, (type, value) => {
    if (type === EXTENSION.supportedVersions)
      for (let at = 1; at + 1 < value.length; at += 2)
        // What begins with 0x?a?a is made up to keep servers tolerant, RFC 8701.
        if (u16be(value, at) <= 0x0304) version = Math.max(version, u16be(value, at));
    if (type === EXTENSION.serverName && value.length > 5)
      serverName = hostText(value.subarray(5, 5 + u16be(value, 3)));
  });
  return { version, ...(serverName === undefined ? {} : { serverName }) };
}

/** RFC 8446 4.1.3: a server of TLS 1.3 says 1.2 in the head and its version in an extension (4.2.1). */
export function decodeServerHello(messages: ReadonlyMap<number, Uint8Array>): Hello | undefined {
  const hello = messages.get(TYPE.serverHello);
  if (hello === undefined || hello.length < 38) return undefined;
  const extensions = 35 + (hello[34] ?? 0) + 3;
  let version = u16be(hello, 0);
  eachExtension(hello, extensions, (type, value) => {
    if (type === EXTENSION.supportedVersions && value.length >= 2) version = u16be(value, 0);
  });
  return { version };
}

/** The server's own certificate, where the handshake shows it: up to TLS 1.2. */
export function decodeCertificate(messages: ReadonlyMap<number, Uint8Array>): SeenCertificate | undefined {
  const message = messages.get(TYPE.certificate);
  if (message === undefined || message.length < 6) return undefined;
  const length = (message[3] ?? 0) * 65_536 + u16be(message, 4);
  const whole = decodeElement(message.subarray(6, 6 + length), MAX_HANDSHAKE_BYTES);
  if (whole.kind !== 'value') return undefined;
  const body = elementsOf(whole.value.contents)?.[0];
  const fields = body === undefined ? undefined : elementsOf(body.contents);
  if (fields === undefined) return undefined;
  // TBSCertificate, RFC 5280 4.1: version, serial, signature, issuer, validity, subject.
  const from = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [issuer, validity, subject] = fields.slice(from + 2, from + 5);
  if (issuer === undefined || validity === undefined || subject === undefined) return undefined;
  const [notBefore, notAfter] = (elementsOf(validity.contents) ?? []).map(timeOf);
  const names = { subject: commonName(subject), issuer: commonName(issuer) };
  return {
    ...(names.subject === undefined ? {} : { subject: names.subject }),
    ...(names.issuer === undefined ? {} : { issuer: names.issuer }),
    selfSigned: sameBytes(issuer.contents, subject.contents),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}

function eachExtension(hello: Uint8Array, at: number, each: (type: number, value: Uint8Array) => void): void {
  const end = Math.min(hello.length, at + 2 + u16be(hello, at));
  for (let next = at + 2; next + 4 <= end; ) {
    const length = u16be(hello, next + 2);
    each(u16be(hello, next), hello.subarray(next + 4, Math.min(end, next + 4 + length)));
    next += 4 + length;
  }
}

function hostText(bytes: Uint8Array): string | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, MAX_NAME));
  return /^[\w.-]+$/.test(text) ? text : undefined;
}

/** UTCTime or GeneralizedTime, RFC 5280 4.1.2.5, in milliseconds. */
function timeOf({ tag, contents }: Element): number | undefined {
  const text = String.fromCharCode(...contents.subarray(0, 20));
  const parts = (tag === 0x17 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)/).exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = parts.slice(1).map(Number);
  const full = tag === 0x17 ? year + (year < 50 ? 2000 : 1900) : year;
  return Date.UTC(full, month - 1, day, hour, minute);
}

/** The value of the attribute 2.5.4.3 in a name. */
function commonName({ contents }: Element): string | undefined {
  for (const set of elementsOf(contents) ?? []) {
    const [pair] = elementsOf(set.contents) ?? [];
    const [id, value] = pair === undefined ? [] : (elementsOf(pair.contents) ?? []);
    if (id === undefined || value === undefined || !sameBytes(id.contents, COMMON_NAME)) continue;
    const text = String.fromCharCode(...value.contents.subarray(0, MAX_NAME));
    return text.replace(/[^\x20-\x7e]/g, '\ufffd');
  }
  return undefined;
}

const COMMON_NAME = Uint8Array.of(0x55, 4, 3);

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
