import type { Finding, Json } from '../findings.ts';
import type { Target } from '../target/target.ts';
import type { Report } from './report.ts';

/** What a person can choose to show. Everything is hidden unless told. */
export interface Redaction {
  readonly hosts: boolean;
  readonly users: boolean;
  readonly addresses: boolean;
  readonly certificates: boolean;
}
export const HIDE_ALL: Redaction = { hosts: true, users: true, addresses: true, certificates: true };

type Kind = keyof Redaction | 'plain';

/**
 * What each text field of a finding's detail holds. Redaction goes by this table, never by patterns: a text field that
 * is not in it does not leave the device at all. Numbers and booleans stay, they name nobody.
 */
export const DETAIL_KINDS: Readonly<Record<string, Kind>> = {
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
  notBefore: 'plain',
  notAfter: 'plain',
  validFrom: 'plain',
  validTo: 'plain',
  keyType: 'plain',
  signature: 'plain',
  speaks: 'plain',
  reason: 'plain',
  fault: 'plain',
  status: 'plain',
  schemes: 'plain',
  udp: 'plain',
  rdp: 'plain',
  tls: 'plain',
};

const WORDS: Readonly<Record<keyof Redaction, string>> = {
  hosts: 'host',
  users: 'user',
  addresses: 'address',
  certificates: 'certificate',
};

/**
 * A report that may leave the device. The same value gets the same pseudonym within one report, so that "host-k3 asked,
 * host-p7 answered" stays readable; another report gets others, since `token` must be random (a few letters each call).
 */
export function redact(report: Report, redaction: Redaction, token: () => string): Report {
  const given = new Map<string, string>();
  const hide = (kind: Kind, text: string): string => {
    if (kind === 'plain' || !redaction[kind]) return text;
    const key = `${kind} ${text.toLowerCase()}`;
    const known = given.get(key);
    if (known !== undefined) return known;
    // An IP address in a host field is an address, and must get the same pseudonym there.
    const word = kind === 'hosts' && isAddress(text) ? 'addresses' : kind;
    if (word !== kind) return hide(word, text);
    const pseudonym = `${WORDS[kind]}-${token()}`;
    given.set(key, pseudonym);
    return pseudonym;
  };
  const redactEnd = ({ host, port }: { host: string; port: number }) => ({ host: hide('hosts', host), port });
  const redactTarget = ({ gateway, user, ...end }: Target): Target => ({
    ...redactEnd(end),
    ...(gateway === undefined ? {} : { gateway: redactEnd(gateway) }),
    ...(user === undefined ? {} : { user: hide('users', user) }),
  });
  const redactJson = (value: Json, kind: Kind | undefined): Json | undefined => {
    if (typeof value === 'string') return kind === undefined ? undefined : hide(kind, value);
    if (value === null || typeof value !== 'object') return value;
    if (isList(value)) return value.flatMap(item => redactJson(item, kind) ?? []);
    return redactFields(value);
  };
  const redactFields = (fields: Readonly<Record<string, Json>>): Record<string, Json> =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([key, value]) => {
        // A field's name is a stranger's text too, unless it is one of ours.
        if (!Object.hasOwn(DETAIL_KINDS, key) && !/^[a-z][A-Za-z]{1,30}$/.test(key)) return [];
        const kept = redactJson(value, Object.hasOwn(DETAIL_KINDS, key) ? DETAIL_KINDS[key] : undefined);
        return kept === undefined ? [] : [[key, kept]];
      }),
    );
  const redactFinding = ({ detail, ...finding }: Finding): Finding =>
    detail === undefined ? finding : { ...finding, detail: redactFields(detail) };
  const { target, ...rest } = report;
  return {
    ...rest,
    ...(target === undefined ? {} : { target: redactTarget(target) }),
    findings: report.findings.map(redactFinding),
    redacted: Object.values(redaction).some(Boolean),
  };
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) || (text.includes(':') && /^[\da-f:.%]+$/i.test(text));
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
