import { bytesOfAscii, concat, u16be } from './bytes.ts';
import { type Decoded, malformed, value } from './decoded.ts';
import {
  decodeNegotiation,
  decodeNegotiationRequest,
  encodeNegotiation,
  encodeNegotiationRequest,
  type Negotiation,
} from './negotiation.ts';
import { decodeTpkt, encodeTpkt } from './tpkt.ts';

const CODE = { request: 0xe0, confirm: 0xd0, data: 0xf0 } as const;
/** MCS Disconnect Provider Ultimatum inside an X.224 Data TPDU, [T.125 7 DisconnectProviderUltimatum]. */
const MCS_DISCONNECT = 0x21;
const FIXED_BYTES = 7;
/** The kind of a negotiation block that refuses, [MS-RDPBCGR 2.2.1.2.2]. */
const NEGOTIATION_FAILURE = 3;

/**
 * What a server answers to a Connection Request. `legacy`: a Connection Confirm without negotiation data, legal for old
 * servers, which then speak RDP security only. `disconnect`: it speaks RDP and dislikes the request's flags.
 */
export type ConnectionConfirm =
  | (Negotiation & { readonly sourceReference: number })
  | { readonly kind: 'legacy'; readonly sourceReference: number }
  | { readonly kind: 'disconnect' };

export interface ConnectionRequest {
  /** The routing cookie's value; Windows and xrdp log it as a user name. */
  readonly cookie?: string;
  readonly protocols?: number;
}

/** Client X.224 Connection Request, [MS-RDPBCGR 2.2.1.1]: TPKT, X.224 CR [X.224 13.3], cookie, RDP_NEG_REQ. */
export function encodeConnectionRequest({ cookie, protocols }: ConnectionRequest): Uint8Array {
  const variable = [
    ...(cookie === undefined ? [] : bytesOfAscii(`Cookie: mstshash=${cookie}\r\n`)),
    ...(protocols === undefined ? [] : encodeNegotiationRequest(protocols)),
  ];
  return encodeTpkt(concat([FIXED_BYTES - 1 + variable.length, CODE.request, 0, 0, 0, 0, 0], variable));
}

/** A client's Connection Request, for practice hosts and round trips. */
export function decodeConnectionRequest(bytes: Uint8Array): Decoded<ConnectionRequest> {
  const packet = decodeTpkt(bytes);
  if (packet.kind !== 'value') return packet;
  const fault = faultOf(packet.value, CODE.request);
  if (fault !== undefined) return fault;
  const variable = packet.value.subarray(FIXED_BYTES);
  const end = variable.findIndex((byte, at) => byte === 13 && variable[at + 1] === 10);
  const line = end < 0 ? '' : String.fromCharCode(...variable.subarray(0, end));
  const cookie = /^Cookie: mstshash=([\x20-\x7e]*)$/.exec(line)?.[1];
  const asked = end < 0 ? variable : variable.subarray(end + 2);
  if (asked.length === 0) return value(cookie === undefined ? {} : { cookie }, packet.rest);
  const protocols = decodeNegotiationRequest(asked);
  if (protocols.kind !== 'value') return protocols;
  return value({ ...(cookie === undefined ? {} : { cookie }), protocols: protocols.value }, packet.rest);
}

/** Whether it begins as a Connection Request does, whatever of it is there. */
export function isConnectionRequest(bytes: Uint8Array): boolean {
  return bytes.length > 5 && decodeTpkt(bytes).kind !== 'malformed' && bytes[5] === CODE.request;
}

/** Server X.224 Connection Confirm, [MS-RDPBCGR 2.2.1.2]. Old servers omit the negotiation block: `legacy`. */
export function decodeConnectionConfirm(bytes: Uint8Array): Decoded<ConnectionConfirm> {
  const packet = decodeTpkt(bytes);
  if (packet.kind !== 'value') return packet;
  // xrdp 0.9 ends with `0300000902f0802180` when one requested bit is unknown to it.
  if (isDisconnect(packet.value)) return value({ kind: 'disconnect' }, packet.rest);
  const fault = faultOf(packet.value, CODE.confirm);
  if (fault !== undefined) return fault;
  const sourceReference = u16be(packet.value, 4);
  const variable = packet.value.subarray(FIXED_BYTES);
  if (variable.length === 0) return value({ kind: 'legacy', sourceReference }, packet.rest);
  const negotiation = decodeNegotiation(variable);
  if (negotiation.kind !== 'value') return negotiation;
  return value({ ...negotiation.value, sourceReference }, packet.rest);
}

/** Whether the payload of a TPKT packet says that a server disconnects. */
export function isDisconnect([length, code, , word]: Uint8Array): boolean {
  return length === 2 && code === CODE.data && word === MCS_DISCONNECT;
}

/** Whether it is a Connection Confirm at all, whatever it holds: then it is RDP, spoken well or badly. */
export function isConnectionConfirm(bytes: Uint8Array): boolean {
  const packet = decodeTpkt(bytes);
  return packet.kind === 'value' && packet.value.length >= FIXED_BYTES && packet.value[1] === CODE.confirm;
}

/** Whether it begins as a Connection Confirm that refuses, RDP_NEG_FAILURE, whatever of the code is there. */
export function isRefusal(bytes: Uint8Array): boolean {
  return bytes[0] === 3 && bytes[5] === CODE.confirm && bytes[4 + FIXED_BYTES] === NEGOTIATION_FAILURE;
}

/** A server's Connection Confirm, for practice hosts and round trips. */
export function encodeConnectionConfirm(confirm: ConnectionConfirm): Uint8Array {
  if (confirm.kind === 'disconnect') return encodeTpkt(Uint8Array.of(2, CODE.data, 0x80, MCS_DISCONNECT, 0x80));
  const variable = confirm.kind === 'legacy' ? [] : encodeNegotiation(confirm);
  const { sourceReference } = confirm;
  const fixed = [
    FIXED_BYTES - 1 + variable.length,
    CODE.confirm,
    0,
    0,
    sourceReference >> 8,
    sourceReference & 0xff,
    0,
  ];
  return encodeTpkt(concat(fixed, variable));
}

function faultOf(packet: Uint8Array, code: number) {
  if (packet.length < FIXED_BYTES) return malformed('X.224 packet cut short', 4 + packet.length);
  if (packet[1] !== code) return malformed(`X.224 code ${packet[1]}`, 5);
  if (packet[0] !== packet.length - 1) return malformed(`X.224 length ${packet[0]}`, 4);
  return undefined;
}
