import type { X509Certificate } from 'node:crypto';
import type { Json } from '../../../machines/findings.ts';
import { isAddress, printable } from './probe.ts';

/** Products that open TLS on the way and sign their own certificates for whatever is behind them. */
const INSPECTORS =
  /zscaler|fortinet|fortigate|palo alto|netskope|sophos|kaspersky|bitdefender|eset ssl|avast|avg web|blue ?coat|symantec web|cisco umbrella|check ?point|barracuda|watchguard|mcafee web|forcepoint|untangle|sonicwall/i;
const RSA_MIN_BITS = 2048;
/** Neither Windows' own TLS nor every build of FreeRDP's takes these, so some clients refuse the host. */
const UNUSUAL_KEYS: ReadonlySet<string> = new Set(['ed25519', 'ed448', 'rsa-pss']);

/** What a report and an administrator want of a certificate. All text in it is a stranger's and is cut and cleaned. */
export function certificateDetail(certificate: X509Certificate): Record<string, Json> {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  return {
    subject: printable(oneLine(certificate.subject)),
    issuer: printable(oneLine(certificate.issuer)),
    names: namesOf(certificate).map(name => printable(name)),
    selfSigned: certificate.subject === certificate.issuer,
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    keyType: asymmetricKeyType ?? 'unknown',
    keyBits: asymmetricKeyDetails?.modulusLength ?? 0,
    signature: printable(certificate.signatureAlgorithm ?? 'unknown', 60),
    sha1: certificate.fingerprint,
    sha256: certificate.fingerprint256,
  };
}

/** Every fault of a certificate, as answers of the question `tls`. */
export function certificateFaults(
  certificate: X509Certificate,
  host: string,
  trusted: boolean,
  now: Date,
): readonly string[] {
  const faults: string[] = [];
  if (now > certificate.validToDate) faults.push('expired');
  if (now < certificate.validFromDate) faults.push('not-yet-valid');
  if (isWeak(certificate)) faults.push('weak');
  if (UNUSUAL_KEYS.has(certificate.publicKey.asymmetricKeyType ?? '')) faults.push('unusual');
  if (INSPECTORS.test(certificate.issuer)) faults.push('inspected');
  else if (!trusted) faults.push('untrusted');
  // Asked for by address, no default certificate can match: that says nothing.
  if (!isAddress(host) && !matches(certificate, host)) faults.push('wrong-name');
  return faults;
}

function isWeak(certificate: X509Certificate): boolean {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const bits = asymmetricKeyDetails?.modulusLength ?? RSA_MIN_BITS;
  return (asymmetricKeyType === 'rsa' && bits < RSA_MIN_BITS) || /md5|sha1/i.test(certificate.signatureAlgorithm ?? '');
}

/** Windows names its own certificate by the full name and is asked for by the short one, or the other way round. */
function matches(certificate: X509Certificate, host: string): boolean {
  const short = (name: string) => name.toLowerCase().split('.')[0] ?? '';
  const alternatives = alternativesOf(certificate);
  // Where there are alternative names, clients no longer look at the common one, RFC 9525 2.
  const named = alternatives.length > 0 ? alternatives : namesOf(certificate);
  return (
    certificate.checkHost(host) !== undefined ||
    named.some(name => (!name.includes('.') || !host.includes('.')) && short(name) === short(host))
  );
}

export function namesOf(certificate: X509Certificate): readonly string[] {
  const common = /(?:^|\n)CN=([^\n]*)/.exec(certificate.subject)?.[1];
  const alternatives = alternativesOf(certificate);
  return [...new Set([...(common === undefined ? [] : [common]), ...alternatives])].slice(0, 16);
}

function alternativesOf(certificate: X509Certificate): readonly string[] {
  return [...(certificate.subjectAltName ?? '').matchAll(/DNS:([^,\s"]+)/g)].map(hit => hit[1] ?? '');
}

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ');
}
