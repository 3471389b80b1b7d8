import type { Finding, Json } from '../findings.ts';
import { HIDEABLE, type Hideable, hiddenIn, type Report } from '../schemas/report.ts';
import type { Target } from '../target/target.ts';
import { DETAIL_KINDS, isDetailField, isNumberedCode, isPlain } from './detail-fields.ts';

/** What a person can choose to show. Everything is hidden unless told. */
export type Redaction = Readonly<Record<Hideable, boolean>>;
export const HIDE_ALL: Redaction = { hosts: true, users: true, addresses: true, certificates: true };

type Kind = Hideable | 'plain';

const PSEUDONYMS: Readonly<Record<Hideable, string>> = {
  hosts: 'host',
  users: 'user',
  addresses: 'address',
  certificates: 'certificate',
};

/**
 * A report that may leave the device. The same value gets the same pseudonym within one report, so that "host-k3 asked,
 * host-p7 answered" stays readable; another report gets others, since `token` must be random (a few letters each call).
 * The id of a message or an event is in words, and in a report that was opened these may be anybody's: such a code stays
 * where the catalogue has it, which `isKnownCode` tells.
 */
export function redact(
  report: Report,
  redaction: Redaction,
  token: () => string,
  isKnownCode: (id: string) => boolean = () => false,
): Report {
  const hide = hiding(redaction, token);
  const hidesNames = redaction.hosts || redaction.users || redaction.addresses;
  const isOurs = ({ question, answer }: Finding): boolean =>
    question !== 'code' || !answer.includes(':') || isNumberedCode(answer) || isKnownCode(answer);
  // Free text can name anybody: what a person wrote stays with them.
  const { target, note, ...rest } = report;
  return {
    ...rest,
    ...(note === undefined || hidesNames ? {} : { note }),
    ...(target === undefined ? {} : { target: redactTarget(target, hide) }),
    findings: report.findings
      .filter(finding => !hidesNames || isOurs(finding))
      .map(({ detail, ...finding }) =>
        detail === undefined ? finding : { ...finding, detail: redactFields(detail, hide) },
      ),
    ...hiddenIn(HIDEABLE.filter(kind => redaction[kind] || report.hidden.includes(kind))),
  };
}

/** A text as it may be shown: itself, or the pseudonym that it has throughout one report. */
type Hide = (kind: Kind, text: string) => string;

function hiding(redaction: Redaction, token: () => string): Hide {
  const given = new Map<string, string>();
  return function hide(kind, text) {
    if (kind === 'plain' || !redaction[kind]) return text;
    const key = `${kind} ${text.toLowerCase()}`;
    const known = given.get(key);
    if (known !== undefined) return known;
    // An IP address in a host field is an address, and must get the same pseudonym there.
    if (kind === 'hosts' && isAddress(text)) return hide('addresses', text);
    const pseudonym = `${PSEUDONYMS[kind]}-${token()}`;
    given.set(key, pseudonym);
    return pseudonym;
  };
}

function redactTarget({ host, port, gateway, user }: Target, hide: Hide): Target {
  return {
    host: hide('hosts', host),
    port,
    ...(gateway === undefined ? {} : { gateway: { ...gateway, host: hide('hosts', gateway.host) } }),
    ...(user === undefined ? {} : { user: hide('users', user) }),
  };
}

function redactFields(fields: Readonly<Record<string, Json>>, hide: Hide): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => {
      // Its name is text as well, and what no switch hides must be words of ours.
      if (!isSafe(key, value)) return [];
      const kept = redactJson(value, Object.hasOwn(DETAIL_KINDS, key) ? DETAIL_KINDS[key] : undefined, hide);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

function redactJson(value: Json, kind: Kind | undefined, hide: Hide): Json | undefined {
  if (typeof value === 'string') return kind === undefined ? undefined : hide(kind, value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.flatMap(item => redactJson(item, kind, hide) ?? []);
  return redactFields(value, hide);
}

function isSafe(key: string, value: Json): boolean {
  if (!isDetailField(key)) return false;
  return DETAIL_KINDS[key] !== 'plain' || (isList(value) ? value : [value]).every(one => isPlain(key, one));
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) || (text.includes(':') && /^[\da-f:.%]+$/i.test(text));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
