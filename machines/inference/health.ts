import type { Finding } from '../findings.ts';
import type { QuestionId } from '../vocabulary.ts';

/**
 * What a probe may see on a host that is well. A certificate that is self-signed, expired or for another name is worth
 * a warning: clients ask, and go on. `standard` has neither TLS nor NLA to look at.
 */
const WELL: { readonly [Q in QuestionId]?: readonly string[] } = {
  name: ['address-used', 'resolves', 'short-name-only'],
  port: ['open'],
  service: ['rdp'],
  security: ['nla', 'tls', 'standard'],
  tls: ['ok', 'untrusted', 'changed', 'expired', 'not-yet-valid', 'wrong-name', 'weak'],
  nla: ['answered'],
  identity: ['expected'],
};

/** Which further questions the probe must have seen answered, by the security that the host chose. */
const REACHED: Readonly<Record<string, readonly QuestionId[]>> = {
  nla: ['tls', 'nla'],
  tls: ['tls'],
  standard: [],
};

/** Whether a probe saw every stage pass, up to the identity that the host shows before anybody signs in. */
export function sawHealthy(findings: readonly Finding[]): boolean {
  const seen = findings.filter(({ source }) => source === 'probe');
  const security = seen.find(({ question }) => question === 'security')?.answer;
  const reached = security === undefined ? undefined : REACHED[security];
  return (
    reached !== undefined &&
    ['service' as const, ...reached].every(question => seen.some(finding => finding.question === question)) &&
    seen.every(({ question, answer }) => WELL[question]?.includes(answer) ?? true)
  );
}
