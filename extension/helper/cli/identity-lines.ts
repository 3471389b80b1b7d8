import type { Finding, Json } from '../../../machines/findings.ts';
import type { QuestionId } from '../../../machines/vocabulary.ts';

type Line = readonly [label: string, value: string];

/** What the host showed of itself before any sign-in: security, certificate, names and build. */
export function identityLines(findings: readonly Finding[]): readonly Line[] {
  const security = findings.find(finding => finding.question === 'security')?.answer;
  const lines: Line[] = security === undefined ? [] : [['Security', SECURITY[security] ?? security]];
  const tls = detailOf(findings, 'tls', 'sha256') ?? {};
  add(lines, 'TLS', text(tls.version), text(tls.cipher));
  add(lines, 'Certificate', text(tls.subject) || list(tls.names));
  add(lines, 'Issued by', tls.selfSigned === true ? 'itself' : text(tls.issuer));
  const [from, to] = [text(tls.notBefore).slice(0, 10), text(tls.notAfter).slice(0, 10)];
  add(lines, 'Valid', from === '' ? '' : `${from} to ${to}`);
  const key = [text(tls.keyType).toUpperCase(), number(tls.keyBits), text(tls.signature)];
  add(lines, 'Key', key.filter(part => part !== '').join(' '));
  add(lines, 'SHA-256', text(tls.sha256));
  add(lines, 'SHA-1', text(tls.sha1));
  const nla = detailOf(findings, 'nla', 'version') ?? {};
  add(lines, 'Computer', text(nla.dnsComputer) || text(nla.netbiosComputer));
  add(lines, 'Domain', text(nla.dnsDomain) || text(nla.netbiosDomain));
  add(lines, 'Forest', text(nla.dnsForest));
  // What is not Windows claims a build of it all the same.
  if (nla.software === undefined) add(lines, 'Windows', text(nla.windows), text(nla.build));
  else add(lines, 'Software', `${text(nla.software)}, not Windows`);
  return lines;
}

const SECURITY: Readonly<Record<string, string>> = {
  nla: 'NLA: the host asks for credentials before a session starts',
  tls: 'TLS without NLA',
  standard: 'RDP security of old, without TLS',
};

/** The detail of a question's finding that carries this field. */
function detailOf(findings: readonly Finding[], question: QuestionId, field: string): Finding['detail'] {
  return findings.find(finding => finding.question === question && finding.detail?.[field] !== undefined)?.detail;
}

function add(lines: Line[], label: string, ...values: readonly string[]): void {
  const value = values.filter(part => part !== '').join(', ');
  if (value !== '') lines.push([label, value]);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function list(value: Json | undefined): string {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string').join(', ') : '';
}

function number(value: Json | undefined): string {
  return typeof value === 'number' && value > 0 ? String(value) : '';
}
