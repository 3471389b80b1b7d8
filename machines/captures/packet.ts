/** One packet as a capture file holds it. `bytes` may be fewer than were on the wire: files are often cut at a length. */
export interface CapturedPacket {
  /** Counted from 1, as every tool that shows captures does. */
  readonly number: number;
  /** Milliseconds since 1970, with a fraction. */
  readonly timeMs: number;
  /** LINKTYPE_ number of its interface, draft-ietf-opsawg-pcaplinktype. */
  readonly linkType: number;
  readonly bytes: Uint8Array;
  /** Whether the capturing machine received or sent it, where the file says so. */
  readonly direction?: Direction;
}

export type Direction = 'in' | 'out';

/** The packet without its link layer. */
export interface NetworkPacket {
  /** EtherType: 0x0800 IPv4, 0x86dd IPv6, 0x0806 ARP. */
  readonly type: number;
  readonly payload: Uint8Array;
  readonly direction?: Direction;
}

/** The packet without its network layer. */
export interface TransportPacket {
  readonly from: string;
  readonly to: string;
  /** IP protocol: 1 ICMP, 6 TCP, 17 UDP, 58 ICMPv6. */
  readonly protocol: number;
  /** Time to live, or hop limit: what is left of it. */
  readonly ttl: number;
  readonly payload: Uint8Array;
  /** Bytes of payload on the wire; more than `payload` has where the file is cut. */
  readonly payloadBytes: number;
}

export const ETHERTYPE = { ipv4: 0x0800, arp: 0x0806, ipv6: 0x86dd } as const;
export const PROTOCOL = { icmp: 1, tcp: 6, udp: 17, icmpV6: 58 } as const;
