import { afterConnect, networkErrorIn } from '../network-errors.ts';
import type { Observation, Reader, Segment } from '../observation.ts';

/**
 * rdesktop. That it cannot sign in by CredSSP is a fault of the client (no Kerberos ticket); what the server requires is said in
 * the line behind. The reasons against a certificate are numbered sentences.
 */
export const rdesktop: Reader = {
  id: 'rdesktop',
  signs: [
    'required by server',
    'rdesktop',
    'tcp_connect()',
    'unable to connect',
    'not trusted by this system',
    'identified reasons',
  ],
  read: paste => paste.segments.flatMap(readSegment),
};

/** RDP_NEG_FAILURE, [MS-RDPBCGR 2.2.1.2.2], in its words. */
const REQUIRED: readonly (readonly [RegExp, string])[] = [
  [/^(?:\w{1,12}\(\w{1,12}\): |ERROR: )?Failed to connect, CredSSP required by server/i, 'nla'],
  [/^(?:\w{1,12}\(\w{1,12}\): |ERROR: )?Failed to connect, SSL required by server/i, 'tls'],
  [/^(?:\w{1,12}\(\w{1,12}\): |ERROR: )?Failed to connect, SSL not allowed by server/i, 'standard'],
];
const CERTIFICATE: readonly (readonly [RegExp, string])[] = [
  [
    /^\d\. Certificate issuer is not trusted by this system|Certificate received from server is NOT trusted/,
    'untrusted',
  ],
  [/^\d\. .{0,40}certificate.{0,40}(?:does not match|hostname)|^\d\. .{0,40}hostname.{0,60}certificate/i, 'wrong-name'],
  [/^\d\. .{0,40}certificate.{0,40}(?:has expired|is expired|no longer valid)/i, 'expired'],
  [/^\d\. .{0,40}certificate.{0,40}not (?:yet )?(?:activated|valid)/i, 'not-yet-valid'],
];

function readSegment(segment: Segment): Observation[] {
  const asked = segment.command?.tool === 'rdesktop' ? segment.command : undefined;
  const port = asked?.port;
  const found: Observation[] = [];
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line.length > 300) return;
    const about = { at: segment.first + i, ...(asked?.host !== undefined && { hosts: [asked.host] }) };
    const required = REQUIRED.find(([words]) => words.test(line))?.[1];
    if (required !== undefined) found.push({ ...about, question: 'security', answer: required });
    const certificate = CERTIFICATE.find(([words]) => words.test(line))?.[1];
    if (certificate !== undefined) found.push({ ...about, question: 'tls', answer: certificate });
    found.push(...unconnected(line, { ...about, ...(port !== undefined && { port }) }, asked !== undefined));
  });
  const last = Math.max(...found.filter(one => one.question === 'tls').map(one => one.at));
  return found.map(one => (one.question === 'tls' ? { ...one, at: last } : one));
}

function unconnected(line: string, about: Omit<Observation, 'question' | 'answer'>, asked: boolean): Observation[] {
  const own = /^(?:Core\(error\): tcp_connect\(\), |ERROR: (?:tcp_connect: )?)(.{4,260})$/.exec(line)?.[1];
  if (own === undefined || (!asked && !line.startsWith('Core('))) return [];
  const named = /unable to (?:connect(?: to)?|resolve host) '?([\w.:-]{1,253}?)'?$/.exec(own)?.[1]?.toLowerCase();
  const hosts = about.hosts ?? (named === undefined ? undefined : [named]);
  const whom = { ...about, ...(hosts !== undefined && { hosts }) };
  const error = networkErrorIn(own);
  if (error !== undefined && error !== 'reset') return [afterConnect(error, whom)];
  if (/unable to resolve host/.test(own)) return [afterConnect('name-unknown', whom)];
  return /unable to connect/.test(own) ? [{ ...whom, question: 'port', answer: 'closed' }] : [];
}
