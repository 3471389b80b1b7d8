import type { Json } from '../findings.ts';
import { parseDateTime } from '../schemas/date-time.ts';
import type { Hideable } from '../schemas/report.ts';
import { isCodeId } from '../vocabulary.ts';

/**
 * What each text field of a finding's detail holds. Redaction goes by this table, never by patterns: a text field that
 * is not in it does not leave the device at all.
 */
export const DETAIL_KINDS: Readonly<Record<string, Hideable | 'plain'>> = {
  host: 'hosts',
  hostname: 'hosts',
  server: 'hosts',
  dnsComputer: 'hosts',
  dnsDomain: 'hosts',
  dnsForest: 'hosts',
  netbiosComputer: 'hosts',
  netbiosDomain: 'hosts',
  computer: 'hosts',
  domain: 'hosts',
  forest: 'hosts',
  name: 'hosts',
  names: 'hosts',
  asked: 'hosts',
  address: 'addresses',
  addresses: 'addresses',
  served: 'addresses',
  resolver: 'addresses',
  resolvers: 'addresses',
  hop: 'addresses',
  user: 'users',
  account: 'users',
  subject: 'certificates',
  issuer: 'certificates',
  sha1: 'certificates',
  sha256: 'certificates',
  fingerprint: 'certificates',
  serial: 'certificates',
  errno: 'plain',
  code: 'plain',
  tool: 'plain',
  version: 'plain',
  protocol: 'plain',
  cipher: 'plain',
  family: 'plain',
  outcome: 'plain',
  build: 'plain',
  windows: 'plain',
  software: 'plain',
  wording: 'plain',
  notBefore: 'plain',
  notAfter: 'plain',
  validFrom: 'plain',
  validTo: 'plain',
  keyType: 'plain',
  needs: 'plain',
  signature: 'plain',
  speaks: 'plain',
  reason: 'plain',
  status: 'plain',
  schemes: 'plain',
  source: 'plain',
  udp: 'plain',
  rdp: 'plain',
  tls: 'plain',
  fault: 'plain',
  nla: 'plain',
  vantage: 'plain',
  alert: 'plain',
  by: 'plain',
  inBetween: 'plain',
  passed: 'plain',
};

/** Fields that hold numbers, booleans or further fields. A field's name is text as well: any other is left out. */
const OTHER_FIELDS: ReadonlySet<string> = new Set([
  'attempts',
  'averageMs',
  'bytes',
  'elapsedMs',
  'event',
  'failure',
  'flags',
  'hops',
  'keyBits',
  'listensOn',
  'lossPercent',
  'lost',
  'minutes',
  'policy',
  'port',
  'received',
  'roundTripMs',
  'sameFamily',
  'selected',
  'selfSigned',
  'sent',
  'skewMs',
  'sourceReference',
  'takes',
  'trusted',
  'packet',
  'protocols',
  'tries',
  'forged',
]);

export const isDetailField = (key: string): boolean => Object.hasOwn(DETAIL_KINDS, key) || OTHER_FIELDS.has(key);

/** Fields with a form of their own; all others of kind `plain` are made of `WORDS` and short numbers. */
const FORMS: Readonly<Record<string, (text: string) => boolean>> = {
  notBefore: text => parseDateTime(text) !== undefined,
  notAfter: text => parseDateTime(text) !== undefined,
  validFrom: text => parseDateTime(text) !== undefined,
  validTo: text => parseDateTime(text) !== undefined,
  build: text => /^(?:5\.[0-2]|6\.[0-3]|10\.0)\.\d{4,5}$/.test(text),
  version: text => /^(?:TLSv1(?:\.\d)?|SSLv3|\d)$/.test(text),
  status: text => /^(?:0x[\da-f]{1,8}|\d{3})$/i.test(text),
  code: text => /^0x[\da-f]{1,8}$/i.test(text) || isNumberedCode(text) || isMadeOfWords(text),
};

const MAX_PLAIN_LENGTH = 120;
/** As many as a cipher's name has; a telephone's number has more, or no words around it. */
const MAX_DIGITS = 9;

/** Whether it is the id of a code that is a number, and so names nobody; messages and events are named by words. */
export const isNumberedCode = (id: string): boolean => isCodeId(id) && /:-?(?:0x[\da-f]{1,16}|\d{1,10})$/i.test(id);

/**
 * Whether a text of a `plain` field is one that a probe or a reader of ours could have written. An opened report may
 * hold anything in them, and they are what no switch hides.
 */
export function isPlainText(field: string, text: string): boolean {
  if (text.length > MAX_PLAIN_LENGTH) return false;
  return (FORMS[field] ?? isMadeOfWords)(text);
}

function isMadeOfWords(text: string): boolean {
  // One dot is enough for TLSv1.3; an address has more.
  if (!/^[A-Za-z\d _,+/()-]+(?:\.[A-Za-z\d _,+/()-]+)?$/.test(text)) return false;
  const words = text.match(/[A-Za-z]+/g) ?? [];
  const numbers = text.match(/\d+/g) ?? [];
  if (numbers.length > words.length || numbers.join('').length > MAX_DIGITS) return false;
  return words.every(word => WORDS.has(word.toLowerCase()));
}

/** Strings that only ever hold words of ours are checked; what is no string is no text. */
export const isPlain = (field: string, value: Json): boolean => typeof value !== 'string' || isPlainText(field, value);

const wordsIn = (text: string): readonly string[] => text.split(/\s+/).filter(word => word !== '');

/** In lower case. A test reads the probes' own sentences and looks each of their words up here. */
const WORDS: ReadonlySet<string> = new Set(
  wordsIn(`
    a address all allowed alone an and another answer answers as at authentication before by cannot certificate
    closed closes code connection connections credssp data deadline deny denied does dropped else elsewhere environment
    every failed failure family file flag flags for forbidden from gateway ghost has here host hosts hybrid in
    inconsistent instead into invalid is it its itself kind leads like listening looks machine malformed name names
    negotiation network neither no nobody such none not nor of off on only open or other own packet packets passed path plain port
    private proxy public query ready refused rejected request required reset resets response route running security
    server servers settings silent skipped something ssl standard stalls subnet system taken than that the there this
    through time timed timeout timeouts to too much type unknown unreachable unusable user value version way with
    without wrong yes but cert auth disconnects exists listens nothing question
    tcp udp ip ipv icmp http https ssh rfb vnc smtp ftp tls tlsv sslv dtls rdp nla aad rdstls rdsaad ntlm negotiate basic
    bearer paa kerberos dns nxdomain
    aes gcm cbc ccm sha md rsa dsa ec ecdh ecdhe dhe ecdsa ed chacha poly psk anon null with export des ede rc camellia
    aria encryption withrsaencryption rsaencryption rsassapss pss x dh
    windows server vista xp r home pro enterprise
    client arrive credentials hangs place portal proof up
    ping tracert traceroute mtr pathping nslookup dig log curl nc nmap telnet openssl netstat ss sc
    powershell ipconfig reg registry event freerdp xfreerdp mstsc file
    eacces eaddrinuse eaddrnotavail eafnosupport eagain eai ecancelled ecanceled econnaborted econnrefused econnreset
    ehostdown ehostunreach einprogress eintr einval emfile enetdown enetreset enetunreach enfile enobufs enodata enomem
    enoname enonet enoprotoopt enotconn enotfound enotimp enotimpl eperm epipe eproto eprotonosupport erefused eservfail
    eshutdown etimedout etimeout eformerr ebadresp ebadname ebadfamily edestruction again fail memory noname nodata service
    ours typeerror rangeerror syntaxerror referenceerror urierror aggregateerror evperror abort aborterror ossl evp crypto operation arg char value out range buffer assertion
    err ssl alert handshake protocol number internal error unsupported bad record mac decrypt insufficient legacy sigalg
    inappropriate fallback unrecognized decode parameter missing extension expected unexpected message ca depth zero self close notify revoked
    some one after unreadable neighbor dhe asked acknowledged lead computers system host
    expired illegal access canceled signed cert chain verify leaf signature first socket end eof while reading shared cipher bits key small digest weak
    bears calls alias short computer both domain which same addresses fail read be
    freerdp contradicts damaged device ipv diffie hellman secp prime brainpoolp ffdhe r t k ecc
  `),
);
