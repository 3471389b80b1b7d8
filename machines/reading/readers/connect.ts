import { isAddress } from '../../target/target.ts';
import { afterConnect, networkErrorIn } from '../network-errors.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';

type About = Omit<Observation, 'question' | 'answer'>;

/** One line of a tool that made a TCP connection: what became of it, and to whom. */
interface Attempt {
  readonly host?: string;
  readonly address?: string;
  readonly port?: number;
  /** `open`, or the words in which the failure was told. */
  readonly outcome: 'open' | string;
}

/** nc of OpenBSD, macOS and BusyBox, traditional netcat, ncat. Every dialect names host and port but ncat's failures. */
export const nc: Reader = {
  id: 'nc',
  signs: ['nc: ', 'connection to ', 'ncat: ', ' open', 'nc ', 'netcat', '(?) :', ') : '],
  read: paste => attempts(paste, /^(?:nc|ncat|netcat)$/, ncLine),
};

function ncLine(line: string): Attempt | undefined {
  const opened =
    /^Connection to (\S{1,253})(?: \(([0-9a-fA-F.:%]{2,60})\))? (?:port )?(\d{1,5})(?: port)? ?(?:\[\w{1,4}\/[\w.*?-]{1,40}\]|\(\w{3}\/[\w.-]{1,40}\))? ?succeeded!$/i.exec(
      line,
    );
  if (opened) return attempt(opened[1], opened[2], opened[3], 'open');
  const failed =
    /^(?:nc|netcat)(?:\.\w{1,12})?: connectx? to (\S{1,253})(?: \(([0-9a-fA-F.:%]{2,60})\))? port (\d{1,5}) \(\w{3,4}\) failed: (.{3,200})$/.exec(
      line,
    );
  if (failed) return attempt(failed[1], failed[2], failed[3], failed[4] ?? '');
  const traditional =
    /^(\(UNKNOWN\)|[\w.-]{1,253}) \[([0-9a-fA-F.:]{2,60})\] (\d{1,5}) \([\w?*. -]{1,40}\) ?:? (.{3,200})$/.exec(line);
  if (traditional)
    return attempt(
      traditional[1] === '(UNKNOWN)' ? undefined : traditional[1],
      traditional[2],
      traditional[3],
      /^open$/.test(traditional[4] ?? '') ? 'open' : (traditional[4] ?? ''),
    );
  const busybox = /^(?:nc: )?(\S{1,253}) \(([0-9a-fA-F.:[\]]{2,60}):(\d{1,5})\):? (open|.{3,200})$/.exec(line);
  if (busybox) return attempt(busybox[1], busybox[2]?.replace(/[[\]]/g, ''), busybox[3], busybox[4] ?? '');
  const connected = /^Ncat: Connected to \[?([0-9a-zA-Z.:_-]{1,253}?)\]?:(\d{1,5})\.$/.exec(line);
  if (connected) return attempt(connected[1], undefined, connected[2], 'open');
  const bare =
    /^(?:Ncat|nc|netcat): (?:getaddrinfo(?: for host "\S{1,253}" port \d{1,5})?: |connect: |Could not resolve hostname \S{1,260}: |forward host lookup failed: )?(.{3,200})$/.exec(
      line,
    );
  if (bare && /^(?:Ncat|nc)/.test(line)) return { outcome: bare[1] ?? '' };
  return /forward host lookup failed: Unknown host/.test(line) && line.length < 300
    ? { outcome: 'unknown host' }
    : undefined;
}

function attempt(
  host: string | undefined,
  address: string | undefined,
  port: string | undefined,
  outcome: string,
): Attempt {
  return {
    ...(host !== undefined && { host: host.toLowerCase() }),
    ...(address !== undefined && { address: address.toLowerCase() }),
    ...(port !== undefined && { port: Number(port) }),
    outcome,
  };
}

/** Lines that name the port count anywhere; lines that do not, only under a command that does. */
function attempts(paste: Paste, tools: RegExp, parse: (line: string) => Attempt | undefined): Observation[] {
  const found: Observation[] = [];
  for (const segment of paste.segments) {
    const { command } = segment;
    const asked = command !== undefined && tools.test(command.tool);
    if (
      command !== undefined &&
      !asked &&
      /^(?:ping6?|tracert|traceroute|nmap|openssl|x?freerdp3?|systemctl)$/.test(command.tool)
    )
      continue;
    segment.lines.forEach((raw, i) => {
      const line = raw.trim();
      if (line.length < 8 || line.length > 400) return;
      const parsed = parse(line);
      if (parsed === undefined || (parsed.port === undefined && !asked)) return;
      const port = parsed.port ?? (command?.lastPort === undefined ? command?.port : undefined);
      const hosts = [asked ? command.host : undefined, parsed.host, parsed.address].filter(host => host !== undefined);
      const about = { at: segment.first + i, hosts: [...new Set(hosts)], ...(port !== undefined && { port }) };
      found.push(...outcomeOf(parsed.outcome, about));
    });
  }
  return found;
}

function outcomeOf(outcome: string, about: About & { port?: number }): Observation[] {
  if (outcome === 'open') return about.port === undefined ? [] : [{ ...about, question: 'port', answer: 'open' }];
  const error = networkErrorIn(outcome);
  if (error === undefined) return [];
  const isName = error === 'name-unknown' || error === 'name-no-answer';
  if (about.port === undefined && !isName) return [];
  if (isName && (about.hosts ?? []).every(host => isAddress(host))) return [];
  return [afterConnect(error, about)];
}

/**
 * telnet. Windows tells one failure for all kinds, translated but for the dots, the port and the colon; Unix names the
 * kind but not the port, which only the command tells.
 */
export const telnet: Reader = {
  id: 'telnet',
  signs: ['...', 'telnet', 'trying ', 'escape character'],
  read: paste => [...windowsTelnet(paste), ...paste.segments.flatMap(unixTelnet)],
};

function windowsTelnet(paste: Paste): Observation[] {
  const found: Observation[] = [];
  paste.lines.forEach((line, at) => {
    if (line.length > 400 || !line.includes('...')) return;
    // The sentence is long and often wrapped at the window's edge.
    const whole = [line, paste.lines[at + 1] ?? '', paste.lines[at + 2] ?? '']
      .map(part => part.trim())
      .join(' ')
      .slice(0, 500);
    const match =
      /^[^.=]{0,60}?\s?([\w][\w.-]{0,252}?|[0-9a-f:]{2,45}) ?\.\.\. ?([^\d.][^\d]{8,140}?)[ 」](\d{1,5}) ?: ?([^\d=<>{}]{4,80})/iu.exec(
        whole,
      );
    if (match === null || /[{}()=;$]/.test(match[2] ?? '')) return;
    found.push({
      question: 'port',
      answer: 'closed',
      at,
      port: Number(match[3]),
      hosts: [(match[1] ?? '').toLowerCase()],
    });
  });
  return found;
}

function unixTelnet(segment: Segment): Observation[] {
  const { command } = segment;
  if (command?.tool !== 'telnet' || command.host === undefined || command.port === undefined) return [];
  const found: Observation[] = [];
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    const about = {
      at: segment.first + i,
      hosts: [command.host ?? ''],
      ...(command.port !== undefined && { port: command.port }),
    };
    if (line.length > 300) return;
    if (/^Connected to \S{1,253}\.?$/.test(line) || /^Escape character is /.test(line))
      found.push({ ...about, question: 'port', answer: 'open' });
    else if (/^telnet: /.test(line)) found.push(...outcomeOf(line.slice(8), about));
  });
  return found;
}

/** curl -v telnet://host:3389, or any curl to the port. */
export const curl: Reader = {
  id: 'curl',
  signs: ['curl', '* connected to', '* connect to', 'failed to connect to'],
  read: paste => attempts(paste, /^curl$/, curlLine),
};

function curlLine(line: string): Attempt | undefined {
  const opened =
    /^\* (?:Connected|Established connection) to (\S{1,253}) \(([0-9a-fA-F.:%]{2,60})(?: port \d{1,5})?\) (?:port |from .{1,80})(\d{0,5})/.exec(
      line,
    );
  if (opened?.[3]) return attempt(opened[1], opened[2], opened[3], 'open');
  const failed =
    /^(?:\* )?(?:curl: \(\d{1,2}\) )?(?:connect to|Failed to connect to) (\S{1,253}) port (\d{1,5})(?: from \S{1,60} port \d{1,5})?(?: after \d{1,9} ms)?(?: failed)?: (.{3,160})$/i.exec(
      line,
    );
  if (failed) return attempt(failed[1], undefined, failed[2], failed[3] ?? '');
  const unresolved = /^curl: \(6\) Could not resolve host: (\S{1,253})$/.exec(line);
  return unresolved ? { ...attempt(unresolved[1], undefined, undefined, 'could not resolve host') } : undefined;
}

/**
 * Any program's log line with `host:port` and the words of the operating system: Go's `dial tcp …: connect: …`,
 * .NET's exceptions, psping, ssh -v. The port must stand in the line.
 */
export const socketError: Reader = {
  id: 'socket-error',
  signs: [
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
  read: paste => paste.segments.flatMap(socketLines),
};

function socketLines(segment: Segment): Observation[] {
  const tool = segment.command?.tool;
  if (tool !== undefined && /^(?:ping6?|nmap|nc|ncat|netcat|curl|telnet|x?freerdp3?)$/.test(tool)) return [];
  return segment.lines.flatMap((raw, i): Observation[] => {
    const line = raw.trim();
    if (line.length < 20 || line.length > 600 || looksLikeSource(line)) return [];
    const lookup = /\b(?:dial tcp: )?lookup ([\w.-]{1,253})(?: on \S{1,60})?: (.{4,200})$/.exec(line);
    if (lookup) return nameOutcome((lookup[1] ?? '').toLowerCase(), lookup[2] ?? '', segment.first + i);
    const endpoint = endpointIn(line);
    if (endpoint === undefined) return [];
    const { host, port } = endpoint;
    if (
      !/\b(?:dial|connect|connection|connecting|socket|tcp|rdp|verbind|connexion|conexi|conex|conness|po.{1,2}cz)|соединен|подключ|接続|连接|連線/i.test(
        line,
      )
    )
      return [];
    const error = networkErrorIn(line);
    if (error === undefined || error === 'name-unknown' || error === 'name-no-answer' || error === 'reset') return [];
    return [afterConnect(error, { at: segment.first + i, hosts: [host], port })];
  });
}

/** Go's resolver: `lookup NAME on SERVER:53: no such host`. The endpoint in the line is the DNS server. */
function nameOutcome(host: string, words: string, at: number): Observation[] {
  const error = networkErrorIn(words);
  if (error === 'name-unknown') return [{ question: 'name', answer: 'not-found', at, hosts: [host] }];
  return error === 'timed-out' || error === 'name-no-answer'
    ? [{ question: 'name', answer: 'no-answer', at, hosts: [host] }]
    : [];
}

/** `host:port` in a line; `12:30` and `file.go:213` are none. */
function endpointIn(line: string): { host: string; port: number } | undefined {
  const pattern =
    /(?:^|[\s([="'])(\[[0-9a-fA-F:.%]{2,60}\]|\d{1,3}(?:\.\d{1,3}){3}|[A-Za-z0-9_][\w.-]{0,252}):(\d{2,5})(?=[\s:,;)\]"'.]|$)/g;
  for (const match of line.matchAll(pattern)) {
    const host = (match[1] ?? '').replace(/[[\]]/g, '').toLowerCase();
    const port = Number(match[2]);
    if (port < 65_536 && !/^\d+$/.test(host) && !/\.(?:go|c|cpp|cs|py|js|ts|rs|java)$/.test(host))
      return { host, port };
  }
  return undefined;
}

function looksLikeSource(line: string): boolean {
  return /[{}]|=>|\);$|^\s*(?:\/\/|#include|def |const |let |var |if |return |"[^"]{0,200}":|'[^']{0,200}':|\|)/.test(
    line,
  );
}

/** psping and portqry of Microsoft. */
export const portTools: Reader = {
  id: 'psping',
  signs: ['psping', 'portqry', 'connecting to ', 'tcp port '],
  read: paste => attempts(paste, /^(?:psping|portqry)$/, portToolLine),
};

function portToolLine(line: string): Attempt | undefined {
  const psping =
    /^Connecting to (\[?[0-9a-zA-Z.:_-]{1,253}?\]?):(\d{1,5})(?: \(warmup\))?: (from \S{1,60}: [\d.]{1,12}ms|.{3,160})$/.exec(
      line,
    );
  if (psping) {
    const outcome = psping[3] ?? '';
    return attempt(
      psping[1]?.replace(/[[\]]/g, ''),
      undefined,
      psping[2],
      outcome.startsWith('from ') && outcome.endsWith('ms') ? 'open' : outcome,
    );
  }
  const portqry = /^TCP port (\d{1,5}) \([^)]{1,60}\): (LISTENING|NOT LISTENING|FILTERED)\b/.exec(line);
  if (portqry === null) return undefined;
  return attempt(
    undefined,
    undefined,
    portqry[1],
    portqry[2] === 'LISTENING' ? 'open' : portqry[2] === 'FILTERED' ? 'timed out' : 'connection refused',
  );
}
