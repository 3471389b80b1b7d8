import type { X509Certificate } from 'node:crypto';
import type { Json } from '../../../machines/findings.ts';
import { safeText } from '../safe-text.ts';
import { asciiHost } from './host-name.ts';
import { isAddress } from './probe.ts';

/** Products that open TLS on the way and sign their own certificates for whatever is behind them. */
const INSPECTORS =
  /zscaler|fortinet|fortigate|palo alto|netskope|sophos|kaspersky|bitdefender|eset ssl|avast|avg web|blue ?coat|symantec web|cisco umbrella|check ?point|barracuda|watchguard|mcafee web|forcepoint|untangle|sonicwall/i;
const RSA_MIN_BITS = 2048;
/** Neither Windows' own TLS nor every build of FreeRDP's takes these, so some clients refuse the host. */
const UNUSUAL_KEYS: ReadonlySet<string> = new Set(['ed25519', 'ed448', 'rsa-pss']);
const MAX_NAMES = 16;

/**
 * A certificate field by field. Node's types promise more than it keeps: names are undefined where they are empty, dates
 * may be no dates, and keys throw when they do not decode. What cannot be read is undefined here, and says nothing.
 */
export interface CertificateFields {
  readonly subject: string | undefined;
  readonly issuer: string | undefined;
  /** The common name and the DNS names of the alternatives, without repeats. */
  readonly names: readonly string[];
  /** The DNS names of the alternatives alone. */
  readonly alternatives: readonly string[];
  readonly selfSigned: boolean;
  readonly notBefore: Date | undefined;
  readonly notAfter: Date | undefined;
  readonly keyType: string | undefined;
  readonly keyBits: number | undefined;
  readonly signature: string | undefined;
  readonly sha1: string | undefined;
  readonly sha256: string | undefined;
  /** Whether the certificate itself says that it is for this name. */
  readonly isFor: (host: string) => boolean;
}

/** Never throws, whatever the certificate holds. */
export function readCertificate(certificate: X509Certificate): CertificateFields {
  const subject = text(() => certificate.subject);
  const issuer = text(() => certificate.issuer);
  const key = attempt(() => certificate.publicKey);
  const alternatives = alternativesOf(text(() => certificate.subjectAltName));
  return {
    subject,
    issuer,
    names: namesOf(subject, alternatives),
    alternatives,
    selfSigned: subject === issuer,
    notBefore: date(() => certificate.validFromDate),
    notAfter: date(() => certificate.validToDate),
    keyType: text(() => key?.asymmetricKeyType),
    keyBits: attempt(() => key?.asymmetricKeyDetails?.modulusLength),
    signature: text(() => certificate.signatureAlgorithm),
    sha1: text(() => certificate.fingerprint),
    sha256: text(() => certificate.fingerprint256),
    isFor: host => attempt(() => certificate.checkHost(host)) !== undefined,
  };
}

/** What a report and an administrator want of a certificate. All text in it is untrusted, and is cut and cleaned. */
export function certificateDetail(certificate: X509Certificate): Readonly<Record<string, Json | undefined>> {
  const fields = readCertificate(certificate);
  return {
    subject: oneLine(fields.subject),
    issuer: oneLine(fields.issuer),
    names: fields.names.map(name => safeText(name)),
    selfSigned: fields.selfSigned,
    notBefore: fields.notBefore?.toISOString(),
    notAfter: fields.notAfter?.toISOString(),
    keyType: fields.keyType ?? 'unknown',
    keyBits: fields.keyBits ?? 0,
    signature: safeText(fields.signature ?? 'unknown', 60),
    sha1: fields.sha1,
    sha256: fields.sha256,
  };
}

/** Every fault of a certificate, as answers of the question `tls`. */
export function certificateFaults(
  certificate: X509Certificate,
  host: string,
  trusted: boolean,
  now: Date,
): readonly string[] {
  const fields = readCertificate(certificate);
  const faults: string[] = [];
  if (fields.notAfter !== undefined && now > fields.notAfter) faults.push('expired');
  if (fields.notBefore !== undefined && now < fields.notBefore) faults.push('not-yet-valid');
  if (isWeak(fields)) faults.push('weak');
  if (UNUSUAL_KEYS.has(fields.keyType ?? '')) faults.push('unusual');
  if (INSPECTORS.test(fields.issuer ?? '')) faults.push('inspected');
  else if (!trusted) faults.push('untrusted');
  // Asked for by address, no default certificate can match: that says nothing.
  if (!isAddress(host) && !matches(fields, host)) faults.push('wrong-name');
  return faults;
}

function isWeak({ keyType, keyBits = RSA_MIN_BITS, signature = '' }: CertificateFields): boolean {
  return (keyType === 'rsa' && keyBits < RSA_MIN_BITS) || /md5|sha1/i.test(signature);
}

/** Windows names its own certificate by the full name and is asked for by the short one, or the other way round. */
function matches({ names, alternatives, isFor }: CertificateFields, host: string): boolean {
  const encode = (name: string) => asciiHost(name.toLowerCase()) ?? name.toLowerCase();
  const short = (name: string) => name.split('.')[0];
  const wanted = encode(host);
  const isSame = (name: string) =>
    name === wanted || ((!name.includes('.') || !wanted.includes('.')) && short(name) === short(wanted));
  // Where there are alternative names, clients no longer look at the common one, RFC 9525 2.
  const named = alternatives.length > 0 ? alternatives : names;
  return isFor(wanted) || named.map(encode).some(isSame);
}

function namesOf(subject: string | undefined, alternatives: readonly string[]): readonly string[] {
  const common = /(?:^|\n)CN=([^\n]*)/.exec(subject ?? '')?.[1];
  return [...new Set([...(common === undefined ? [] : [common]), ...alternatives])].slice(0, MAX_NAMES);
}

function alternativesOf(text: string | undefined): readonly string[] {
  return [...(text ?? '').matchAll(/DNS:([^,\s"]+)/g)].map(hit => hit[1] ?? '').slice(0, MAX_NAMES);
}

function oneLine(name: string | undefined): string | undefined {
  return name === undefined ? undefined : safeText(name.replaceAll('\n', ', '));
}

/** What OpenSSL or Node will not read is no observation: the field is left out. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function text(read: () => unknown): string | undefined {
  const value = attempt(read);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a certificate can say at all, RFC 5280 4.1.2.5: of a month 13 Node makes a date in any year, or none. */
const YEARS = { first: 1950, last: 9999 } as const;

function date(read: () => Date): Date | undefined {
  const value = attempt(read);
  const year = value?.getUTCFullYear() ?? Number.NaN;
  return year >= YEARS.first && year <= YEARS.last ? value : undefined;
}
