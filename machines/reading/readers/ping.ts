import { isAddress } from '../../target.ts';
import { addressIn, IPV6, namedAddressIn } from '../address.ts';
import { fold } from '../clean.ts';
import { networkErrorIn } from '../network-errors.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';
import { NOT_FOUND, TIMED_OUT, UNREACHABLE } from './ping-words.ts';

/** One run of ping: what its lines add up to. */
interface Run {
  at: number;
  hosts: string[];
  name?: string;
  headed: boolean;
  good: number;
  unreachable: number;
  timeouts: number;
  sent?: number;
  received?: number;
  averageMs?: number;
  notFound?: 'not-found' | 'no-answer';
}

const SLOW_MS = 150;
/** Fewer replies say nothing about the quality of the line. */
const MIN_REPLIES_FOR_QUALITY = 3;
/** Without statistics one time-out may be where the paste was cut. */
const MIN_TIMEOUTS = 2;

/**
 * ping of Windows in every language, of Linux, macOS and BusyBox. `TTL=`, the address in brackets and the three counts
 * are never translated; a reply with neither `=` nor a number is a router (or the own stack) saying "unreachable",
 * which the statistics count as received.
 */
export const ping: Reader = {
  id: 'ping',
  signs: [
    'ping',
    'ttl',
    '32',
    ' 0%',
    '= 0',
    '=0',
    'icmp_seq',
    'byte',
    'bajt',
    'байт',
    'octet',
    'バイト',
    '字节',
    '要求',
    '请求',
    'узел',
    'интервал',
    'host',
    'hote',
    'hôte',
    'timed out',
    'esgotado',
    'agotado',
    'scaduta',
    'limit czasu',
  ],
  read: paste => paste.segments.flatMap(segment => runsOf(segment, paste).flatMap(observationsOf)),
};

const OTHER_TOOLS =
  /^(?:tracert|traceroute6?|mtr|pathping|nslookup|dig|host|nc|ncat|netcat|telnet|nmap|curl|openssl|tnc|test-netconnection|psping|ssh|net|sc|reg|netsh|x?freerdp3?)$/;

function runsOf(segment: Segment, paste: Paste): Run[] {
  const command = segment.command;
  if (command !== undefined && OTHER_TOOLS.test(command.tool)) return [];
  const isPing = command?.tool === 'ping' || command?.tool === 'ping6';
  const runs: Run[] = [];
  let run = newRun(segment.first, isPing ? command.host : undefined);
  const next = (at: number, host?: string) => {
    runs.push(run);
    run = newRun(at, host);
  };
  segment.lines.forEach((line, i) => {
    if (line === '' || line.length > 600) return;
    const at = segment.first + i;
    const header = headerOf(line, segment.lines[i + 1] ?? '');
    if (header !== undefined) {
      if (run.headed || run.good + run.timeouts + run.unreachable > 0) next(at);
      run.headed = true;
      run.at = at;
      run.hosts.push(...header.hosts);
      if (header.name !== undefined && !(isPing && command.host !== undefined && isAddress(command.host)))
        run.name = header.name;
      return;
    }
    const failed = nameFailure(line, isPing, paste.wanted.host);
    if (failed !== undefined) {
      run.notFound = failed.answer;
      run.at = at;
      if (run.hosts.length === 0 && failed.host !== undefined) run.hosts.push(failed.host);
      return;
    }
    const replier = goodReply(line);
    if (replier !== undefined) {
      const other = replier !== '' && run.good > 0 && !run.headed && !run.hosts.includes(replier) && !isPing;
      if (other) next(at);
      if (replier !== '' && !run.hosts.includes(replier) && (!run.headed || run.good > 0)) run.hosts.push(replier);
      run.good += 1;
      run.at = at;
      return;
    }
    readLine(line, segment.lines[i + 1] ?? '', run, run.headed || isPing || run.good > 0);
  });
  runs.push(run);
  return runs;
}

function newRun(at: number, host: string | undefined): Run {
  return { at, hosts: host === undefined ? [] : [host], headed: false, good: 0, unreachable: 0, timeouts: 0 };
}

/** Windows: `… NAME [ADDRESS] … 32 …:`. Unix: `PING NAME (ADDRESS) 56(84) bytes of data.`, `PING NAME: 56 data bytes`. */
function headerOf(line: string, following: string): { hosts: string[]; name?: string } | undefined {
  const unix =
    /^\s{0,20}PING6? ?(\S{1,253}?):? ?(?:\((?:\S{1,253} \()?([0-9a-fA-F.:%]{2,60})\)?\))?[ :].{0,40}\d+/.exec(line);
  if (unix && /\bbytes|\d\(\d+\)|\d data/.test(line)) {
    const name = (unix[1] ?? '').toLowerCase();
    const address = unix[2]?.toLowerCase();
    return headerHosts(name, address);
  }
  if (line.includes('=')) return undefined;
  const whole = /:$/.test(line)
    ? line
    : /:$/.test(following) && !/[:=]/.test(following.slice(0, -1)) && line.includes('[')
      ? `${line} ${following.trim()}`
      : '';
  if (whole === '' || !/\s\d{1,5}\s/.test(whole)) return undefined;
  const named = namedAddressIn(whole);
  if (named) return headerHosts(named.name, named.address);
  const address = addressIn(whole);
  return address === undefined ? undefined : headerHosts(address, address);
}

function headerHosts(name: string, address: string | undefined): { hosts: string[]; name?: string } {
  if (address === undefined || name === address) return { hosts: [name] };
  return isAddress(name) ? { hosts: [name, address] } : { hosts: [name, address], name };
}

/** The address that answered, empty where the line does not tell it. */
function goodReply(line: string): string | undefined {
  if (/\bTTL ?[=:] ?\d{1,3}\b/i.test(line)) return addressIn(line) ?? '';
  // Replies over IPv6 have no TTL on Windows.
  const v6 = new RegExp(`(?:^|\\s)(${IPV6})(?: ?[^:=\\d]{0,12})?: ?[^=<\\d]{1,20} ?[=<] ?\\d{1,6} ?\\S{1,4}$`).exec(
    line,
  );
  const address = v6?.[1]?.replace(/:$/, '');
  return address !== undefined && isAddress(address) ? address.toLowerCase() : undefined;
}

function nameFailure(
  line: string,
  isPing: boolean,
  wanted: string | undefined,
): { answer: 'not-found' | 'no-answer'; host?: string } | undefined {
  const folded = fold(line.trim());
  const windows = /ping|host|узел|anfitri/.test(folded) ? NOT_FOUND.find(wording => wording.test(folded)) : undefined;
  if (windows) {
    const host = wanted !== undefined && folded.includes(fold(wanted)) ? wanted : hostNamed(folded, windows);
    return { answer: 'not-found', ...(host !== undefined && { host }) };
  }
  if (!/^ping6?: /.test(folded)) {
    // A destroyed sentence: the name of the command in it, no number, no sign of a reply.
    const bare =
      isPing &&
      wanted !== undefined &&
      folded.includes(`${fold(wanted)}.`) &&
      !/[[\]=%:]|\d\s/.test(folded) &&
      /\s/.test(folded);
    return bare ? { answer: 'not-found', host: wanted } : undefined;
  }
  const error = networkErrorIn(line);
  if (error !== 'name-unknown' && error !== 'name-no-answer') return undefined;
  const host = /^ping6?: (?:cannot resolve |unknown host |bad address ')?([\w.-]{1,253})/.exec(folded)?.[1];
  return { answer: error === 'name-unknown' ? 'not-found' : 'no-answer', ...(host !== undefined && { host }) };
}

function hostNamed(folded: string, wording: RegExp): string | undefined {
  const end = wording.exec(folded);
  const around = end === null ? folded : folded.slice(end.index);
  return /["'«„]?([a-z0-9_][\w-]*(?:\.[\w-]+)+|\b[a-z0-9_-]*\d[\w-]*)["'»“]?/
    .exec(around.replace(end?.[0] ?? '', ' '))?.[1]
    ?.replace(/\.$/, '');
}

/** Statistics, time-outs and "unreachable". `inRun`: earlier lines show that this is a run of ping. */
function readLine(line: string, following: string, run: Run, inRun: boolean): void {
  const counts = windowsCounts(line, following) ?? unixCounts(line);
  if (counts !== undefined) {
    run.sent = counts.sent;
    run.received = counts.received;
    return;
  }
  const average = averageOf(line);
  if (average !== undefined && (run.received !== undefined || run.good > 0)) {
    run.averageMs = average;
    return;
  }
  const folded = fold(line.trim());
  if (
    TIMED_OUT.test(folded.replace(/^[\W\d]{1,16}(?=[a-z])/, '')) ||
    /(?:^|\s)request timeout for icmp_seq|(?:^|\s)no answer yet for icmp_seq/.test(folded)
  ) {
    run.timeouts += 1;
  } else if (isUnreachable(line, folded, inRun)) {
    run.unreachable += 1;
  }
}

/** `= 4, … = 4, … = 0`, possibly wrapped; the words between are the language's. */
function windowsCounts(line: string, following: string): { sent: number; received: number } | undefined {
  if (!/= ?\d/.test(line)) return undefined;
  const match =
    /^[^=]{0,60}= {0,3}(\d{1,6}) ?[,、][^=]{1,40}= {0,3}(\d{1,6}) ?[,、][^=]{1,40}= {0,3}(\d{1,6})(?![\d]* ?m?s\b)/.exec(
      `${line} ${following}`,
    );
  if (match === null || /\d ?ms\b/.test(match[0])) return undefined;
  const [sent, received, lost] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return sent > 0 && received + lost === sent ? { sent, received } : undefined;
}

/** `4 packets transmitted, 2 received, +1 errors, 50% packet loss`. */
function unixCounts(line: string): { sent: number; received: number } | undefined {
  const match = /(?:^|\s)(\d{1,7}) [^\d,]{3,40}, (\d{1,7}) [^\d,]{3,40},.{0,60}?\d{1,3}(?:[.,]\d{1,6})?% /.exec(
    `${line} `,
  );
  return match === null ? undefined : { sent: Number(match[1]), received: Number(match[2]) };
}

function averageOf(line: string): number | undefined {
  const unix = /= ?[\d.]{1,12}\/([\d.]{1,12})\/[\d.]{1,12}/.exec(line);
  if (unix) return Number(unix[1]);
  const windows =
    /= {0,3}\d{1,6} ?\S{2,5}[,、] ?[^=]{1,30}= {0,3}\d{1,6} ?\S{2,5}[,、] ?[^=]{1,30}= {0,3}(\d{1,6}) ?\S{2,5}$/.exec(
      line,
    );
  return windows ? Number(windows[1]) : undefined;
}

function isUnreachable(line: string, folded: string, inRun: boolean): boolean {
  if (/^ping6?: (?:sendto|sendmsg|connect|connexion|transmit)/.test(folded) || /^connect: /.test(folded)) {
    const error = networkErrorIn(line);
    return error === 'host-unreachable' || error === 'network-unreachable' || UNREACHABLE.test(folded);
  }
  if (/icmp_seq[= ]\d+ [a-z]/.test(folded) && !/ttl=|time=|timeout/.test(folded)) return true;
  if (/^\d+ bytes from .{1,120}: [a-z ]{8,60}$/.test(folded)) return true;
  const reply = /(?:\d|[0-9a-f:]) ?[^\d:=]{0,12}: ?[^\d=:]{4,120}$/.test(folded) && addressIn(line) !== undefined;
  if (reply && !folded.includes('=')) return inRun || UNREACHABLE.test(folded);
  return inRun && folded.length < 120 && UNREACHABLE.test(folded) && !/["*]/.test(folded);
}

function observationsOf(run: Run): Observation[] {
  const about = { at: run.at, hosts: [...new Set(run.hosts)] };
  if (run.notFound !== undefined) return [{ ...about, question: 'name', answer: run.notFound }];
  const path = pathOf(run);
  const found: Observation[] = [];
  if (run.name !== undefined) found.push({ ...about, question: 'name', answer: 'resolves' });
  if (path === undefined) return found;
  const counts = {
    ...(run.sent !== undefined && { sent: run.sent }),
    ...(run.received !== undefined && { received: run.received }),
  };
  found.push({ ...about, question: 'path', answer: path, detail: counts });
  const quality = path === 'lossy' ? 'lossy' : path === 'answers' ? qualityOf(run) : undefined;
  if (quality !== undefined) {
    found.push({
      ...about,
      question: 'quality',
      answer: quality,
      ...(run.averageMs !== undefined && { detail: { averageMs: run.averageMs } }),
    });
  }
  return found;
}

function qualityOf(run: Run): string | undefined {
  if (run.averageMs === undefined || Math.max(run.good, run.received ?? 0) < MIN_REPLIES_FOR_QUALITY) return undefined;
  return run.averageMs >= SLOW_MS ? 'slow' : 'good';
}

function pathOf(run: Run): string | undefined {
  const { good, unreachable, timeouts } = run;
  if (run.sent === undefined || run.received === undefined) {
    if (good > 0) return timeouts + unreachable > 0 ? 'lossy' : 'answers';
    if (unreachable > 0) return 'no-route';
    return timeouts >= MIN_TIMEOUTS ? 'silent' : undefined;
  }
  if (good === 0 && unreachable > 0) return 'no-route';
  if (run.received === 0) return 'silent';
  // Times are printed only for real replies: without them and without reply lines, "received" may mean "unreachable".
  if (good === 0 && run.averageMs === undefined) return undefined;
  return run.received - unreachable < run.sent ? 'lossy' : 'answers';
}
