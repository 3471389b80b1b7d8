import type { X509Certificate } from 'node:crypto';
import type { Json } from '../../../machines/findings.ts';
import { safeText } from '../safe-text.ts';
import { isAddress } from './probe.ts';

/** Products that open TLS on the way and sign their own certificates for whatever is behind them. */
const INSPECTORS =
  /zscaler|fortinet|fortigate|palo alto|netskope|sophos|kaspersky|bitdefender|eset ssl|avast|avg web|blue ?coat|symantec web|cisco umbrella|check ?point|barracuda|watchguard|mcafee web|forcepoint|untangle|sonicwall/i;
const RSA_MIN_BITS = 2048;

/** What a report and an administrator want of a certificate. All text in it is a stranger's and is cut and cleaned. */
export function certificateDetail(certificate: X509Certificate): Record<string, Json> {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  return {
    subject: safeText(oneLine(certificate.subject)),
    issuer: safeText(oneLine(certificate.issuer)),
    names: namesOf(certificate).map(name => safeText(name)),
    selfSigned: certificate.subject === certificate.issuer,
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    keyType: asymmetricKeyType ?? 'unknown',
    keyBits: asymmetricKeyDetails?.modulusLength ?? 0,
    signature: safeText(certificate.signatureAlgorithm ?? 'unknown', 60),
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
  const named = namesOf(certificate);
  return (
    certificate.checkHost(host) !== undefined ||
    named.some(name => (!name.includes('.') || !host.includes('.')) && short(name) === short(host))
  );
}

function namesOf(certificate: X509Certificate): readonly string[] {
  const common = /(?:^|\n)CN=([^\n]*)/.exec(certificate.subject)?.[1];
  const alternatives = [...(certificate.subjectAltName ?? '').matchAll(/DNS:([^,\s"]+)/g)].map(hit => hit[1] ?? '');
  return [...new Set([...(common === undefined ? [] : [common]), ...alternatives])].slice(0, 16);
}

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ');
}
