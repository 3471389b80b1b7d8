import { bytesOfU32le, u16le, u32le } from './bytes.ts';
import { type Decoded, malformed, value } from './decoded.ts';

/** requestedProtocols and selectedProtocol, [MS-RDPBCGR 2.2.1.1.1]. */
export const PROTOCOL = { rdp: 0, ssl: 1, hybrid: 2, rdstls: 4, hybridEx: 8, aad: 16 } as const;

/** failureCode, [MS-RDPBCGR 2.2.1.2.2]. A code that is not here is kept as its number. */
export const FAILURES: Readonly<Record<number, string>> = {
  1: 'SSL_REQUIRED_BY_SERVER',
  2: 'SSL_NOT_ALLOWED_BY_SERVER',
  3: 'SSL_CERT_NOT_ON_SERVER',
  4: 'INCONSISTENT_FLAGS',
  5: 'HYBRID_REQUIRED_BY_SERVER',
  6: 'SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER',
};

const TYPE = { request: 1, response: 2, failure: 3 } as const;
const LENGTH = 8;

/** What the server makes of the protocols asked for. */
export type Negotiation =
  | { readonly kind: 'selected'; readonly protocol: number; readonly flags: number }
  | { readonly kind: 'failed'; readonly code: number; readonly flags: number };

/** RDP_NEG_REQ, [MS-RDPBCGR 2.2.1.1.1]: type, flags, length, requestedProtocols. */
export function encodeNegotiationRequest(protocols: number): number[] {
  return [TYPE.request, 0, LENGTH, 0, ...bytesOfU32le(protocols)];
}

/** RDP_NEG_RSP or RDP_NEG_FAILURE as a server sends it, for practice hosts and round trips. */
export function encodeNegotiation(negotiation: Negotiation): number[] {
  return negotiation.kind === 'selected'
    ? [TYPE.response, negotiation.flags, LENGTH, 0, ...bytesOfU32le(negotiation.protocol)]
    : [TYPE.failure, negotiation.flags, LENGTH, 0, ...bytesOfU32le(negotiation.code)];
}

/** The protocols that a client asks for, out of an RDP_NEG_REQ. */
export function decodeNegotiationRequest(bytes: Uint8Array): Decoded<number> {
  const fault = faultOf(bytes, [TYPE.request]);
  return fault ?? value(u32le(bytes, 4), bytes.subarray(LENGTH));
}

/** RDP_NEG_RSP, [MS-RDPBCGR 2.2.1.2.1], or RDP_NEG_FAILURE, [MS-RDPBCGR 2.2.1.2.2]. */
export function decodeNegotiation(bytes: Uint8Array): Decoded<Negotiation> {
  const fault = faultOf(bytes, [TYPE.response, TYPE.failure]);
  if (fault !== undefined) return fault;
  const flags = bytes[1] ?? 0;
  const number = u32le(bytes, 4);
  const negotiation: Negotiation =
    bytes[0] === TYPE.response
      ? { kind: 'selected', protocol: number, flags }
      : { kind: 'failed', code: number, flags };
  return value(negotiation, bytes.subarray(LENGTH));
}

function faultOf(bytes: Uint8Array, types: readonly number[]) {
  if (bytes.length < LENGTH) return malformed('negotiation data cut short', bytes.length);
  if (!types.includes(bytes[0] ?? 0)) return malformed(`negotiation type ${bytes[0]}`, 0);
  if (u16le(bytes, 2) !== LENGTH) return malformed(`negotiation length ${u16le(bytes, 2)}`, 2);
  return undefined;
}
