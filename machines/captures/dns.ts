import { u16be } from '../rdp/bytes.ts';
import { ipv4Text, ipv6Text } from './ip.ts';

const HEAD_BYTES = 12;
const MAX_LABELS = 64;
const MAX_RECORDS = 64;
const TYPE = { a: 1, aaaa: 28 } as const;

/** A question for the address of a name, or what a name server makes of one, RFC 1035 4. */
export interface DnsMessage {
  readonly id: number;
  readonly isAnswer: boolean;
  /** 0 no error, 2 the server failed, 3 no such name, 5 refused. */
  readonly code: number;
  readonly name: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly addresses: readonly string[];
  /** The file has not all of its answers. */
  readonly isCut: boolean;
}

/** Undefined for what is no question for an address: other kinds, and bytes that are no DNS. */
export function decodeDns(bytes: Uint8Array): DnsMessage | undefined {
  if (bytes.length < HEAD_BYTES || u16be(bytes, 4) !== 1) return undefined;
  const flags = u16be(bytes, 2);
  // Only standard questions.
  if ((flags & 0x7800) !== 0) return undefined;
  const question = nameAt(bytes, HEAD_BYTES);
  if (question === undefined || question.end + 4 > bytes.length) return undefined;
  const kind = u16be(bytes, question.end);
  if (kind !== TYPE.a && kind !== TYPE.aaaa) return undefined;
  const answers = Math.min(MAX_RECORDS, u16be(bytes, 6));
  return {
    id: u16be(bytes, 0),
    isAnswer: (flags & 0x8000) !== 0,
    code: flags & 0x0f,
    name: question.name,
    family: kind === TYPE.a ? 'IPv4' : 'IPv6',
    ...addressesOf(bytes, question.end + 4, answers),
  };
}

function addressesOf(bytes: Uint8Array, from: number, count: number): Pick<DnsMessage, 'addresses' | 'isCut'> {
  const addresses: string[] = [];
  let at = from;
  for (let record = 0; record < count; record++) {
    const owner = nameAt(bytes, at);
    if (owner === undefined || owner.end + 10 > bytes.length) return { addresses, isCut: true };
    const kind = u16be(bytes, owner.end);
    const length = u16be(bytes, owner.end + 8);
    const data = owner.end + 10;
    if (data + length > bytes.length) return { addresses, isCut: true };
    if (kind === TYPE.a && length === 4) addresses.push(ipv4Text(bytes, data));
    if (kind === TYPE.aaaa && length === 16) addresses.push(ipv6Text(bytes, data));
    at = data + length;
  }
  return { addresses, isCut: false };
}

/** A name and where it ends. A pointer leads back only, and not for ever. */
function nameAt(bytes: Uint8Array, from: number): { readonly name: string; readonly end: number } | undefined {
  const labels: string[] = [];
  let at = from;
  let end: number | undefined;
  for (let count = 0; count < MAX_LABELS; count++) {
    const length = bytes[at];
    if (length === undefined) return undefined;
    if (length === 0) return { name: labels.join('.').toLowerCase(), end: end ?? at + 1 };
    if (length >= 0xc0) {
      const to = u16be(bytes, at) & 0x3fff;
      end ??= at + 2;
      if (to >= at) return undefined;
      at = to;
      continue;
    }
    if (length > 63 || at + 1 + length > bytes.length) return undefined;
    labels.push(String.fromCharCode(...bytes.subarray(at + 1, at + 1 + length)).replace(/[^\w-]/g, '\ufffd'));
    at += 1 + length;
  }
  return undefined;
}
