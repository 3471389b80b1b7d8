import { X509Certificate } from 'node:crypto';
import { certificateDetail, certificateFaults } from '../../extension/helper/probes/certificate.ts';
import { leadsTo } from '../../extension/helper/probes/trust.ts';
import { ODD_CERTIFICATES } from './odd-certificates.ts';

const NOW = new Date('2026-11-29T00:00:00Z');
/** Node takes PEM as well as DER; a root that does not decode must not stop the search either. */
const ROOTS = ODD_CERTIFICATES.flatMap(({ der }) => parse(der) ?? []).slice(0, 8);

/** What the TLS stage makes of a certificate, all of it. Throws where a promise is broken. */
export function takeCertificate(bytes: Uint8Array): 'value' | 'malformed' {
  const certificate = parse(bytes);
  if (certificate === undefined) return 'malformed';
  const detail = JSON.stringify(certificateDetail(certificate));
  if (/[\p{Cc}\p{Cf}]/u.test(detail)) throw new Error(`unsafe text: ${detail}`);
  certificateFaults(certificate, 'pc1.example', false, NOW);
  leadsTo(certificate, ROOTS, NOW);
  return 'value';
}

function parse(bytes: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}
