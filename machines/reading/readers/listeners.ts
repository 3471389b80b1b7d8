import { DEFAULT_PORT, isAddress } from '../../target/target.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';
import { printedLists, printedTables } from '../powershell.ts';

/** A TCP socket that waits for connections. */
interface Listener {
  readonly address: string;
  readonly port: number;
  readonly at: number;
  /** Program, where the tool names it. */
  readonly program?: string;
}

/** Programs that speak RDP when they listen. */
const RDP_PROGRAMS = /^(?:xrdp|gnome-remote-de\S*|krdpserver|termservice)$/i;
/** Fewer rows are an excerpt, whatever is missing from it. */
const MIN_ROWS_OF_A_LISTING = 4;

/**
 * netstat of Windows (states and headers may be translated: a remote end of port 0 or `*` is the sign), Linux and
 * macOS; lsof. `findstr 3389` also finds 13389, process ids and UDP: only the local TCP port counts.
 */
export const netstat: Reader = {
  id: 'netstat',
  absence: true,
  signs: ['tcp', 'netstat'],
  read: paste =>
    paste.segments.flatMap(segment =>
      judge(
        segment,
        paste,
        segment.lines.flatMap((line, i) => netstatRow(line, segment.first + i)),
        'netstat',
      ),
    ),
};

export const ss: Reader = {
  id: 'ss',
  absence: true,
  signs: ['listen ', 'ss -'],
  read: paste =>
    paste.segments.flatMap(segment =>
      judge(
        segment,
        paste,
        segment.lines.flatMap((line, i) => ssRow(line, segment.first + i)),
        'ss',
      ),
    ),
};

/** Without `-n` the tools print the service's name for its port. */
function portNamed(text: string | undefined): number {
  return text === 'ms-wbt-server' ? DEFAULT_PORT : Number(text);
}

function netstatRow(line: string, at: number): Listener[] {
  if (line.length > 400) return [];
  const windows = /^\s{0,20}TCP\s{1,12}(\S{1,60}):(\d{1,5}|ms-wbt-server)\s{1,60}\S{1,60}:(?:0|\*)(?:\s|$)/.exec(line);
  const unix =
    /^\s{0,20}tcp[46]{0,2}\s{1,12}\d{1,9}\s{1,12}\d{1,9}\s{1,12}(\S{1,60})[.:](\d{1,5}|ms-wbt-server)\s{1,60}\S{1,60}[.:]\*\s{1,20}LISTEN(?:\s|$)(.{0,200})/i.exec(
      line,
    );
  const lsof = /^(\S{1,40})\s.{1,120}\sTCP\s(\S{1,60}):(\d{1,5}|ms-wbt-server)\s\(LISTEN\)/.exec(line);
  if (lsof) return [{ address: lsof[2] ?? '', port: portNamed(lsof[3]), at, program: lsof[1] ?? '' }];
  const match = windows ?? unix;
  if (match === null) return [];
  const program = /\d{1,9}\/([\w.-]{1,40})/.exec(unix?.[3] ?? '')?.[1];
  return [{ address: match[1] ?? '', port: portNamed(match[2]), at, ...(program !== undefined && { program }) }];
}

function ssRow(line: string, at: number): Listener[] {
  const match =
    line.length > 600
      ? null
      : /^\s{0,20}(?:tcp\s{1,20})?LISTEN\s{1,40}\d{1,9}\s{1,40}\d{1,9}\s{1,80}(\S{1,60}):(\d{1,5}|ms-wbt-server)\s{1,80}\S{1,60}:\*(.{0,400})$/.exec(
          line,
        );
  if (match === null) return [];
  const program = /users:\(\("([\w.-]{1,40})"/.exec(match[3] ?? '')?.[1];
  return [{ address: match[1] ?? '', port: portNamed(match[2]), at, ...(program !== undefined && { program }) }];
}

function judge(segment: Segment, paste: Paste, listeners: readonly Listener[], tool: 'netstat' | 'ss'): Observation[] {
  const here = listeners.filter(listener => listener.port === paste.port);
  const last = here.at(-1) ?? listeners.at(-1);
  if (here.length > 0 && last !== undefined) {
    const loopback = here.every(listener => isLoopback(listener.address));
    return [{ question: 'listener', answer: loopback ? 'loopback-only' : 'listening', at: last.at, port: paste.port }];
  }
  const elsewhere = listeners.find(listener => RDP_PROGRAMS.test(listener.program ?? ''));
  if (elsewhere)
    return [{ question: 'listener', answer: 'other-port', at: elsewhere.at, detail: { listensOn: elsewhere.port } }];
  return missing(segment, paste, listeners, tool);
}

/** Nothing listens on the port: proven by a filter that printed nothing, or by a sorted listing that goes past it. */
function missing(
  segment: Segment,
  paste: Paste,
  listeners: readonly Listener[],
  tool: 'netstat' | 'ss',
): Observation[] {
  const { command } = segment;
  const at = listeners.at(-1)?.at ?? segment.first;
  const found: Observation[] = [{ question: 'listener', answer: 'not-listening', at, port: paste.port }];
  const asked =
    command !== undefined &&
    (tool === 'ss' ? command.tool === 'ss' : command.tool === 'netstat' || command.tool === 'lsof');
  const filtered =
    asked &&
    new RegExp(
      `(?:(?:findstr|find|grep|select-string|sls|-i)\\s{1,4}.{0,40}?|sport\\s?={1,2}\\s?:)${paste.port}`,
      'i',
    ).test(command.text);
  if (filtered && segment.ended && segment.lines.every(line => line.trim() === '' || SS_HEADING.test(line)))
    return found;
  if (filtered || (command !== undefined && !asked)) return [];
  if (isWholeListing(segment, listeners)) return found;
  // netstat of Windows sorts by port: a listing that goes past the port without it is whole where it matters.
  const sorted = listeners
    .filter(listener => /^(?:0\.0\.0\.0|\*)$/.test(listener.address))
    .map(listener => listener.port);
  const ascending = sorted.every((port, i) => i === 0 || port >= (sorted[i - 1] ?? 0));
  const past = ascending && sorted.some(port => port < paste.port) && sorted.some(port => port > paste.port);
  return tool === 'netstat' && past && sorted.length >= MIN_ROWS_OF_A_LISTING ? found : [];
}

const SS_HEADING = /^\s{0,8}(?:Netid\s{1,8})?State\s{1,20}Recv-Q\s{1,8}Send-Q\s/;
const NETSTAT_HEADING = /^\s{0,8}Active Internet connections \(only servers\)/;
/** Fewer rows under a heading may be what somebody picked, unless the prompt behind shows that it is all. */
const MIN_ROWS_UNDER_HEADING = 3;

/** Every listening TCP socket of Linux: the tool's heading, and no filter in the command. */
function isWholeListing(segment: Segment, listeners: readonly Listener[]): boolean {
  const text = segment.command?.text;
  if (text !== undefined && (/[|]|\bsport\b|\bdport\b/.test(text) || !/\s-\S{0,8}l|--listening/.test(text)))
    return false;
  if (!segment.lines.some(line => line.length < 300 && (SS_HEADING.test(line) || NETSTAT_HEADING.test(line))))
    return false;
  return listeners.length >= (segment.ended ? 1 : MIN_ROWS_UNDER_HEADING);
}

function isLoopback(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  return /^127\./.test(bare) || bare === '::1' || /^::ffff:127\./i.test(bare) || bare === 'localhost';
}

/** Get-NetTCPConnection: the class and the property are named in the error, whatever its language. */
export const getNetTcpConnection: Reader = {
  id: 'get-nettcpconnection',
  signs: ['msft_nettcpconnection', 'localport', 'get-nettcpconnection'],
  read: paste => paste.segments.flatMap(segment => readConnections(segment, paste)),
};

function readConnections(segment: Segment, paste: Paste): Observation[] {
  const objects = [...printedTables(segment.lines), ...printedLists(segment.lines)].filter(object =>
    object.fields.has('localport'),
  );
  const asked = segment.command?.tool === 'get-nettcpconnection';
  const onlyListening = asked && /-State\s{1,4}['"]?Listen/i.test(segment.command?.text ?? '');
  const here = objects.filter(object => {
    const state = object.fields.get('state');
    const listens = state === 'Listen' || state === '2' || (state === undefined && onlyListening);
    return Number(object.fields.get('localport')) === paste.port && listens;
  });
  const last = here.at(-1);
  if (last !== undefined) {
    const addresses = here.map(object => object.fields.get('localaddress') ?? '').filter(address => isAddress(address));
    const loopback = addresses.length > 0 && addresses.every(isLoopback);
    return [
      {
        question: 'listener',
        answer: loopback ? 'loopback-only' : 'listening',
        at: segment.first + last.at,
        port: paste.port,
      },
    ];
  }
  return objects.length === 0 ? noneFound(segment, paste) : [];
}

/** `No matching MSFT_NetTCPConnection objects found … LocalPort …`: asked for any state, or for listening ones. */
function noneFound(segment: Segment, paste: Paste): Observation[] {
  const at = segment.lines.findIndex(line => /MSFT_NetTCPConnection/i.test(line));
  if (at < 0) return [];
  const error = segment.lines
    .slice(Math.max(0, at - 1), at + 14)
    .join('')
    .replace(/\s/g, '')
    .slice(0, 3000);
  const asked = segment.command?.tool === 'get-nettcpconnection' ? segment.command.text : '';
  const port = new RegExp(`LocalPort['"]?\\D{0,40}${paste.port}(?!\\d)`, 'i');
  if (!/^.{0,400}Get-NetTCPConnection|CmdletizationQuery_NotFound|MSFT_NetTCPConnection/i.test(error)) return [];
  if (!port.test(error) && !new RegExp(`-LocalPort\\s{1,4}${paste.port}(?!\\d)`, 'i').test(asked)) return [];
  const otherState = /State['"]?=(?!2\))\d{1,2}/i.test(error) || /-State\s{1,4}['"]?(?!Listen)[a-z]/i.test(asked);
  return otherState
    ? []
    : [{ question: 'listener', answer: 'not-listening', at: segment.first + at, port: paste.port }];
}
