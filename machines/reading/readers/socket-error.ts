import { endpointsIn, withoutTimes } from '../endpoints.ts';
import { afterConnect, type NetworkError, networkErrorIn } from '../network-errors.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/**
 * Any program's log line with `host:port` and the words of the operating system: Go's `dial tcp …: connect: …`, Rust's
 * `Os { code: 111, kind: ConnectionRefused }`, .NET's exceptions, ssh -v. The port must stand in the line; the error may
 * stand in the line beside it.
 */
export const socketError: Reader = {
  id: 'socket-error',
  signs: [
    'getaddrinfo ',
    'resolve call',
    'connect',
    'dial ',
    'lookup ',
    'refused',
    'verbind',
    'connexion',
    'conexi',
    'conex',
    'conness',
    'połącz',
    'polacz',
    'соедин',
    'подключ',
    '接続',
    '连接',
    '連線',
  ],
  read: paste => paste.segments.flatMap(segment => socketLines(segment, paste)),
};

/** Their output has readers of its own. */
const OTHERS = /^(?:ping6?|nmap|nc|ncat|netcat|curl|telnet|x?freerdp3?)$/;
const CONNECTING =
  /\b(?:dial|connect|connection|connecting|socket|tcp|rdp|verbind|connexion|conexi|conex|conness|po.{1,2}cz)|соединен|подключ|接続|连接|連線/i;
/** After the connection was made. */
const LATER = /\b(?:read|write) (?:tcp|udp)\b/;
/** How Rust prints an error of the system. */
const RUST = /\b(?:kind: (?:TimedOut|ConnectionRefused|HostUnreachable|NetworkUnreachable)\b|os error \d{2,5}\))/;
/** A line of JSON, or JSON at the end of one, as programs log them. */
const JSON_LOG = /\{".{0,580}"(?:msg|message|error|err)":.{0,580}\}$/;

function socketLines(segment: Segment, paste: Paste): Observation[] {
  const tool = segment.command?.tool;
  if (tool !== undefined && OTHERS.test(tool)) return [];
  return segment.lines.flatMap((raw, i): Observation[] => {
    const line = withoutTimes(raw.trim());
    if (line.length < 20 || line.length > 600 || looksLikeSource(line)) return [];
    const lookup = /\b(?:dial tcp: )?lookup ([\w.-]{1,253})(?: on \S{1,60})?: ([^"]{4,200})(?:"|$)/.exec(line);
    if (lookup) return nameOutcome((lookup[1] ?? '').toLowerCase(), lookup[2] ?? '', segment.first + i);
    const resolved = resolverFailure(line);
    if (resolved) return [{ ...resolved, at: segment.first + i }];
    if (!CONNECTING.test(line) || LATER.test(line)) return [];
    const endpoints = endpointsIn(line);
    const endpoint = endpoints.find(({ port }) => port === paste.port) ?? endpoints[0];
    if (endpoint === undefined) return [];
    const error = networkErrorIn(line) ?? errorBeside(segment, i);
    if (error === undefined || error === 'name-unknown' || error === 'name-no-answer' || error === 'reset') return [];
    return [afterConnect(error, { at: segment.first + i, hosts: [endpoint.host], port: endpoint.port })];
  });
}

/** Node's `getaddrinfo ENOTFOUND NAME`, and what systemd's resolver says of a name. */
function resolverFailure(line: string): Omit<Observation, 'at'> | undefined {
  const [, code, host = ''] = /\bgetaddrinfo (ENOTFOUND|EAI_AGAIN) ([\w.-]{1,253})/.exec(line) ?? [];
  if (code !== undefined)
    return { question: 'name', answer: code === 'ENOTFOUND' ? 'not-found' : 'no-answer', hosts: [host.toLowerCase()] };
  const [, name = '', why = ''] = /^([\w.-]{1,253}): resolve call failed: (.{4,200})$/.exec(line) ?? [];
  if (/\bnot found\b/.test(why)) return { question: 'name', answer: 'not-found', hosts: [name.toLowerCase()] };
  return why === '' ? undefined : { question: 'name', answer: 'no-answer', hosts: [name.toLowerCase()] };
}

/** A failure in one line, its reason as Rust prints it in the line before or behind. */
function errorBeside(segment: Segment, index: number): NetworkError | undefined {
  if (!/fail|error/i.test(segment.lines[index] ?? '')) return undefined;
  return [segment.lines[index - 1], segment.lines[index + 1]]
    .filter(line => line !== undefined && line.length < 600 && RUST.test(line))
    .map(line => networkErrorIn(withoutTimes(line ?? '')))
    .find(error => error !== undefined);
}

/** Go's resolver: `lookup NAME on SERVER:53: no such host`. The endpoint in the line is the DNS server. */
function nameOutcome(host: string, words: string, at: number): Observation[] {
  const error = networkErrorIn(words);
  if (error === 'name-unknown') return [{ question: 'name', answer: 'not-found', at, hosts: [host] }];
  return error === 'timed-out' || error === 'name-no-answer'
    ? [{ question: 'name', answer: 'no-answer', at, hosts: [host] }]
    : [];
}

function looksLikeSource(line: string): boolean {
  if (RUST.test(line) || JSON_LOG.test(line)) return false;
  return /[{}]|=>|\);$|^\s*(?:\/\/|#include|def |const |let |var |if |return |"[^"]{0,200}":|'[^']{0,200}':|\|)/.test(
    line,
  );
}
