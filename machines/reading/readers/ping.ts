import { isAddress } from '../../target/target.ts';
import { fold } from '../clean.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';
import { averageOf, goodReply, headerOf, isUnreachable, nameFailure, unixCounts, windowsCounts } from './ping-lines.ts';
import { TIMED_OUT } from './ping-words.ts';

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
