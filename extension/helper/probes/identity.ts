import type { TLSSocket } from 'node:tls';
import type { Finding } from '../../../machines/findings.ts';
import { decodeTsRequest, encodeTsRequest } from '../../../machines/rdp/credssp.ts';
import { type ChallengeNames, decodeChallenge, encodeNegotiateMessage } from '../../../machines/rdp/ntlm.ts';
import { type ProbeResult, seen } from './probe.ts';
import { ask } from './stream.ts';
import { windowsRelease } from './windows-release.ts';

const OUR_VERSION = 6;
/** Versions from before the fix of CVE-2018-0886; patched clients refuse them. */
const FIRST_PATCHED_VERSION = 5;
/** Kerberos refuses at five minutes. */
const SKEW_MS = 5 * 60_000;

export interface Identified extends ProbeResult {
  /** What the host calls itself. */
  readonly names?: ChallengeNames;
}

/**
 * The first half of NLA: our NTLM NEGOTIATE, which names nobody, against the server's CHALLENGE, in which it says who it
 * is. It stops there: no name, no password and no proof of either is ever sent. [MS-CSSP 3.1.5], [MS-NLMP 3.1.5].
 * `software`: what its negotiation showed it to be, where that is not Windows.
 */
export async function probeIdentity(
  socket: TLSSocket,
  software: string | undefined,
  options: { deadlineMs: number; signal: AbortSignal },
): Promise<Identified> {
  const request = encodeTsRequest({ version: OUR_VERSION, token: encodeNegotiateMessage() });
  const answer = await ask(socket, request, decodeTsRequest, options);
  if (answer.kind === 'silent') return failed(seen('nla', 'silent', answer.elapsedMs));
  if (answer.kind === 'malformed')
    return failed(seen('nla', 'refused', answer.elapsedMs, { reason: 'no-credssp-answer' }));
  // Closing on an NTLM token is also what a host does that allows only Kerberos: likely well, and not provable from here.
  if (answer.kind !== 'value') return failed(seen('nla', 'refused', answer.elapsedMs, { reason: answer.kind }));
  const { version, token, errorCode } = answer.value;
  const challenge = token === undefined ? undefined : decodeChallenge(token);
  if (errorCode !== undefined || challenge?.kind !== 'value') {
    const status = errorCode === undefined ? undefined : `0x${errorCode.toString(16)}`;
    return failed(seen('nla', 'refused', answer.elapsedMs, { version, status }));
  }
  const { names, build, clockMs } = challenge.value;
  // FreeRDP's server claims a Windows build, another one in each version: it says nothing of what runs there.
  const windows = build === undefined || software !== undefined ? undefined : windowsRelease(build);
  const detail = { version, build, windows, software, ...names };
  return {
    outcome: 'passed',
    names,
    findings: [
      seen('nla', 'answered', answer.elapsedMs, detail),
      ...(version < FIRST_PATCHED_VERSION ? [seen('nla', 'unpatched', answer.elapsedMs, { version })] : []),
      ...clock(clockMs, answer.elapsedMs),
    ],
  };
}

/** The server's clock against ours, less half the round trip. FreeRDP cuts to whole seconds, so seconds mean nothing. */
function clock(clockMs: number | undefined, elapsedMs: number): readonly Finding[] {
  if (clockMs === undefined) return [];
  const skewMs = Math.round(clockMs - (Date.now() - elapsedMs / 2));
  return [seen('clock', Math.abs(skewMs) > SKEW_MS ? 'skewed' : 'ok', elapsedMs, { skewMs })];
}

function failed(finding: Finding): Identified {
  return { outcome: 'failed', findings: [finding] };
}
