import { bytesOfAscii, concat } from '../../../machines/rdp/bytes.ts';
import { encodeElement, encodeInteger, TAG } from '../../../machines/rdp/der.ts';

export interface Minted {
  readonly cert: string;
  readonly key: string;
}

const OBJECT_ID = 0x06;
const NULL = [0x05, 0x00];
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const BIT_STRING = 0x03;
const SET = 0x31;
/** 2.5.4.3 commonName and 1.2.840.113549.1.1.11 sha256WithRSAEncryption. */
const COMMON_NAME = [0x55, 0x04, 0x03];
const SHA256_WITH_RSA = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];

/**
 * A certificate, self-signed as Windows makes one for its listener, [RFC 5280 4.1], with dates of choice: Node has no
 * minting of its own, and a practice host needs an expired one.
 */
export async function mintCertificate({
  commonName,
  notBefore,
  notAfter,
  issuer,
  keyBits = 2048,
}: {
  commonName: string;
  notBefore: Date;
  notAfter: Date;
  /** Who signs; the certificate itself where nobody is named. */
  issuer?: { readonly commonName: string; readonly key: string };
  keyBits?: number;
}): Promise<Minted> {
  // Loaded only here: the program that checks carries this file, and starts sooner without it.
  const { generateKeyPairSync, randomBytes, sign } = await import('node:crypto');
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: keyBits });
  const algorithm = encodeElement(TAG.sequence, encodeElement(OBJECT_ID, SHA256_WITH_RSA), NULL);
  const validity = encodeElement(TAG.sequence, time(notBefore), time(notAfter));
  const publicInfo = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const toBeSigned = encodeElement(
    TAG.sequence,
    encodeElement(TAG.context, encodeInteger(2)),
    encodeInteger(concat([1], randomBytes(8))),
    algorithm,
    nameOf(issuer?.commonName ?? commonName),
    validity,
    nameOf(commonName),
    publicInfo,
  );
  const signature = sign('sha256', toBeSigned, issuer?.key ?? privateKey);
  const der = encodeElement(TAG.sequence, toBeSigned, algorithm, encodeElement(BIT_STRING, [0], signature));
  const lines = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** A distinguished name of one part, [RFC 5280 4.1.2.4]. */
function nameOf(commonName: string): Uint8Array {
  const text = encodeElement(UTF8_STRING, bytesOfAscii(commonName));
  const part = encodeElement(TAG.sequence, encodeElement(OBJECT_ID, COMMON_NAME), text);
  return encodeElement(TAG.sequence, encodeElement(SET, part));
}

function time(date: Date): Uint8Array {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return encodeElement(UTC_TIME, bytesOfAscii(text.slice(2)));
}
