import { afterConnect, networkErrorIn } from '../network-errors.ts';
import { credentialsAfter, hex } from '../ntstatus.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';
import { X509_VERDICTS } from '../x509-verdicts.ts';
import { CONNECT_CLASS, CONNECT_NAMES, connectMeaning, errorInfoMeaning } from './freerdp-codes.ts';

/**
 * Logs of FreeRDP 1 to 3 in every client that carries it (xfreerdp, sdl-freerdp, wlfreerdp, Remmina, GNOME Connections):
 * `ERRCONNECT_…` with its number, the bare number in version 1, `ERRINFO_…` from the server, and the certificate notice.
 * Only log lines count: the same names in a program's source prove nothing.
 */
export const freerdp: Reader = {
  id: 'freerdp',
  signs: [
    'errconnect_',
    'errinfo_',
    'com.freerdp',
    'com.winpr',
    'freerdp_set_last_error',
    '!!!certificate',
    '_by_server',
    'certificate details',
    'freerdp',
    'verification failure',
    'verify failure',
    '0x000',
    'the above x.509 certificate',
  ],
  read: paste => [
    ...paste.segments.flatMap(segment => [...logLines(segment), ...certificate(segment)]),
    ...bareNumber(paste),
  ],
};

const LOG_LINE =
  /^\S{0,12}(?:\[[\d:.-]{4,24}\] )?(?:\[[\da-f:]{1,40}\] ?)?\[(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL) ?\] ?\[?(?:com|org)\.(?:free)?(?:rdp|winpr)/i;
const OTHER_LOG =
  /(?:freerdp_set_last_error|(?:^|\s)ERR(?:CONNECT|INFO)_[A-Z_]{3,60} ?[[(]0x[0-9a-f]{4,8}[\])]|^Error: |com\.freerdp|com\.winpr|\[verify_cb\])/i;
const SOURCE = /^\s*(?:["'{}]|#define|case |\/\/|\/\*|\*\s|const |return |if ?\()|[{};]\s*$|": ?\[/;

interface Seen {
  readonly at: number;
  readonly code: number;
  readonly surface: 'freerdp-exit' | 'rdp-errinfo' | 'rdp-negotiation-failure';
}

/** Where an observation was made, and of which host. */
type About = Pick<Observation, 'at' | 'hosts' | 'port'>;

/** What the lines of one log say, before it is known which code counts. */
interface LogFacts {
  readonly found: Observation[];
  readonly codes: Seen[];
  /** Why no connection was made, in the words of the system. */
  reason?: Observation | undefined;
  /** The log speaks of a version of TLS or a cipher that one side no longer takes. */
  isOldTls: boolean;
  gateway?: Observation;
  throughGateway: boolean;
}

function logLines(segment: Segment): Observation[] {
  const { command } = segment;
  const hosts =
    command !== undefined && /freerdp|remmina/.test(command.tool) && command.host !== undefined ? [command.host] : [];
  const port = hosts.length > 0 ? command?.port : undefined;
  const about = (at: number): About => ({ at, hosts, ...(port !== undefined && { port }) });
  const facts: LogFacts = { found: [], codes: [], isOldTls: false, throughGateway: false };
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line.length > 900 || SOURCE.test(line) || !(LOG_LINE.test(line) || OTHER_LOG.test(line))) return;
    noteLine(facts, line, about(segment.first + i));
  });
  // Behind a gateway that failed nothing is known of the host: the code is the gateway's.
  const isOfGateway = facts.gateway !== undefined || facts.throughGateway;
  const found = isOfGateway ? facts.found.filter(one => one.question === 'tls') : facts.found;
  if (facts.gateway !== undefined) found.push(facts.gateway);
  const reason = isOfGateway ? undefined : facts.reason;
  const main = mainCode(facts.codes);
  if (main === undefined) return dedupe([...found, ...(reason ? [reason] : [])]);
  found.push({ ...about(main.at), question: 'code', answer: `${main.surface}:${hex(main.code)}`, ...named(main) });
  if (isOfGateway) return dedupe(found);
  const meaning = main.surface === 'rdp-errinfo' ? errorInfoMeaning(main.code) : connectMeaning(main.code);
  found.push(...meant(meaning, found, about(main.at), reason, facts.isOldTls, segment));
  return dedupe(found);
}

function noteLine(facts: LogFacts, line: string, about: About): void {
  const byGateway = gatewayFailure(line);
  if (byGateway !== undefined) facts.gateway = { ...about, question: 'gateway', answer: byGateway };
  const code = codeIn(line);
  if (code !== undefined) facts.codes.push({ ...code, at: about.at });
  if (GATEWAY_LINE.test(line)) {
    facts.throughGateway ||= /\[(?:ERROR|FATAL) ?\]|ERRCONNECT_/.test(line);
    return;
  }
  facts.found.push(...answersIn(line).map(answer => ({ ...about, ...answer })));
  facts.isOldTls ||= OLD_TLS.test(line);
  facts.reason ??= connectReason(line, about);
  if (/unable to connect|failed to connect|connect(?:ion)? failed|freerdp_tcp_connect|connect to/i.test(line))
    facts.reason = connectReason(line, about) ?? facts.reason;
}

const OLD_TLS =
  /unsupported protocol|protocol version|wrong version number|no protocols available|dh key too small|unsafe legacy/i;
const NEGOTIATION_FAILURE =
  /Error: (HYBRID_REQUIRED|SSL_REQUIRED|SSL_NOT_ALLOWED|SSL_CERT_NOT_ON|SSL_WITH_USER_AUTH_REQUIRED)_(?:BY_)?SERVER|\b(HYBRID_REQUIRED_BY_SERVER)\b/;

/** What a line says by itself: the verdict on a certificate, what the server insists on, how a sign-in ended. */
function answersIn(line: string): readonly Pick<Observation, 'question' | 'answer'>[] {
  const verified = /\bverif\w{1,10} failure '.{1,80}? ?\((\d{1,3})\)'/i.exec(line)?.[1];
  const verdict = verified === undefined ? undefined : X509_VERDICTS[Number(verified)];
  const failure = NEGOTIATION_FAILURE.exec(line)?.[0];
  const status = /NTSTATUS:? .{0,80}\[(0x[c8][0-9a-f]{7})\]/i.exec(line)?.[1];
  const credentials = status === undefined ? undefined : credentialsAfter(Number(status));
  return [
    ...(verdict === undefined || verdict === 'ok' ? [] : [{ question: 'tls', answer: verdict } as const]),
    ...(failure === undefined ? [] : [{ question: 'security', answer: negotiated(failure) } as const]),
    ...(credentials === undefined ? [] : [{ question: 'credentials', answer: credentials } as const]),
  ];
}

/** Functions and log tags of FreeRDP's two gateway protocols. */
const GATEWAY_LINE = /com\.freerdp\.core\.gateway|\[(?:rdg|rpc|tsg|rts)_\w{2,60}\]/;

/** What a line about the gateway says of it; chatter says nothing. */
function gatewayFailure(line: string): 'refused' | 'unreachable' | undefined {
  if (!GATEWAY_LINE.test(line)) return undefined;
  if (
    /HTTP_STATUS_(?:DENIED|FORBIDDEN)|ACCESS_DENIED|LOGON_FAILURE|AUTHENTICATION_FAILED|E_PROXY_\w+/i.test(line) ||
    (/\[ERROR ?\]/.test(line) && /\b40[13]\b/.test(line))
  )
    return 'refused';
  if (/CONNECT_FAILED|DNS_(?:ERROR|NAME)|failed to connect|unable to (?:connect|resolve)|timed out|refused/i.test(line))
    return 'unreachable';
  return undefined;
}

/** RDP_NEG_FAILURE, [MS-RDPBCGR 2.2.1.2.2]: what the server insists on. */
function negotiated(failure: string): string {
  if (/HYBRID/.test(failure)) return 'nla';
  if (/SSL_REQUIRED/.test(failure)) return 'tls';
  return /SSL_NOT_ALLOWED/.test(failure) ? 'standard' : 'mismatch';
}

/** What the code proves, unless a line of the log tells it more exactly. */
function meant(
  meaning: ReturnType<typeof connectMeaning>,
  found: readonly Observation[],
  about: About,
  reason: Observation | undefined,
  old: boolean,
  segment: Segment,
): Observation[] {
  if (meaning === undefined || found.some(o => o.question === meaning.question)) return [];
  if (meaning.question === 'port') return [reason ?? { ...about, ...meaning }];
  if (meaning.question === 'name' && reason?.question === 'name') return [reason];
  if (meaning.question === 'tls') return [{ ...about, question: 'tls', answer: old ? 'old-version' : meaning.answer }];
  // "negotiation or connection failure": where the line broke, it was no matter of protocols.
  const broke = segment.lines.some(
    line => line.length < 900 && /Connection reset|Broken pipe|timed out|refused|failed to connect to/i.test(line),
  );
  return meaning.answer === 'mismatch' && broke ? [] : [{ ...about, ...meaning }];
}

function connectReason(line: string, about: About): Observation | undefined {
  if (
    !/tcp|connect|resolve|getaddrinfo|addrinfo|dns/i.test(line) ||
    /tls|ssl|BIO_read|BIO_write|transport_|nla/i.test(line)
  )
    return undefined;
  const error = networkErrorIn(line);
  return error === undefined || error === 'reset' ? undefined : afterConnect(error, about);
}

function codeIn(line: string): Omit<Seen, 'at'> | undefined {
  const name = /\bERRCONNECT_([A-Z_]{4,60})(?: ?[[(](0x[0-9a-f]{4,8})[\])])?/i.exec(line);
  if (name) {
    const low = CONNECT_NAMES.indexOf((name[1] ?? '').toUpperCase().replace(/_$/, ''));
    const code = name[2] === undefined ? CONNECT_CLASS + low : Number(name[2]);
    if (name[2] === undefined && low < 1) return undefined;
    return { code, surface: 'freerdp-exit' };
  }
  const info = /\bERRINFO_[A-Z0-9_]{4,80} ?[[(](0x[0-9a-f]{1,8})[\])]/i.exec(line);
  if (info) return { code: Number(info[1]) & 0xffff, surface: 'rdp-errinfo' };
  const bare =
    /freerdp_set_last_error(?:_ex)?[ :]+\[?(0x2[0-9a-f]{4}|0x0002[0-9a-f]{4}|0x1[0-9a-f]{4}|0x0001[0-9a-f]{4})\b/i.exec(
      line,
    );
  if (bare === null) return undefined;
  const code = Number(bare[1]);
  // Class 1 is the server's error information under another number.
  return code >> 16 === 1 ? { code: code & 0xffff, surface: 'rdp-errinfo' } : { code, surface: 'freerdp-exit' };
}

/** A later run counts; within one, a transport that failed or was cancelled only echoes what came before. */
function mainCode(codes: readonly Seen[]): Seen | undefined {
  const telling = codes.filter(
    ({ code, surface }) =>
      !(surface === 'freerdp-exit' && (code === 0x2000d || code === 0x2000b || code === 0x20001 || code === 0x20002)) &&
      code !== 0,
  );
  return telling.at(-1) ?? codes.at(-1);
}

/** Eight digits with the class in front, as clients that are built on FreeRDP show them: Splashtop, Thincast. */
const BARE = /(?:^|[\s([:])0x000([12])([0-9a-f]{4})(?![0-9a-z])/gi;

/** The one number of a short text that is neither a log nor a table. */
function bareNumber({ text, lines }: Paste): Observation[] {
  if (text.length > 1200 || /ERR(?:CONNECT|INFO)_|com\.freerdp|^\s*[|"]/im.test(text)) return [];
  const shown = lines.flatMap((line, at) => [...line.matchAll(BARE)].map(match => ({ match, at })));
  const first = shown[0];
  if (first === undefined || new Set(shown.map(({ match }) => match[0].trim())).size > 1) return [];
  const low = Number(`0x${first.match[2]}`);
  const info = first.match[1] === '1';
  const meaning = info ? errorInfoMeaning(low) : connectMeaning(CONNECT_CLASS + low);
  const code = info ? `rdp-errinfo:${hex(low)}` : `freerdp-exit:${hex(CONNECT_CLASS + low)}`;
  const observation: Observation = { question: 'code', answer: code, at: first.at };
  return [observation, ...(meaning === undefined ? [] : [{ ...meaning, at: first.at }])];
}

function named(seen: Seen): { detail?: { name: string } } {
  const name = seen.surface === 'freerdp-exit' ? CONNECT_NAMES[seen.code - CONNECT_CLASS] : undefined;
  return name ? { detail: { name: `ERRCONNECT_${name}` } } : {};
}

/** The notice before the question whether to trust: a name that changed is another host, a mere new key is not. */
function certificate(segment: Segment): Observation[] {
  const found: Observation[] = [];
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line.length > 300) return;
    const at = segment.first + i;
    const changed = /^!{3}Certificate for (\S{1,253}?):\d{1,5} .{0,60}has changed!{3}$/.exec(line);
    if (changed) {
      const names = segment.lines
        .slice(i, i + 24)
        .map(
          next =>
            /^\s{0,40}Common Name: ?(\S{1,253})/i.exec(next)?.[1] ??
            /^\s{0,40}Subject: {0,20}.{0,80}?CN ?= ?([^\s,]{1,253})/i.exec(next)?.[1],
        );
      const distinct = new Set(names.filter(name => name !== undefined).map(name => name.toLowerCase()));
      found.push({
        question: distinct.size > 1 ? 'identity' : 'tls',
        answer: distinct.size > 1 ? 'different-host' : 'changed',
        at,
        hosts: [],
      });
    }
    if (
      /^The above X\.509 certificate could not be verified, possibly because you do not have$|^The above X\.509 certificate could not be verified/.test(
        line,
      )
    )
      found.push({ question: 'tls', answer: 'untrusted', at });
    if (/CERTIFICATE NAME MISMATCH!|The hostname used for this connection \(\S{1,260}\)$/.test(line))
      found.push({ question: 'tls', answer: 'wrong-name', at });
  });
  const last = found.at(-1);
  return last === undefined
    ? []
    : dedupe(found).map(o => ({ ...o, at: o.question === last.question ? last.at : o.at }));
}

function dedupe(observations: readonly Observation[]): Observation[] {
  const seen = new Map<string, Observation>();
  for (const o of observations) seen.set(`${o.question} ${o.answer}`, o);
  return [...seen.values()];
}
