import type { Finding } from '../../../machines/findings.ts';
import type { ChallengeNames } from '../../../machines/rdp/ntlm.ts';
import { isLoopback, type Target } from '../../../machines/target/target.ts';
import { compareNameServers, type NameResult } from './name.ts';
import { isAddress, seen } from './probe.ts';
import type { Resolver } from './resolver.ts';

const CANONICAL_MS = 1_000;

/** What besides the name itself can show that another host answers than the one that was asked for. */
export interface NameSigns {
  readonly named: NameResult;
  /** Names in the certificate that came in the same connection. */
  readonly certificateNames: readonly string[];
  /** What the other addresses of the name did. */
  readonly others: Promise<readonly Finding[]>;
  readonly resolver: Resolver;
  readonly signal: AbortSignal;
}

/**
 * Who answers against who was asked for. Behind an alias, a forwarded port or a load balancer a healthy host goes by
 * another name: that is a note. INVARIANT: a different host is claimed only where a second sign agrees.
 */
export async function judgeHostName(
  { host }: Pick<Target, 'host'>,
  names: ChallengeNames,
  signs: NameSigns,
): Promise<readonly Finding[]> {
  const own = [names.dnsComputer, names.netbiosComputer].filter(name => name !== undefined && name !== '');
  if (isAddress(host) || isLoopback(host) || own.length === 0) return [];
  const started = performance.now();
  const told = (answer: string, reason?: string, more: readonly Finding[] = []) => [
    ...more,
    seen('identity', answer, performance.now() - started, { asked: host, ...names, reason }),
  ];
  if (own.some(name => isSameMachine(name ?? '', host))) return told('expected');
  if (signs.certificateNames.some(name => name.toLowerCase() === host.toLowerCase()))
    return told('other-name', 'certificate-has-asked-name');
  const [servers, others, canonical] = await Promise.all([
    compareNameServers({ host, port: 0 }, signs.named, signs.resolver, signs.signal),
    signs.others,
    signs.resolver.canonicalName?.(host, { deadlineMs: CANONICAL_MS, signal: signs.signal }),
  ]);
  if (canonical !== undefined && own.some(name => isSameMachine(name ?? '', canonical)))
    return told('other-name', 'alias-in-name-server');
  const elsewhere = servers.filter(({ answer }) => answer === 'wrong-address');
  const hasWrongAddress = signs.named.findings.some(({ answer }) => answer === 'wrong-address');
  if (elsewhere.length > 0 || hasWrongAddress) return told('different-host', 'name-server-leads-elsewhere', elsewhere);
  if (others.some(({ answer, detail }) => answer === 'some-fail' && detail?.sameFamily === true))
    return told('different-host', 'some-addresses-fail');
  // A short name that no hosts file holds is completed and looked up as a computer's own; nobody's alias looks so.
  if (!host.includes('.') && signs.named.listed.length === 0)
    return told('different-host', 'short-name-of-one-computer');
  if (isInDomain(host, names.dnsDomain)) return told('different-host', 'same-domain');
  const reason = isConsistent(own, signs.certificateNames) ? 'certificate-has-own-name' : undefined;
  return told('other-name', reason);
}

/** NetBIOS cuts names after 15 characters. */
function isSameMachine(own: string, asked: string): boolean {
  return shortOf(own) === shortOf(asked) || shortOf(own) === shortOf(asked).slice(0, 15);
}

/** A workgroup's machine gives its own short name as the domain: that is none. */
function isInDomain(host: string, domain: string | undefined): boolean {
  return domain?.includes('.') === true && host.toLowerCase().endsWith(`.${domain.toLowerCase()}`);
}

function isConsistent(own: readonly (string | undefined)[], certificate: readonly string[]): boolean {
  return own.some(name => certificate.some(other => shortOf(other) === shortOf(name ?? '')));
}

function shortOf(name: string): string {
  return name.toLowerCase().split('.')[0] ?? '';
}
