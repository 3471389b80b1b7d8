import { u16be } from '../rdp/bytes.ts';
import { ETHERTYPE, type NetworkPacket, PROTOCOL, type TransportPacket } from './packet.ts';

const IPV4_HEAD_BYTES = 20;
const IPV6_HEAD_BYTES = 40;
const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;
/** Extension headers that stand before what is carried, RFC 8200 4: hop-by-hop, routing, destination, mobility. */
const EXTENSIONS = new Set([0, 43, 60, 135]);
const FRAGMENT = 44;
const MAX_EXTENSIONS = 8;

/**
 * What an IP packet carries. Of a fragmented packet only the first piece is read, as far as it goes: what the others hold
 * is not known to be the same packet's until all are there.
 */
export function decodeIp({ type, payload }: NetworkPacket): TransportPacket | undefined {
  if (type === ETHERTYPE.ipv4) return decodeIpv4(payload);
  return type === ETHERTYPE.ipv6 ? decodeIpv6(payload) : undefined;
}

/** Also the head that an ICMP error quotes, which is cut behind it. */
export function decodeIpv4(bytes: Uint8Array): TransportPacket | undefined {
  const headBytes = ((bytes[0] ?? 0) & 0x0f) * 4;
  if (bytes.length < IPV4_HEAD_BYTES || (bytes[0] ?? 0) >> 4 !== 4 || headBytes < IPV4_HEAD_BYTES) return undefined;
  const fragment = u16be(bytes, 6);
  if ((fragment & FRAGMENT_OFFSET) !== 0) return undefined;
  // A card that sends large pieces by itself leaves the length open.
  const told = u16be(bytes, 2);
  const total = told === 0 ? bytes.length : told;
  if (total < headBytes) return undefined;
  return {
    from: ipv4Text(bytes, 12),
    to: ipv4Text(bytes, 16),
    protocol: bytes[9] ?? 0,
    ttl: bytes[8] ?? 0,
    payload: bytes.subarray(headBytes, total),
    payloadBytes: (fragment & MORE_FRAGMENTS) === 0 ? total - headBytes : Math.max(0, bytes.length - headBytes),
  };
}

/**
 * RFC 8200 3 and 4. Undefined for every fragment but the first, and where the extension headers outrun the packet. A
 * length of 0 stands for all that the file has.
 */
export function decodeIpv6(bytes: Uint8Array): TransportPacket | undefined {
  if (bytes.length < IPV6_HEAD_BYTES || (bytes[0] ?? 0) >> 4 !== 6) return undefined;
  const told = u16be(bytes, 4);
  const total = told === 0 ? bytes.length : IPV6_HEAD_BYTES + told;
  let protocol = bytes[6] ?? 0;
  let at = IPV6_HEAD_BYTES;
  for (let count = 0; count < MAX_EXTENSIONS && (EXTENSIONS.has(protocol) || protocol === FRAGMENT); count++) {
    if (protocol === FRAGMENT && (u16be(bytes, at + 2) & 0xfff8) !== 0) return undefined;
    const length = protocol === FRAGMENT ? 8 : ((bytes[at + 1] ?? 0) + 1) * 8;
    protocol = bytes[at] ?? 0;
    at += length;
  }
  if (at > total) return undefined;
  return {
    from: ipv6Text(bytes, 8),
    to: ipv6Text(bytes, 24),
    protocol,
    ttl: bytes[7] ?? 0,
    payload: bytes.subarray(at, total),
    payloadBytes: total - at,
  };
}

/** What an ICMP error says of a packet that was sent. */
export interface IcmpError {
  readonly kind: 'no-route' | 'host' | 'port' | 'prohibited' | 'too-big' | 'expired';
  /** The packet that it is about, as far as it is quoted. */
  readonly about: TransportPacket;
}

/** Type and code of "destination unreachable", RFC 792 and RFC 1812 5.2.7.1, by what they say. */
const UNREACHABLE: readonly IcmpError['kind'][] = [
  'no-route',
  'host',
  'port',
  'port',
  'too-big',
  'no-route',
  'no-route',
  'host',
  'host',
  'prohibited',
  'prohibited',
  'no-route',
  'host',
  'prohibited',
  'prohibited',
  'prohibited',
];
/** The same for ICMPv6, RFC 4443 3.1. */
const UNREACHABLE_V6: readonly IcmpError['kind'][] = [
  'no-route',
  'prohibited',
  'host',
  'host',
  'port',
  'prohibited',
  'prohibited',
];

/** RFC 792 types 3 and 11, RFC 4443 3.1 to 3.3. Undefined where the packet that it quotes cannot be read. */
export function decodeIcmpError({ protocol, payload }: TransportPacket): IcmpError | undefined {
  const [type = 0, code = 0] = payload;
  const quoted = payload.subarray(8);
  if (protocol === PROTOCOL.icmp) {
    const about = decodeIpv4(quoted);
    const kind = type === 3 ? UNREACHABLE[code] : type === 11 ? 'expired' : undefined;
    return about === undefined || kind === undefined ? undefined : { kind, about };
  }
  if (protocol !== PROTOCOL.icmpV6) return undefined;
  const about = decodeIpv6(quoted);
  const kind = type === 1 ? UNREACHABLE_V6[code] : type === 2 ? 'too-big' : type === 3 ? 'expired' : undefined;
  return about === undefined || kind === undefined ? undefined : { kind, about };
}

/** Whether it is an error, whatever of it can be read. */
export function isIcmpError({ protocol, payload: [type = 0] }: TransportPacket): boolean {
  return protocol === PROTOCOL.icmp ? type === 3 || type === 11 : protocol === PROTOCOL.icmpV6 && type > 0 && type < 4;
}

export interface Echo {
  readonly kind: 'request' | 'reply';
  /** Identifier and sequence number, which pair the two. */
  readonly pair: string;
  readonly bytes: number;
}

/** Echo and echo reply: RFC 792, RFC 4443 4.1 and 4.2. */
export function decodeEcho({ protocol, payload, payloadBytes }: TransportPacket): Echo | undefined {
  if (payload.length < 8) return undefined;
  const [type = 0] = payload;
  const request = protocol === PROTOCOL.icmp ? 8 : 128;
  const reply = protocol === PROTOCOL.icmp ? 0 : 129;
  if ((protocol !== PROTOCOL.icmp && protocol !== PROTOCOL.icmpV6) || (type !== request && type !== reply))
    return undefined;
  return {
    kind: type === request ? 'request' : 'reply',
    pair: `${u16be(payload, 4)}/${u16be(payload, 6)}`,
    bytes: payloadBytes,
  };
}

/** A question for the owner of an address on the own link, or its answer: ARP, or IPv6 neighbour discovery. */
export interface Neighbour {
  readonly kind: 'asked' | 'answered';
  readonly address: string;
}

/** ARP for IPv4 over Ethernet, RFC 826. */
export function decodeArp(bytes: Uint8Array): Neighbour | undefined {
  if (bytes.length < 28 || u16be(bytes, 2) !== ETHERTYPE.ipv4 || bytes[5] !== 4) return undefined;
  const operation = u16be(bytes, 6);
  const sender = ipv4Text(bytes, 14);
  const asked = ipv4Text(bytes, 24);
  if (operation === 2) return { kind: 'answered', address: sender };
  // A machine that announces itself asks for its own address.
  return operation === 1 && asked !== sender ? { kind: 'asked', address: asked } : undefined;
}

/** Neighbour Solicitation and Advertisement, RFC 4861 4.3 and 4.4. */
export function decodeNeighbour({ protocol, payload, from }: TransportPacket): Neighbour | undefined {
  if (protocol !== PROTOCOL.icmpV6 || payload.length < 24) return undefined;
  const address = ipv6Text(payload, 8);
  // Somebody who has no address yet asks whether theirs is free.
  if (payload[0] === 135) return from === '::' ? undefined : { kind: 'asked', address };
  return payload[0] === 136 ? { kind: 'answered', address } : undefined;
}

/** Dotted decimal. Callers have checked that the four bytes are there. */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** The text of RFC 5952: the longest run of zeros is left out. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, group) => u16be(bytes, at + group * 2));
  let best = { from: 0, length: 1 };
  for (let from = 0; from < 8; from++) {
    let length = 0;
    while (from + length < 8 && groups[from + length] === 0) length++;
    if (length > best.length) best = { from, length };
  }
  const text = (part: readonly number[]) => part.map(group => group.toString(16)).join(':');
  if (best.length < 2) return text(groups);
  return `${text(groups.slice(0, best.from))}::${text(groups.slice(best.from + best.length))}`;
}
