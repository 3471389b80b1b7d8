import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificateDetail, certificateFaults, readCertificate } from '../../../extension/helper/probes/certificate.ts';
import { ODDITIES, oddCertificate } from '../../fuzz/odd-certificates.ts';

const NOW = new Date('2026-11-29T00:00:00Z');
function made(title: string): X509Certificate {
  const oddity = ODDITIES[title];
  if (oddity === undefined) throw new Error(`no certificate “${title}”`);
  return new X509Certificate(oddCertificate(title, oddity).der);
}

test.each<[title: string, fields: object]>([
  ['ordinary', { subject: 'CN=pc1.example', names: ['pc1.example'], selfSigned: true, keyBits: 2048 }],
  ['no subject', { subject: undefined, issuer: 'CN=Corp CA', names: [], selfSigned: false }],
  ['no subject, names in a critical extension', { subject: undefined, names: ['pc1.example'], selfSigned: false }],
  ['no issuer', { subject: 'CN=pc1.example', issuer: undefined, selfSigned: false }],
  ['neither subject nor issuer', { subject: undefined, issuer: undefined, names: ['pc1.example'], selfSigned: true }],
  ['month 13', { notBefore: undefined, notAfter: undefined }],
  ['dates of letters', { notBefore: undefined, notAfter: undefined }],
  ['a key of an unknown kind', { keyType: undefined, keyBits: undefined }],
  ['an RSA key that is no key', { keyType: undefined, keyBits: undefined }],
  ['an elliptic key', { keyType: 'ec', keyBits: undefined }],
  ['an Edwards key', { keyType: 'ed25519' }],
  ['a PSS key', { keyType: 'rsa-pss', keyBits: 2048 }],
])('readCertificate: %s → each field that can be read, and no other', (title, fields) => {
  const read = readCertificate(made(title));
  expect(read).toMatchObject(fields);
  // Whatever else is odd, the fingerprint names it.
  expect(read.sha256).toMatch(/^[\dA-F:]{95}$/);
});

test.each<[title: string, host: string, faults: string]>([
  ['ordinary', 'pc1.example', 'untrusted'],
  ['no subject', 'pc1.example', 'untrusted wrong-name'],
  ['no subject, names in a critical extension', 'pc1.example', 'untrusted'],
  ['no subject, names in a critical extension', 'pc2.example', 'untrusted wrong-name'],
  // A date that cannot be read is neither over nor still to come.
  ['month 13', 'pc1.example', 'untrusted'],
  ['dates the wrong way round', 'pc1.example', 'expired not-yet-valid untrusted'],
  ['a weak key', 'pc1.example', 'weak untrusted'],
  ['a key of an unknown kind', 'pc1.example', 'untrusted'],
  ['a name beyond ASCII', 'пример.example', 'untrusted'],
  ['a name beyond ASCII', 'xn--e1afmkfd.example', 'untrusted'],
])('certificateFaults: %s, asked for as %s → %s', (title, host, faults) => {
  expect(certificateFaults(made(title), host, false, NOW).join(' ')).toBe(faults);
});

test('certificateDetail: hostile names → nothing that a terminal obeys, and no field that is not there', () => {
  for (const title of Object.keys(ODDITIES)) {
    const { der } = oddCertificate(title, ODDITIES[title] ?? {});
    let certificate: X509Certificate;
    try {
      certificate = new X509Certificate(der);
    } catch {
      continue;
    }
    const detail = certificateDetail(certificate);
    expect(JSON.stringify(detail)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(Object.values(detail)).not.toContain('');
  }
});
