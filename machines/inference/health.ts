import type { Finding } from '../findings.ts';
import type { QuestionId } from '../vocabulary.ts';

/**
 * What a probe may see on a host that is well. A certificate that is self-signed, expired or for another name is worth
 * a warning: clients ask, and go on. `standard` has neither TLS nor NLA to look at, and most clients of today refuse it. A host that calls itself otherwise
 * (`other-name`) is reached by an alias.
 */
const WELL: { readonly [Q in QuestionId]?: readonly string[] } = {
  name: ['address-used', 'resolves', 'short-name-only'],
  port: ['open'],
  service: ['rdp'],
  security: ['nla', 'tls', 'standard'],
  tls: ['ok', 'untrusted', 'changed', 'expired', 'not-yet-valid', 'wrong-name', 'weak', 'unusual'],
  nla: ['answered'],
  identity: ['expected', 'other-name'],
};

/** The answers that a probe may see on a healthy host; of a question without a list, any. */
export function healthyAnswers(question: QuestionId): readonly string[] | undefined {
  return WELL[question];
}

/** Whether a probe saw a host that has nothing but RDP security of old, which most clients of today refuse. */
export function isStandardOnly(findings: readonly Finding[]): boolean {
  return findings.some(
    ({ question, answer, source }) => question === 'security' && answer === 'standard' && source === 'probe',
  );
}

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
    seen.every(({ question, answer }) => healthyAnswers(question)?.includes(answer) ?? true)
  );
}
