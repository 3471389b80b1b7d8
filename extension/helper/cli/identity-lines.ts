import type { Finding, Json } from '../../../machines/findings.ts';
import { printable } from './printable.ts';

/** Security, certificate and NLA identity, out of what the findings of a check carry. */
export function identityLines(findings: readonly Finding[]): readonly (readonly [label: string, value: string])[] {
  const detailOf = (question: string) => findings.find(finding => finding.question === question)?.detail;
  const answerOf = (question: string) => findings.find(finding => finding.question === question)?.answer;
  const tls = detailOf('tls');
  const nla = detailOf('nla');
  const security = SECURITY[answerOf('security') ?? ''];
  const lines: [label: string, value: string | undefined][] = [
    ['Security', joined([security, text(tls, 'version'), text(tls, 'cipher')])],
    ['Certificate', text(tls, 'subject')],
    ['  issued by', tls?.selfSigned === true ? 'itself' : text(tls, 'issuer')],
    ['  valid', joined([day(text(tls, 'notBefore')), day(text(tls, 'notAfter'))], ' to ')],
    ['  SHA-1', text(tls, 'sha1')],
    ['  SHA-256', text(tls, 'sha256')],
    [
      'Host says',
      joined([text(nla, 'dnsComputer') ?? text(nla, 'netbiosComputer'), text(nla, 'dnsDomain')], ', domain '),
    ],
    ['  build', text(nla, 'build')],
  ];
  return lines.flatMap(([label, value]) => (value === undefined ? [] : [[label, printable(value)] as const]));
}

const SECURITY: Readonly<Record<string, string>> = {
  nla: 'NLA (CredSSP)',
  tls: 'TLS without NLA',
  standard: 'RDP security only',
  mismatch: 'not agreed',
};

function text(detail: Readonly<Record<string, Json>> | undefined, key: string): string | undefined {
  const value = detail?.[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function joined(parts: readonly (string | undefined)[], by = ', '): string | undefined {
  const known = parts.filter(part => part !== undefined);
  return known.length === 0 ? undefined : known.join(by);
}

function day(iso: string | undefined): string | undefined {
  return iso?.slice(0, 10);
}
