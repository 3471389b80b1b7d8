import { u16be } from '../rdp/bytes.ts';
import { decodeEthernet } from './link.ts';
import { ETHERTYPE, type NetworkPacket, PROTOCOL, type TransportPacket } from './packet.ts';

const UDP_BYTES = 8;
/** RFC 7348 5 and RFC 8926 3.3: what clouds and switches mirror traffic in. */
const VXLAN = { port: 4789, headBytes: 8 } as const;
const GENEVE = { port: 6081, headBytes: 8 } as const;
/** GRE, RFC 2784 and 2890, and what it carries. */
const GRE = 47;
const GRE_FLAG = { checksum: 0x8000, key: 0x2000, sequence: 0x1000 } as const;
const ETHERNET_INSIDE = 0x6558;
/** ERSPAN, draft-foschiano-erspan 4: its second and third kind have heads of 8 and 12 bytes. */
const ERSPAN: ReadonlyMap<number, number> = new Map([
  [0x88be, 8],
  [0x22eb, 12],
]);
const IPV4_INSIDE = 4;
const IPV6_INSIDE = 41;

/** The packet inside a packet that only carries it, where captures are mirrored or taken outside of a tunnel. */
export function decodeTunnel({ protocol, payload }: TransportPacket): NetworkPacket | undefined {
  if (protocol === IPV4_INSIDE) return { type: ETHERTYPE.ipv4, payload };
  if (protocol === IPV6_INSIDE) return { type: ETHERTYPE.ipv6, payload };
  if (protocol === GRE) return decodeGre(payload);
  if (protocol !== PROTOCOL.udp || payload.length < UDP_BYTES + VXLAN.headBytes) return undefined;
  const port = u16be(payload, 2);
  const inside = payload.subarray(UDP_BYTES);
  if (port === VXLAN.port) return decodeEthernet(inside.subarray(VXLAN.headBytes));
  if (port !== GENEVE.port || u16be(inside, 2) !== ETHERNET_INSIDE) return undefined;
  return decodeEthernet(inside.subarray(GENEVE.headBytes + ((inside[0] ?? 0) & 0x3f) * 4));
}

function decodeGre(bytes: Uint8Array): NetworkPacket | undefined {
  if (bytes.length < 4) return undefined;
  const flags = u16be(bytes, 0);
  const type = u16be(bytes, 2);
  const options = [GRE_FLAG.checksum, GRE_FLAG.key, GRE_FLAG.sequence].filter(flag => (flags & flag) !== 0);
  const inside = bytes.subarray(4 + options.length * 4);
  const erspanBytes = ERSPAN.get(type);
  // ERSPAN without a sequence number is its first kind, which has no head.
  if (erspanBytes !== undefined)
    return decodeEthernet(inside.subarray((flags & GRE_FLAG.sequence) === 0 ? 0 : erspanBytes));
  if (type === ETHERNET_INSIDE) return decodeEthernet(inside);
  return type === ETHERTYPE.ipv4 || type === ETHERTYPE.ipv6 ? { type, payload: inside } : undefined;
}
