import { bytesOfAscii, bytesOfU16le, bytesOfU32le, concat, u16le, u32le } from './bytes.ts';
import { type Decoded, malformed, value } from './decoded.ts';

const SIGNATURE = bytesOfAscii('NTLMSSP\0');
const MESSAGE = { negotiate: 1, challenge: 2 } as const;
/** UNICODE, REQUEST_TARGET, NTLM, ALWAYS_SIGN, EXTENDED_SESSIONSECURITY, TARGET_INFO, VERSION, 128, 56, [MS-NLMP 2.2.2.5]. */
const NEGOTIATE_FLAGS = 0xa2888205 | 0;
const FLAG_VERSION = 0x02000000;
const CHALLENGE_HEAD_BYTES = 48;

/** AvId, [MS-NLMP 2.2.2.1]. */
const AV = {
  end: 0,
  netbiosComputer: 1,
  netbiosDomain: 2,
  dnsComputer: 3,
  dnsDomain: 4,
  dnsForest: 5,
  timestamp: 7,
} as const;
const AV_TEXT = new Map<number, keyof ChallengeNames>([
  [AV.netbiosComputer, 'netbiosComputer'],
  [AV.netbiosDomain, 'netbiosDomain'],
  [AV.dnsComputer, 'dnsComputer'],
  [AV.dnsDomain, 'dnsDomain'],
  [AV.dnsForest, 'dnsForest'],
]);
const AV_MAX_PAIRS = 32;
/** Between 1601 (FILETIME) and 1970 (Unix), in milliseconds. */
const FILETIME_EPOCH_MS = 11_644_473_600_000;

/** What a server says of itself: untrusted text, cut and cleaned. */
export interface ChallengeNames {
  readonly netbiosComputer?: string;
  readonly netbiosDomain?: string;
  readonly dnsComputer?: string;
  readonly dnsDomain?: string;
  readonly dnsForest?: string;
}

export interface Challenge {
  readonly flags: number;
  readonly names: ChallengeNames;
  /** `10.0.26100`; not proof of Windows, FreeRDP's server says 6.1.7601. */
  readonly build?: string;
  /** Milliseconds since 1970, UTC. */
  readonly clockMs?: number;
}

/** NEGOTIATE_MESSAGE without domain or workstation, [MS-NLMP 2.2.1.1]: it names nobody. */
export function encodeNegotiateMessage(): Uint8Array {
  const noField = [0, 0, 0, 0, 0, 0, 0, 0];
  const version = [10, 0, 0, 0, 0, 0, 0, 15];
  return concat(SIGNATURE, bytesOfU32le(MESSAGE.negotiate), bytesOfU32le(NEGOTIATE_FLAGS), noField, noField, version);
}

/** CHALLENGE_MESSAGE, [MS-NLMP 2.2.1.2], bare or inside SPNEGO. Offsets that lead outside give a challenge without names. */
export function decodeChallenge(token: Uint8Array): Decoded<Challenge> {
  const start = signatureIn(token);
  if (start < 0) return malformed('no NTLM signature', 0);
  const message = token.subarray(start);
  if (message.length < CHALLENGE_HEAD_BYTES) return malformed('challenge cut short', message.length);
  if (u32le(message, 8) !== MESSAGE.challenge) return malformed(`NTLM message ${u32le(message, 8)}`, 8);
  const flags = u32le(message, 20);
  const length = u16le(message, 40);
  const offset = u32le(message, 44);
  const info = offset + length <= message.length ? message.subarray(offset, offset + length) : new Uint8Array();
  const build =
    (flags & FLAG_VERSION) !== 0 && message.length >= CHALLENGE_HEAD_BYTES + 8
      ? `${message[48]}.${message[49]}.${u16le(message, 50)}`
      : undefined;
  return value({ flags, ...(build === undefined ? {} : { build }), ...readPairs(info) }, new Uint8Array());
}

/** A challenge as a server sends it, for practice hosts and round trips. */
export function encodeChallenge({ names, build, clockMs }: Omit<Challenge, 'flags'>): Uint8Array {
  const pair = (id: number, data: readonly number[]) => [...bytesOfU16le(id), ...bytesOfU16le(data.length), ...data];
  const pairs = [...AV_TEXT].flatMap(([id, key]) => {
    const text = names[key];
    return text === undefined ? [] : pair(id, utf16(text));
  });
  const time = clockMs === undefined ? [] : pair(AV.timestamp, filetime(clockMs));
  const info = [...pairs, ...time, ...pair(AV.end, [])];
  const target = utf16(names.netbiosDomain ?? '');
  const [major = 0, minor = 0, number = 0] = (build ?? '').split('.').map(Number);
  const flags = NEGOTIATE_FLAGS | 0x00010000;
  const head = CHALLENGE_HEAD_BYTES + 8;
  return concat(
    SIGNATURE,
    bytesOfU32le(MESSAGE.challenge),
    field(target.length, head),
    bytesOfU32le(flags),
    [1, 2, 3, 4, 5, 6, 7, 8],
    [0, 0, 0, 0, 0, 0, 0, 0],
    field(info.length, head + target.length),
    [major, minor, ...bytesOfU16le(number), 0, 0, 0, 15],
    target,
    info,
  );
}

function readPairs(info: Uint8Array): { names: ChallengeNames; clockMs?: number } {
  const names: { -readonly [K in keyof ChallengeNames]: string } = {};
  let clockMs: number | undefined;
  let at = 0;
  for (let pairs = 0; pairs < AV_MAX_PAIRS && at + 4 <= info.length; pairs++) {
    const id = u16le(info, at);
    const length = u16le(info, at + 2);
    const data = info.subarray(at + 4, at + 4 + length);
    if (id === AV.end || data.length < length) break;
    const key = AV_TEXT.get(id);
    if (key !== undefined) names[key] = printableText(data);
    if (id === AV.timestamp && length === 8)
      clockMs = Math.round((u32le(data, 4) * 2 ** 32 + u32le(data, 0)) / 10_000) - FILETIME_EPOCH_MS;
    at += 4 + length;
  }
  return { names, ...(clockMs === undefined ? {} : { clockMs }) };
}

/** UTF-16LE, at most 255 characters, with control characters, bidi overrides and lone surrogates replaced. */
function printableText(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at + 1 < data.length && text.length < 255; at += 2) text += String.fromCharCode(u16le(data, at));
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

function signatureIn(token: Uint8Array): number {
  for (let at = 0; at + SIGNATURE.length <= token.length; at++)
    if (SIGNATURE.every((byte, index) => token[at + index] === byte)) return at;
  return -1;
}

function utf16(text: string): number[] {
  return Array.from({ length: text.length }, (_, at) => bytesOfU16le(text.charCodeAt(at))).flat();
}

function filetime(clockMs: number): number[] {
  const ticks = (clockMs + FILETIME_EPOCH_MS) * 10_000;
  return [...bytesOfU32le(ticks % 2 ** 32), ...bytesOfU32le(Math.floor(ticks / 2 ** 32))];
}

function field(length: number, offset: number): number[] {
  return [...bytesOfU16le(length), ...bytesOfU16le(length), ...bytesOfU32le(offset)];
}
