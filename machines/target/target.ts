/** What the person wants to reach. Never carries a password. */
export interface Target {
  /** Name or address, without brackets, lower case for names; at most 253 characters. */
  readonly host: string;
  /** 3389 unless told. */
  readonly port: number;
  readonly gateway?: { readonly host: string; readonly port: number };
  /** `DOMAIN\user` or `user@domain`. */
  readonly user?: string;
}

/** Why input was turned away: a code for the machine; the sentence for people is in content/en/ui.yaml under `rejection.<code>`. */
export interface Rejection {
  readonly rejected: true;
  readonly code: RejectionCode;
  /** The part of the input that was at fault, where one is known. */
  readonly field?: string;
}

/** Append-only. */
export const REJECTION_CODES = [
  'empty',
  'too-long',
  'control-characters',
  'bad-host',
  'bad-port',
  'url-not-host',
  'too-large',
  'not-text',
  'no-host-in-file',
  'manager-file',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

export const DEFAULT_PORT = 3389;
export const DEFAULT_GATEWAY_PORT = 443;

/** RFC 1035 2.3.4: the longest name in text form. */
export const MAX_HOST_LENGTH = 253;
export const MAX_LABEL_LENGTH = 63;
export const MAX_USER_LENGTH = 256;
export const MAX_PORT = 65_535;

/** Tells a rejection from what the parser would have returned instead. */
export function isRejection(value: unknown): value is Rejection {
  return typeof value === 'object' && value !== null && 'rejected' in value && value.rejected === true;
}

/** `host`, `host:port`, `[v6]:port`, bare v6: the inverse of `parseTarget` for its host and port. */
export function formatTarget(target: Pick<Target, 'host' | 'port'>): string {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  if (target.port !== DEFAULT_PORT) return `${host}:${target.port}`;
  return target.host;
}

/** Host and port in any of the forms of `parseTarget` but command lines. */
export function parseEndpoint(text: string, defaultPort: number): { host: string; port: number } | Rejection {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return reject('url-not-host');
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed) {
    const host = parseIpv6(bracketed[1] ?? '');
    if (host === undefined) return reject('bad-host', 'host');
    return withPort(host, bracketed[2], defaultPort);
  }
  const bare = parseIpv6(text);
  if (bare !== undefined) return { host: bare, port: defaultPort };
  const colon = text.indexOf(':');
  const host = parseName(colon < 0 ? text : text.slice(0, colon));
  if (isRejection(host)) return host;
  return withPort(host, colon < 0 ? undefined : text.slice(colon + 1), defaultPort);
}

/** True for the text of an IPv4 or IPv6 address, without brackets. */
export function isAddress(host: string): boolean {
  return isIpv4(host) || parseIpv6(host) !== undefined;
}

/** Whether the name or address leads back to the device that uses it, RFC 1122 3.2.1.3, RFC 4291 2.5.3, RFC 6761 6.3. */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || (isIpv4(host) && host.startsWith('127.'))
  );
}

function withPort(
  host: string,
  port: string | undefined,
  defaultPort: number,
): { host: string; port: number } | Rejection {
  if (port === undefined) return { host, port: defaultPort };
  const value = parsePort(port);
  return value === undefined ? reject('bad-port', 'port') : { host, port: value };
}

/** 1 to 65,535 in decimal digits, or nothing. */
export function parsePort(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= MAX_PORT ? port : undefined;
}

/**
 * A name or an IPv4 address. Letters beyond ASCII stay as typed, in lower case: which form of IDNA it wants is
 * left to the resolver. Underscores are no host names by RFC 952, but Windows lives with them.
 */
function parseName(text: string): string | Rejection {
  if (text === '') return reject('bad-host', 'host');
  const name = text.toLowerCase().replace(/\.$/, '');
  if (name.length > MAX_HOST_LENGTH) return reject('too-long', 'host');
  const labels = name.split('.');
  const last = labels.at(-1) ?? '';
  // A name that ends in a number is an address, and then a whole one: `10.0.0.256`, `127.0x1` and their look-alikes in
  // other digits must not reach a resolver, which would make an address of them.
  if (ENDS_IN_NUMBER.test(last.normalize('NFKC'))) return isIpv4(name) ? name : reject('bad-host', 'host');
  return labels.every(isLabel) ? name : reject('bad-host', 'host');
}

/** https://url.spec.whatwg.org/#ends-in-a-number-checker */
const ENDS_IN_NUMBER = /^(?:\d+|0x[\da-f]*)$/;

function isLabel(label: string): boolean {
  return (
    !hasControlCharacters(label) &&
    label.length <= MAX_LABEL_LENGTH &&
    /^[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}_])?$/u.test(label)
  );
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** RFC 4291 2.2, with a zone (RFC 4007 11) such as `fe80::1%eth0`. In lower case, otherwise as typed. */
function parseIpv6(text: string): string | undefined {
  const [address = '', zone, ...more] = text.split('%');
  if (address.length > 45 || more.length > 0) return undefined;
  if (zone !== undefined && !/^[\w.-]{1,32}$/.test(zone)) return undefined;
  const halves = address.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  const tail = groups.at(-1);
  const embedded = tail?.includes('.') ?? false;
  if (embedded && !isIpv4(tail ?? '')) return undefined;
  if (!groups.slice(0, embedded ? -1 : undefined).every(group => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const size = groups.length + (embedded ? 1 : 0);
  if (halves.length === 2 ? size > 7 : size !== 8) return undefined;
  return text.toLowerCase();
}

const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Control characters, and the invisible ones that make text look like another: zero width, direction, fillers. */
export function hasControlCharacters(text: string): boolean {
  return CONTROL.test(text);
}

/** `field`: the part of the input that is at fault, where one is known. */
export function reject(code: RejectionCode, field?: string): Rejection {
  return { rejected: true, code, ...(field !== undefined && { field }) };
}
