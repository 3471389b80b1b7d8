import { concat, u16be } from './bytes.ts';
import { type Decoded, malformed, more, value } from './decoded.ts';

/** RDPUDP_FLAG_SYN and RDPUDP_FLAG_ACK, [MS-RDPEUDP 2.2.2.1]. */
const FLAG = { syn: 0x0001, ack: 0x0004 } as const;
const HEADER_BYTES = 8;
const SYN_DATA_BYTES = 8;
/** A SYN is padded to the largest datagram that both ends promise to take, [MS-RDPEUDP 3.1.5.1.1]. */
const MTU = 1232;
const RECEIVE_WINDOW = 64;

/** The first datagram of an RDP-UDP connection, [MS-RDPEUDP 2.2.2.1 and 2.2.2.5]: FEC header, SYN data, padding. */
export function encodeUdpSyn(sequence: number): Uint8Array {
  const header = [0xff, 0xff, 0xff, 0xff, 0, RECEIVE_WINDOW, 0, FLAG.syn];
  const number = [24, 16, 8, 0].map(shift => (sequence >>> shift) & 0xff);
  const mtu = [MTU >> 8, MTU & 0xff];
  const parts = concat(header, number, mtu, mtu);
  return concat(parts, new Uint8Array(MTU - parts.length));
}

/** Whether a datagram is a server's SYN with ACK: RDP-UDP is there. */
export function decodeUdpSynAck(bytes: Uint8Array): Decoded<'syn-ack'> {
  if (bytes.length < HEADER_BYTES + SYN_DATA_BYTES) return more(HEADER_BYTES + SYN_DATA_BYTES - bytes.length);
  const flags = u16be(bytes, 6);
  if ((flags & FLAG.syn) === 0 || (flags & FLAG.ack) === 0) return malformed(`RDP-UDP flags ${flags}`, 6);
  return value('syn-ack', bytes.subarray(bytes.length));
}
