import type { TLSSocket } from 'node:tls';
import type { Finding } from '../../../machines/findings.ts';
import { decodeTsRequest, encodeTsRequest } from '../../../machines/rdp/credssp.ts';
import { type Challenge, decodeChallenge, encodeNegotiateMessage } from '../../../machines/rdp/ntlm.ts';
import type { Target } from '../../../machines/target/target.ts';
import { isAddress, type Probed, seen } from './probe.ts';
import { ask } from './stream.ts';
import { windowsRelease } from './windows-release.ts';

const OUR_VERSION = 6;
/** Versions from before the fix of CVE-2018-0886; patched clients refuse them. */
const FIRST_PATCHED_VERSION = 5;
/** Kerberos refuses at five minutes. */
const SKEW_MS = 5 * 60_000;

/**
 * The first half of NLA: our NTLM NEGOTIATE, which names nobody, against the server's CHALLENGE, in which it says who it
 * is. It stops there: no name, no password and no proof of either is ever sent. [MS-CSSP 3.1.5], [MS-NLMP 3.1.5].
 */
export async function probeIdentity(
  socket: TLSSocket,
  target: Target,
  options: { deadlineMs: number; signal: AbortSignal },
): Promise<Probed> {
  const request = encodeTsRequest({ version: OUR_VERSION, token: encodeNegotiateMessage() });
  const answer = await ask(socket, request, decodeTsRequest, options);
  if (answer.kind === 'silent') return failed(seen('nla', 'silent', answer.elapsedMs));
  if (answer.kind === 'malformed')
    return failed(seen('nla', 'refused', answer.elapsedMs, { reason: 'no CredSSP answer' }));
  // Closing on an NTLM token is also what a host does that allows only Kerberos: likely well, and not provable from here.
  if (answer.kind !== 'value') return failed(seen('nla', 'refused', answer.elapsedMs, { reason: answer.kind }));
  const { version, token, errorCode } = answer.value;
  const challenge = token === undefined ? undefined : decodeChallenge(token);
  if (errorCode !== undefined || challenge?.kind !== 'value') {
    const status = errorCode === undefined ? undefined : `0x${errorCode.toString(16)}`;
    return failed(seen('nla', 'refused', answer.elapsedMs, { version, status }));
  }
  const { names, build, clockMs } = challenge.value;
  // FreeRDP's server claims to be Windows 7: its build says nothing of what runs there.
  const isClaim = build === '6.1.7601';
  const windows = build === undefined || isClaim ? undefined : windowsRelease(build);
  const detail = { version, build, windows, ...names };
  return {
    outcome: 'passed',
    findings: [
      seen('nla', 'answered', answer.elapsedMs, detail),
      ...(version < FIRST_PATCHED_VERSION ? [seen('nla', 'unpatched', answer.elapsedMs, { version })] : []),
      ...clock(clockMs, answer.elapsedMs),
      ...identity(target, challenge.value, answer.elapsedMs),
    ],
  };
}

/** The server's clock against ours, less half the round trip. FreeRDP cuts to whole seconds, so seconds mean nothing. */
function clock(clockMs: number | undefined, elapsedMs: number): readonly Finding[] {
  if (clockMs === undefined) return [];
  const skewMs = Math.round(clockMs - (Date.now() - elapsedMs / 2));
  return [seen('clock', Math.abs(skewMs) > SKEW_MS ? 'skewed' : 'ok', elapsedMs, { skewMs })];
}

/** Who answers against who was asked for. An address, or a name the server has no equal of, cannot be compared. */
function identity({ host }: Target, { names }: Challenge, elapsedMs: number): readonly Finding[] {
  const said = [names.dnsComputer, names.netbiosComputer].filter(name => name !== undefined && name !== '');
  if (isAddress(host) || host === 'localhost' || said.length === 0) return [];
  const short = (name: string) => name.toLowerCase().split('.')[0] ?? '';
  // NetBIOS cuts names after 15 characters.
  const same = said.some(name => short(name ?? '') === short(host) || short(name ?? '') === short(host).slice(0, 15));
  return [seen('identity', same ? 'expected' : 'different-host', elapsedMs, { asked: host, ...names })];
}

function failed(finding: Finding): Probed {
  return { outcome: 'failed', findings: [finding] };
}
