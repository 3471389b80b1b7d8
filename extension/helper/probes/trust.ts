import type { X509Certificate } from 'node:crypto';
import { readCertificate } from './certificate.ts';

const MAX_CHAIN = 8;

/**
 * Whether a chain leads from the certificate to a root that this system or Node trusts, with every link's signature and
 * dates. Self-signed ones are not looked for: nearly every RDP host has one, and reading all roots takes time.
 */
export async function isTrusted(certificate: X509Certificate, now = new Date()): Promise<boolean> {
  if (readCertificate(certificate).selfSigned) return false;
  knownRoots ??= readRoots();
  return leadsTo(certificate, await knownRoots, now);
}

/** Read once: for each host of a list anew they would take longer than all the rest of its check. */
let knownRoots: Promise<readonly X509Certificate[]> | undefined;

async function readRoots(): Promise<readonly X509Certificate[]> {
  const [tls, crypto] = await Promise.all([import('node:tls'), import('node:crypto')]);
  const roots = new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);
  return [...roots].map(pem => new crypto.X509Certificate(pem));
}

/** The links are those that the host sent with its certificate. */
export function leadsTo(certificate: X509Certificate, roots: readonly X509Certificate[], now: Date): boolean {
  let link: X509Certificate | undefined = certificate;
  for (let length = 0; link !== undefined && length < MAX_CHAIN; length++) {
    const signed: X509Certificate = link;
    const { notBefore, notAfter } = readCertificate(signed);
    // A date that cannot be read vouches for nothing.
    if (notBefore === undefined || notAfter === undefined || now < notBefore || now > notAfter) return false;
    if (roots.some(root => isSignedBy(signed, root))) return true;
    const next: X509Certificate | undefined = signed.issuerCertificate;
    if (next === undefined || !next.ca || !isSignedBy(signed, next)) return false;
    link = next;
  }
  return false;
}

/** A key or a signature that does not decode proves nothing. */
function isSignedBy(signed: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return signed.checkIssued(issuer) && signed.verify(issuer.publicKey);
  } catch {
    return false;
  }
}
