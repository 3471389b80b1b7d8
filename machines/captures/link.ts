import { u16be, u32le } from '../rdp/bytes.ts';
import { type CapturedPacket, type Direction, ETHERTYPE, type NetworkPacket } from './packet.ts';

/** LINKTYPE_ numbers that people's tools write. */
const LINK = {
  null: 0,
  ethernet: 1,
  raw: 101,
  rawBsd: 12,
  rawOpenBsd: 14,
  loop: 108,
  cooked: 113,
  ipv4: 228,
  ipv6: 229,
  cooked2: 276,
  wireless: 105,
  radiotap: 127,
  ppp: 9,
  netfilter: 239,
  macos: 258,
} as const;
/** 802.1Q, 802.1ad and the old number of stacked tags. */
const VLAN = new Set([0x8100, 0x88a8, 0x9100]);
const MAX_TAGS = 4;
const PPPOE_SESSION = 0x8864;
const PPP: ReadonlyMap<number, number> = new Map([
  [0x0021, ETHERTYPE.ipv4],
  [0x0057, ETHERTYPE.ipv6],
]);
/** AF_INET6 differs from system to system; AF_INET is 2 everywhere. */
const INET6 = new Set([10, 23, 24, 28, 30]);

/** Of NFLOG's fields the one that is the packet. */
const NETFILTER_PAYLOAD = 9;
const MACOS_HEAD_BYTES = 40;

/** Takes the link layer off; undefined for what we do not read: other link types, and frames that are cut in it. */
export function decodeLink({
  linkType,
  bytes,
  direction,
}: Pick<CapturedPacket, 'linkType' | 'bytes' | 'direction'>): NetworkPacket | undefined {
  const told = (packet: NetworkPacket | undefined): NetworkPacket | undefined =>
    packet === undefined || direction === undefined ? packet : { ...packet, direction };
  switch (linkType) {
    case LINK.ethernet:
      return told(decodeEthernet(bytes));
    case LINK.cooked:
      return told(withDirection(decodeTagged(bytes, 14), u16be(bytes, 0)));
    case LINK.cooked2:
      return told(
        withDirection(bytes.length < 20 ? undefined : network(u16be(bytes, 0), bytes.subarray(20)), bytes[10]),
      );
    case LINK.null:
    case LINK.loop:
      return told(decodeLoopback(bytes));
    case LINK.raw:
    case LINK.rawBsd:
    case LINK.rawOpenBsd:
    case LINK.ipv4:
    case LINK.ipv6:
      return told(decodeRaw(bytes));
    case LINK.radiotap:
      return told(
        decodeWireless(bytes.subarray(bytes.length < 4 ? bytes.length : (bytes[2] ?? 0) + (bytes[3] ?? 0) * 256)),
      );
    case LINK.wireless:
      return told(decodeWireless(bytes));
    case LINK.ppp:
      return told(decodePpp(bytes));
    case LINK.netfilter:
      return told(decodeNetfilter(bytes));
    case LINK.macos:
      return decodeMacos(bytes);
    default:
      return undefined;
  }
}

/** Ethernet II: two addresses of six bytes, then the EtherType. Undefined where the head is cut. */
export function decodeEthernet(bytes: Uint8Array): NetworkPacket | undefined {
  return decodeTagged(bytes, 12);
}

/** PPP, RFC 1661 2, with or without the address and control of HDLC. */
function decodePpp(bytes: Uint8Array): NetworkPacket | undefined {
  const at = u16be(bytes, 0) === 0xff03 ? 2 : 0;
  const inside = PPP.get(u16be(bytes, at));
  return inside === undefined ? undefined : network(inside, bytes.subarray(at + 2));
}

/** NFLOG: fields with their lengths, one of which is the packet. */
function decodeNetfilter(bytes: Uint8Array): NetworkPacket | undefined {
  for (let at = 4; at + 4 <= bytes.length; ) {
    const length = (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
    const type = (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0) * 256;
    if (length < 4) return undefined;
    if (type === NETFILTER_PAYLOAD) return decodeRaw(bytes.subarray(at + 4, at + length));
    at += Math.ceil(length / 4) * 4;
  }
  return undefined;
}

/** PKTAP, which macOS writes for all interfaces at once: a head that says what link type stands behind it. */
function decodeMacos(bytes: Uint8Array): NetworkPacket | undefined {
  if (bytes.length < MACOS_HEAD_BYTES) return undefined;
  const headBytes = u32le(bytes, 0);
  const linkType = u32le(bytes, 8);
  if (headBytes < MACOS_HEAD_BYTES || headBytes > bytes.length || linkType === LINK.macos) return undefined;
  const way = u32le(bytes, 36) & 3;
  const direction: Direction | undefined = way === 1 ? 'in' : way === 2 ? 'out' : undefined;
  const inside = { linkType, bytes: bytes.subarray(headBytes), ...(direction === undefined ? {} : { direction }) };
  return decodeLink(inside);
}

/** EtherType at `at`, behind as many VLAN tags as there are. */
function decodeTagged(bytes: Uint8Array, at: number): NetworkPacket | undefined {
  let type = u16be(bytes, at);
  let start = at + 2;
  for (let tags = 0; VLAN.has(type) && tags < MAX_TAGS; tags++) {
    type = u16be(bytes, start + 2);
    start += 4;
  }
  if (bytes.length < start) return undefined;
  if (type !== PPPOE_SESSION) return network(type, bytes.subarray(start));
  const inside = PPP.get(u16be(bytes, start + 6));
  return inside === undefined ? undefined : network(inside, bytes.subarray(start + 8));
}

/** LINUX_SLL packet type: 4 was sent by the capturing machine, 0 was sent to it. */
function withDirection(packet: NetworkPacket | undefined, kind: number | undefined): NetworkPacket | undefined {
  const direction: Direction | undefined = kind === 4 ? 'out' : kind === 0 ? 'in' : undefined;
  return packet === undefined || direction === undefined ? packet : { ...packet, direction };
}

/** The address family of the machine that captured, in its own byte order. */
function decodeLoopback(bytes: Uint8Array): NetworkPacket | undefined {
  if (bytes.length < 4) return undefined;
  const little = u32le(bytes, 0);
  const family = little < 0x100 ? little : u16be(bytes, 2);
  if (family === 2) return network(ETHERTYPE.ipv4, bytes.subarray(4));
  return INET6.has(family) ? network(ETHERTYPE.ipv6, bytes.subarray(4)) : undefined;
}

function decodeRaw(bytes: Uint8Array): NetworkPacket | undefined {
  const version = (bytes[0] ?? 0) >> 4;
  if (version === 4) return network(ETHERTYPE.ipv4, bytes);
  return version === 6 ? network(ETHERTYPE.ipv6, bytes) : undefined;
}

/** A data frame of 802.11 that is not encrypted, with its LLC and SNAP head. */
function decodeWireless(bytes: Uint8Array): NetworkPacket | undefined {
  const [control = 0, flags = 0] = bytes;
  const isData = (control & 0x0c) === 0x08;
  const isEncrypted = (flags & 0x40) !== 0;
  if (!isData || isEncrypted || (control & 0x40) !== 0) return undefined;
  const four = (flags & 0x03) === 0x03 ? 6 : 0;
  const quality = (control & 0x80) === 0 ? 0 : 2;
  const start = 24 + four + quality;
  if (bytes.length < start + 8 || u16be(bytes, start) !== 0xaaaa) return undefined;
  return network(u16be(bytes, start + 6), bytes.subarray(start + 8));
}

function network(type: number, payload: Uint8Array): NetworkPacket {
  return { type, payload };
}
