import { isAddress } from '../../target/target.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';
import { type PrintedObject, printedLists, printedTables, truthOf } from '../powershell.ts';

/**
 * Test-NetConnection: only the word WARNING is translated. `TcpTestSucceeded : False` does not tell refused from silent.
 * The warnings come before the object, one for each address that failed; the object has the last word.
 */
export const testNetConnection: Reader = {
  id: 'test-net-connection',
  signs: [
    'tcptestsucceeded',
    'pingsucceeded',
    'tcp connect to',
    'failed with status:',
    'failed -- status:',
    'test-netconnection',
    'tnc ',
  ],
  read: paste => paste.segments.flatMap(segment => readSegment(segment, paste)),
};

const WARNED_TCP = /^\S{0,20} ?[:!]? ?TCP connect to \(?([0-9A-Za-z_.:%-]{1,253}?) ?: ?(\d{1,5})\)? failed$/;
const WARNED_PING = /^\S{0,20} ?[:!]? ?Ping to (\S{1,253}) failed (?:with status:|-- Status:) ?(\w{1,40})$/;
const WARNED_NAME =
  /^\S{0,20} ?[:!]? ?Name resolution of (\S{1,253}) failed(?: (?:with status:|-- Status:) ?(\w{1,40}))?/;

interface Warnings {
  tcp: { host: string; port: number; at: number }[];
  ping?: { host: string; status: string; at: number };
  name?: { host: string; status: string; at: number };
}

function readSegment(segment: Segment, paste: Paste): Observation[] {
  const tool = segment.command?.tool;
  const asked = tool === 'test-netconnection' || tool === 'tnc';
  const warnings = warningsOf(segment);
  const objects = [...printedLists(segment.lines), ...printedTables(segment.lines)].filter(
    object => object.fields.has('tcptestsucceeded') || object.fields.has('pingsucceeded'),
  );
  const commandHost = asked ? segment.command?.host : undefined;
  const commandPort = asked ? segment.command?.port : undefined;
  const found = objects.flatMap(object => ofObject(object, warnings, segment, commandHost, commandPort));
  if (objects.length === 0) found.push(...ofWarnings(warnings, commandHost));
  if (asked && found.length === 0) found.push(...ofQuiet(segment, paste));
  return found;
}

function warningsOf(segment: Segment): Warnings {
  const warnings: Warnings = { tcp: [] };
  segment.lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line.length > 400) return;
    const at = segment.first + i;
    const tcp = WARNED_TCP.exec(line);
    if (tcp) warnings.tcp.push({ host: (tcp[1] ?? '').toLowerCase(), port: Number(tcp[2]), at });
    const ping = WARNED_PING.exec(line);
    if (ping) warnings.ping = { host: (ping[1] ?? '').toLowerCase(), status: ping[2] ?? '', at };
    const name = WARNED_NAME.exec(line);
    if (name) warnings.name = { host: (name[1] ?? '').toLowerCase(), status: name[2] ?? '', at };
  });
  return warnings;
}

function ofObject(
  object: PrintedObject,
  warnings: Warnings,
  segment: Segment,
  commandHost: string | undefined,
  commandPort: number | undefined,
): Observation[] {
  const { fields } = object;
  const at = segment.first + object.at;
  const computer = fields.get('computername')?.toLowerCase();
  const address = [fields.get('remoteaddress')?.toLowerCase()].find(text => text !== undefined && isAddress(text));
  const named = [computer, address, commandHost].filter(host => host !== undefined && host !== '');
  const hosts =
    named.length > 0
      ? named.filter(host => host !== undefined)
      : [warnings.tcp[0]?.host, warnings.ping?.host].filter(host => host !== undefined);
  const about = { at, hosts };
  const found: Observation[] = [];
  const tcp = truthOf(fields.get('tcptestsucceeded'));
  const port = Number(fields.get('remoteport')) || warnings.tcp[0]?.port || commandPort;
  if (tcp !== undefined && port !== undefined)
    found.push({ ...about, question: 'port', answer: tcp ? 'open' : 'closed', port });
  const pinged = truthOf(fields.get('pingsucceeded')) ?? (warnings.ping && tcp !== undefined ? false : undefined);
  // A host that answers on TCP is there, whatever becomes of its pings.
  if (pinged === true) found.push({ ...about, question: 'path', answer: 'answers', ...rtt(fields) });
  else if (pinged === false && tcp !== true)
    found.push({ ...about, question: 'path', answer: pathAfter(warnings.ping?.status) });
  const failedName = fields.get('nameresolutionsucceeded') === 'False' || warnings.name !== undefined;
  if (failedName) return [{ ...about, question: 'name', answer: nameAfter(warnings.name?.status) }];
  const resolved = computer !== undefined && computer !== '' && !isAddress(computer) && address !== undefined;
  if (resolved && found.length > 0) found.push({ ...about, question: 'name', answer: 'resolves' });
  return found;
}

function rtt(fields: ReadonlyMap<string, string>): { elapsedMs?: number } {
  const value = /^(\d{1,6}) ms$/.exec(fields.get('pingreplydetails (rtt)') ?? '')?.[1];
  return value === undefined ? {} : { elapsedMs: Number(value) };
}

/** The object is missing: the warnings alone. */
function ofWarnings(warnings: Warnings, commandHost: string | undefined): Observation[] {
  const found: Observation[] = [];
  const alias = commandHost === undefined ? [] : [commandHost];
  for (const { host, port, at } of warnings.tcp.slice(-16))
    found.push({ question: 'port', answer: 'closed', at, port, hosts: [host, ...alias] });
  if (warnings.ping) {
    const { host, status, at } = warnings.ping;
    found.push({ question: 'path', answer: pathAfter(status), at, hosts: [host, ...alias] });
  }
  if (warnings.name) {
    const { host, status, at } = warnings.name;
    found.push({ question: 'name', answer: nameAfter(status), at, hosts: [host, ...alias] });
  }
  return found;
}

/** `-InformationLevel Quiet` prints one word. */
function ofQuiet(segment: Segment, paste: Paste): Observation[] {
  const { command } = segment;
  if (command?.host === undefined || !command.words.some(word => /^quiet$/i.test(word))) return [];
  const index = segment.lines.findIndex(line => /^\s*(?:True|False)\s*$/.test(line));
  if (index < 0) return [];
  const succeeded = segment.lines[index]?.trim() === 'True';
  const about = { at: segment.first + index, hosts: [command.host] };
  if (command.port === undefined) return [{ ...about, question: 'path', answer: succeeded ? 'answers' : 'silent' }];
  return [{ ...about, question: 'port', answer: succeeded ? 'open' : 'closed', port: command.port || paste.port }];
}

/** System.Net.NetworkInformation.IPStatus. */
function pathAfter(status: string | undefined): string {
  return status !== undefined &&
    /Unreachable|TtlExpired|GeneralFailure|^1105[0]$|NoRoute|BadRoute|Prohibited/i.test(status)
    ? 'no-route'
    : 'silent';
}

/** System.Net.Sockets.SocketError. */
function nameAfter(status: string | undefined): string {
  return status !== undefined && /TryAgain|TimedOut/i.test(status) ? 'no-answer' : 'not-found';
}
