import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { bytesOfAscii, concat } from '../../machines/rdp/bytes.ts';
import { encodeElement, encodeInteger, TAG } from '../../machines/rdp/der.ts';

/** Certificates as nobody should make them, [RFC 5280 4.1], built byte by byte: no tool writes a month 13. */

const OBJECT_ID = 0x06;
const BIT_STRING = 0x03;
const BOOLEAN = 0x01;
const SET = 0x31;
const UTF8 = 0x0c;
const BMP = 0x1e;
const TELETEX = 0x14;
const UTC = 0x17;
const GENERALIZED = 0x18;

const OIDS = {
  commonName: [0x55, 0x04, 0x03],
  unknown: [0x2a, 0x03, 0x04, 0x05, 0x7f],
  subjectAltName: [0x55, 0x1d, 0x11],
  basicConstraints: [0x55, 0x1d, 0x13],
  keyUsage: [0x55, 0x1d, 0x0f],
  sha256WithRsa: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b],
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  ed25519: [0x2b, 0x65, 0x70],
  ed448: [0x2b, 0x65, 0x71],
  rsaPss: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a],
} as const;

type Bytes = Uint8Array | readonly number[];

const sequence = (...parts: readonly Bytes[]) => encodeElement(TAG.sequence, ...parts);
const utf8 = (text: string) => new TextEncoder().encode(text);
const name = (...attributes: readonly Bytes[]) =>
  sequence(...attributes.map(attribute => encodeElement(SET, attribute)));
const attribute = (oid: readonly number[], tag: number, value: Bytes) =>
  sequence(encodeElement(OBJECT_ID, oid), encodeElement(tag, value));
const commonName = (text: string | Bytes, tag = UTF8) =>
  name(attribute(OIDS.commonName, tag, typeof text === 'string' ? utf8(text) : text));
const utc = (text: string) => encodeElement(UTC, bytesOfAscii(text));
const generalized = (text: string) => encodeElement(GENERALIZED, bytesOfAscii(text));
const extension = (oid: readonly number[], value: Bytes, critical = false) =>
  sequence(
    encodeElement(OBJECT_ID, oid),
    critical ? encodeElement(BOOLEAN, [0xff]) : [],
    encodeElement(TAG.octets, value),
  );
const dns = (text: string) => encodeElement(0x82, utf8(text));
const alternatives = (...names: readonly Bytes[]) => extension(OIDS.subjectAltName, sequence(...names));

/** What differs from an ordinary certificate; every part is DER as it will stand there. */
export interface Oddity {
  readonly key?: keyof typeof KEYS;
  readonly version?: number;
  readonly serial?: Uint8Array;
  readonly subject?: Uint8Array;
  readonly issuer?: Uint8Array;
  readonly notBefore?: Uint8Array;
  readonly notAfter?: Uint8Array;
  readonly spki?: Uint8Array;
  readonly algorithm?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly extensions?: readonly Uint8Array[];
  readonly trailing?: Uint8Array;
}

interface Signer {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly oid: readonly number[];
  readonly digest: string | null;
}

/** Small keys: what is tested is what the reader makes of a certificate, not the strength of ours. */
const KEYS = {
  rsa: { ...generateKeyPairSync('rsa', { modulusLength: 2048 }), oid: OIDS.sha256WithRsa, digest: 'sha256' },
  weak: { ...generateKeyPairSync('rsa', { modulusLength: 1024 }), oid: OIDS.sha256WithRsa, digest: 'sha256' },
  ec: { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }), oid: OIDS.ecdsaWithSha256, digest: 'sha256' },
  ed25519: { ...generateKeyPairSync('ed25519'), oid: OIDS.ed25519, digest: null },
  ed448: { ...generateKeyPairSync('ed448'), oid: OIDS.ed448, digest: null },
  pss: { ...generateKeyPairSync('rsa-pss', { modulusLength: 2048 }), oid: OIDS.rsaPss, digest: 'sha256' },
} as const satisfies Record<string, Signer>;

export interface OddCertificate {
  readonly name: string;
  readonly der: Uint8Array;
  readonly pem: string;
  /** The private key in PEM: a server shows what it holds the key of. */
  readonly key: string;
}

function build(oddity: Oddity): { der: Uint8Array; key: KeyObject } {
  const signer: Signer = KEYS[oddity.key ?? 'rsa'];
  const algorithm = oddity.algorithm ?? sequence(encodeElement(OBJECT_ID, signer.oid));
  const subject = oddity.subject ?? commonName('pc1.example');
  const extensions = oddity.extensions ?? [alternatives(dns('pc1.example'))];
  const toBeSigned = sequence(
    encodeElement(TAG.context, encodeInteger(oddity.version ?? 2)),
    oddity.serial ?? encodeInteger(4711),
    algorithm,
    oddity.issuer ?? subject,
    sequence(oddity.notBefore ?? utc('250101000000Z'), oddity.notAfter ?? utc('450101000000Z')),
    subject,
    oddity.spki ?? new Uint8Array(signer.publicKey.export({ type: 'spki', format: 'der' })),
    extensions.length === 0 ? [] : encodeElement(0xa3, sequence(...extensions)),
  );
  const signature = oddity.signature ?? new Uint8Array(sign(signer.digest, toBeSigned, signer.privateKey));
  const der = sequence(toBeSigned, algorithm, encodeElement(BIT_STRING, [0], signature));
  return { der: concat(der, oddity.trailing ?? []), key: signer.privateKey };
}

export function oddCertificate(title: string, oddity: Oddity): OddCertificate {
  const { der, key } = build(oddity);
  const lines = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    name: title,
    der,
    pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const EMPTY_NAME = sequence();
const spkiOf = (algorithm: Bytes, bits: Bytes) => sequence(algorithm, encodeElement(BIT_STRING, [0], bits));
const rsaAlgorithm = sequence(encodeElement(OBJECT_ID, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]), [5, 0]);
const ecAlgorithm = (curve: readonly number[]) =>
  sequence(encodeElement(OBJECT_ID, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]), encodeElement(OBJECT_ID, curve));
const P256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const SUBJECTLESS = { subject: EMPTY_NAME, issuer: commonName('Corp CA') };

/** Every way that was thought of in which a certificate is odd; most of them a server can really show. */
export const ODDITIES: Readonly<Record<string, Oddity>> = {
  ordinary: {},
  'no subject': { ...SUBJECTLESS, extensions: [] },
  'no subject, names in a critical extension': {
    ...SUBJECTLESS,
    extensions: [extension(OIDS.subjectAltName, sequence(dns('pc1.example')), true)],
  },
  'no issuer': { issuer: EMPTY_NAME },
  'neither subject nor issuer': { subject: EMPTY_NAME },
  'an empty common name': { subject: commonName('') },
  'two common names': {
    subject: name(attribute(OIDS.commonName, UTF8, utf8('a')), attribute(OIDS.commonName, UTF8, utf8('b'))),
  },
  'a common name with a newline': { subject: commonName('pc1\nCN=other') },
  'a common name with a zero byte': { subject: commonName('pc1\0.evil.example') },
  'a common name with terminal commands': { subject: commonName('\u001b]0;x\u0007\u001b[2J') },
  'a common name that turns the direction': { subject: commonName('\u202epc1\u2066') },
  'a common name with markup': { subject: commonName('<img src=x onerror=alert(1)>') },
  'a common name of 3,000 characters': { subject: commonName('x'.repeat(3_000)) },
  'a common name that is no UTF-8': { subject: commonName([0xff, 0xfe, 0x80]) },
  'a common name of odd UTF-16': { subject: commonName([0x00, 0x70, 0xd8], BMP) },
  'a common name with half a surrogate': { subject: commonName([0xd8, 0x00], BMP) },
  'a common name in Teletex': { subject: commonName([0xe9, 0x1b, 0x4e], TELETEX) },
  'a common name that is a number': { subject: commonName([0x05], TAG.integer) },
  'a name beyond ASCII': { subject: commonName('пример.example'), extensions: [] },
  'an unknown attribute of 20,000 bytes': { subject: name(attribute(OIDS.unknown, UTF8, utf8('y'.repeat(20_000)))) },
  '200 attributes': { subject: name(...Array.from({ length: 200 }, () => attribute(OIDS.unknown, UTF8, utf8('z')))) },
  'month 13': { notBefore: utc('251301000000Z'), notAfter: utc('451301000000Z') },
  '31 February': { notBefore: utc('250231000000Z') },
  'dates of letters': { notBefore: utc('not a date at'), notAfter: utc('XXXXXXXXXXXXX') },
  'dates of nothing': { notBefore: utc(''), notAfter: utc('') },
  'a date without seconds': { notAfter: utc('4501010000Z') },
  'a date in another zone': { notAfter: utc('450101000000+0100') },
  'a date with fractions': { notAfter: generalized('20450101000000.123Z') },
  'the year 9999': { notAfter: generalized('99991231235959Z') },
  'the year 0': { notBefore: generalized('00000101000000Z') },
  'a date that is a number': { notAfter: encodeInteger(5) },
  'dates the wrong way round': { notBefore: utc('450101000000Z'), notAfter: utc('250101000000Z') },
  'an expired one without subject': { ...SUBJECTLESS, notAfter: utc('251301000000Z') },
  'an elliptic key': { key: 'ec' },
  'an Edwards key': { key: 'ed25519' },
  'a longer Edwards key': { key: 'ed448' },
  'a PSS key': { key: 'pss' },
  'a weak key': { key: 'weak' },
  'a key of an unknown kind': { spki: spkiOf(sequence(encodeElement(OBJECT_ID, OIDS.unknown)), [1, 2, 3]) },
  'an RSA key that is no key': { spki: spkiOf(rsaAlgorithm, [0x30, 0x03, 0x02, 0x01]) },
  'an RSA key of zero': { spki: spkiOf(rsaAlgorithm, sequence(encodeInteger(0), encodeInteger(0))) },
  'a point on no curve': { spki: spkiOf(ecAlgorithm(P256), [0x04, ...new Uint8Array(64).fill(7)]) },
  'a point at infinity': { spki: spkiOf(ecAlgorithm(P256), [0x00]) },
  'an unknown curve': { spki: spkiOf(ecAlgorithm(OIDS.unknown), [0x04, 1, 2]) },
  'a key of nothing': { spki: spkiOf(rsaAlgorithm, []) },
  'an unknown signature': { algorithm: sequence(encodeElement(OBJECT_ID, OIDS.unknown)) },
  'a signature of nothing': { signature: new Uint8Array() },
  'a signature by another algorithm': { algorithm: sequence(encodeElement(OBJECT_ID, OIDS.ecdsaWithSha256)) },
  'no extensions': { extensions: [] },
  'names with commas and quotes': { extensions: [alternatives(dns('a", DNS:evil.example, DNS:"b'))] },
  'a name with a zero byte': { extensions: [alternatives(dns('pc1.example\0.evil'))] },
  'a name beyond ASCII among the names': { extensions: [alternatives(dns('пример.example'))] },
  '250 names': { extensions: [alternatives(...Array.from({ length: 250 }, (_, at) => dns(`pc${at}.example`)))] },
  'an address of three bytes': { extensions: [alternatives(encodeElement(0x87, [10, 0, 1]))] },
  'a link and a mail address': {
    extensions: [alternatives(encodeElement(0x86, utf8('http://x/')), encodeElement(0x81, utf8('a@b')))],
  },
  'an empty list of names': { extensions: [alternatives()] },
  'names that are no names': { extensions: [extension(OIDS.subjectAltName, [0x30, 0x82, 0xff])] },
  'the same extension twice': { extensions: [alternatives(dns('a.example')), alternatives(dns('b.example'))] },
  'an unknown critical extension': { extensions: [extension(OIDS.unknown, [1, 2, 3], true)] },
  'constraints that are no constraints': { extensions: [extension(OIDS.basicConstraints, [0x04, 0x01])] },
  'a key usage of no bits': { extensions: [extension(OIDS.keyUsage, [0x03, 0x01, 0x00])] },
  'version 1 with extensions': { version: 0 },
  'version 9': { version: 9 },
  'a negative serial number': { serial: encodeElement(TAG.integer, [0xff, 0x01]) },
  'a serial number of 64 bytes': { serial: encodeElement(TAG.integer, new Uint8Array(64).fill(0x55)) },
  'a serial number of nothing': { serial: encodeElement(TAG.integer, []) },
  'bytes behind its end': { trailing: Uint8Array.of(1, 2, 3) },
};

export const ODD_CERTIFICATES: readonly OddCertificate[] = Object.entries(ODDITIES).map(([title, oddity]) =>
  oddCertificate(title, oddity),
);
