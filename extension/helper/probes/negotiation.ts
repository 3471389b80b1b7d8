import type { Socket } from 'node:net';
import type { Finding } from '../../../machines/findings.ts';
import { interceptedBy } from '../../../machines/interception.ts';
import { FAILURES, PROTOCOL } from '../../../machines/rdp/negotiation.ts';
import {
  type ConnectionConfirm,
  decodeConnectionConfirm,
  encodeConnectionRequest,
  isConnectionConfirm,
} from '../../../machines/rdp/x224.ts';
import type { Security } from '../security.ts';
import { type Bounds, type ProbeResult, seen } from './probe.ts';
import { type Answer, ask } from './stream.ts';

/**
 * The routing cookie, [MS-RDPBCGR 2.2.1.1]. Windows and xrdp log it as a user name: an administrator who finds
 * `reconnect` in a log knows who asked.
 */
export const COOKIE = 'reconnect';
/** Never more: one unknown bit makes xrdp 0.9 end the connection. */
export const ASKED_PROTOCOLS = PROTOCOL.ssl | PROTOCOL.hybrid | PROTOCOL.hybridEx;
export const PLAINER_PROTOCOLS = PROTOCOL.ssl | PROTOCOL.hybrid;
/** For a host that refuses what it asks for: whether RDSTLS is what it takes. No other host is asked so. */
export const RDSTLS_PROTOCOLS = ASKED_PROTOCOLS | PROTOCOL.rdstls;

/** FreeRDP's server, and all that is built on it, counts its references from 0; Windows and xrdp send 0x1234. */
const FREERDP_REFERENCE = 0;

export interface Negotiated extends ProbeResult {
  /** The security that was agreed, on this socket, now. */
  readonly security?: Security;
  /** What the host runs, where its answer shows that it is not Windows. */
  readonly software?: string;
  /** Another request worth one more connection: these protocols. */
  readonly retry?: number;
  /** It hung up without a word: whether it speaks TLS at once is worth one more connection. */
  readonly tryTls?: boolean;
}

/** Asks for a session's security and judges what comes back, RDP or not. */
export async function probeNegotiation(
  socket: Socket,
  protocols: number,
  host: string,
  options: Bounds,
): Promise<Negotiated> {
  const request = encodeConnectionRequest({ cookie: COOKIE, protocols });
  const answer = await ask(socket, request, decodeConnectionConfirm, options);
  switch (answer.kind) {
    case 'value':
      return judge(answer.value, answer.elapsedMs, protocols);
    case 'malformed':
      return isConnectionConfirm(answer.bytes)
        ? damaged(answer.elapsedMs)
        : { outcome: 'failed', findings: other(answer.bytes, answer.elapsedMs, host) };
    case 'silent':
      return { outcome: 'failed', findings: [service('silent', answer)] };
    default:
      // What speaks only TLS hangs up on anything else, mostly without a word.
      return { outcome: 'failed', tryTls: answer.received === 0, findings: [service('closes', answer)] };
  }
}

function judge(confirm: ConnectionConfirm, elapsedMs: number, asked: number): Negotiated {
  const speaksRdp = (detail: Parameters<typeof seen>[3] = {}) => seen('service', 'rdp', elapsedMs, detail);
  if (confirm.kind === 'disconnect') {
    // It speaks RDP but dislikes the request: asked more plainly, it may agree.
    const findings = [speaksRdp({ reason: 'disconnects-on-request' })];
    return asked === PLAINER_PROTOCOLS
      ? { outcome: 'failed', findings: [...findings, seen('security', 'mismatch', elapsedMs)] }
      : { outcome: 'unknown', findings, retry: PLAINER_PROTOCOLS };
  }
  const { sourceReference } = confirm;
  if (confirm.kind === 'legacy') {
    // Servers from before negotiation answer so; RDP security is all they have.
    return {
      outcome: 'passed',
      security: 'standard',
      findings: [
        speaksRdp({ sourceReference, flags: 0 }),
        seen('security', 'standard', elapsedMs, { reason: 'no-negotiation-data' }),
      ],
    };
  }
  const { flags } = confirm;
  const software = sourceReference === FREERDP_REFERENCE ? 'FreeRDP' : undefined;
  if (confirm.kind === 'selected') {
    const { protocol } = confirm;
    if (protocol === PROTOCOL.rdstls) return onlyRdstls(elapsedMs, speaksRdp({ sourceReference, flags, software }));
    // What was selected counts, even where it was not asked for: some servers answer every request with plain RDP.
    const security =
      protocol === PROTOCOL.hybrid || protocol === PROTOCOL.hybridEx
        ? 'nla'
        : protocol === PROTOCOL.ssl
          ? 'tls'
          : 'standard';
    return {
      outcome: 'passed',
      security,
      ...(software === undefined ? {} : { software }),
      findings: [
        speaksRdp({ sourceReference, flags, software }),
        seen('security', security, elapsedMs, { selected: protocol }),
      ],
    };
  }
  return judgeFailure(confirm.code, elapsedMs, speaksRdp({ sourceReference, flags, software }), asked);
}

/** It asks for TLS or NLA and refuses it when it is offered: then perhaps it takes only what was not offered. */
function contradicts(code: number, asked: number): boolean {
  const wantsTls = FAILURES[code] === 'SSL_REQUIRED_BY_SERVER' ? PROTOCOL.ssl : 0;
  const wantsNla = FAILURES[code] === 'HYBRID_REQUIRED_BY_SERVER' ? PROTOCOL.hybrid : 0;
  return (asked & (wantsTls | wantsNla)) !== 0;
}

function onlyRdstls(elapsedMs: number, rdp: Finding): Negotiated {
  const detail = { selected: PROTOCOL.rdstls, wording: 'rdstls' };
  return { outcome: 'failed', findings: [rdp, seen('security', 'mismatch', elapsedMs, detail)] };
}

/** RDP, spoken badly: a Connection Confirm whose negotiation data breaks the rules. */
function damaged(elapsedMs: number): Negotiated {
  const reason = 'negotiation-data-unreadable';
  return {
    outcome: 'failed',
    findings: [
      seen('service', 'rdp', elapsedMs, { reason }),
      seen('security', 'mismatch', elapsedMs, { reason, wording: 'damaged' }),
    ],
  };
}

function judgeFailure(code: number, elapsedMs: number, rdp: Finding, asked: number): Negotiated {
  const wording = contradicts(code, asked) ? 'contradicts' : undefined;
  const detail = { failure: code, reason: FAILURES[code] ?? 'unknown-failure-code', wording };
  const named = seen('code', `rdp-negotiation-failure:0x${code.toString(16)}`, elapsedMs, detail);
  const sslNotAllowed = FAILURES[code] === 'SSL_NOT_ALLOWED_BY_SERVER';
  if (sslNotAllowed)
    return {
      outcome: 'passed',
      security: 'standard',
      findings: [rdp, seen('security', 'standard', elapsedMs, detail)],
    };
  const findings = [rdp, seen('security', 'mismatch', elapsedMs, detail), named];
  const worthAsking = wording !== undefined && code === 1 && asked !== RDSTLS_PROTOCOLS;
  return { outcome: 'failed', findings, ...(worthAsking ? { retry: RDSTLS_PROTOCOLS } : {}) };
}

function service(
  answer: 'silent' | 'closes',
  { elapsedMs, kind }: Exclude<Answer<never>, { kind: 'value' | 'malformed' }>,
): Finding {
  return seen('service', answer, elapsedMs, { reason: kind });
}

/** Names what speaks there by its first bytes; only our own words for it leave this function. */
function other(bytes: Uint8Array, elapsedMs: number, host: string): readonly Finding[] {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  const speaks =
    /^HTTP\//.test(start) || /^<(!|h)/i.test(start)
      ? 'HTTP'
      : /^SSH-/.test(start)
        ? 'SSH'
        : /^RFB /.test(start)
          ? 'VNC'
          : /^220[ -]/.test(start)
            ? 'SMTP/FTP'
            : bytes[0] === 0x15 || bytes[0] === 0x16
              ? 'TLS'
              : bytes[0] === 3
                ? 'like-rdp'
                : 'unknown';
  const inBetween = interceptedBy(Buffer.from(bytes).toString('latin1'), host);
  return [
    seen('service', 'other', elapsedMs, { speaks, inBetween }),
    ...(inBetween === undefined ? [] : [seen('captive', 'yes', elapsedMs, { inBetween })]),
  ];
}
