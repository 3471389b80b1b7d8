import { isAddress } from '../../target/target.ts';
import type { Command } from '../command.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/** Test-Connection: `True` or `False` for a port (PowerShell 7), a table of echoes without one. */
export const testConnection: Reader = {
  id: 'test-connection',
  signs: ['test-connection', 'latency', 'ipv4address'],
  read: paste => paste.segments.flatMap(segment => readSegment(segment, paste)),
};

function readSegment(segment: Segment, paste: Paste): readonly Observation[] {
  const command = segment.command?.tool === 'test-connection' ? segment.command : undefined;
  return [
    ...ofPort(segment, paste, command),
    ...ofEchoes(segment, command),
    ...ofRepliesAlone(segment),
    ...ofFailure(segment),
  ];
}

function ofPort({ lines, first }: Segment, paste: Paste, command: Command | undefined): readonly Observation[] {
  if (command?.host === undefined) return [];
  const index = lines.findIndex(line => /^\s*(?:True|False)\s*$/.test(line));
  if (index < 0) return [];
  const succeeded = lines[index]?.trim() === 'True';
  const about = { at: first + index, hosts: [command.host] };
  const quiet = command.words.some(word => /^-quiet$/i.test(word));
  if (command.words.some(word => /^-tcpport$/i.test(word)))
    return [{ ...about, question: 'port', answer: succeeded ? 'open' : 'closed', port: command.port ?? paste.port }];
  return quiet ? [{ ...about, question: 'path', answer: succeeded ? 'answers' : 'silent' }] : [];
}

/** A row of the table: number, source, address, milliseconds or `*`, bytes, status. */
const ECHO =
  /^\s{0,20}\d{1,6} \S{1,60}\s{1,40}\S{1,60}\s{1,40}(?:\d{1,6}|\*)\s{1,20}\d{0,6}\s{0,20}([A-Z][A-Za-z]{3,40})\s*$/;

function ofEchoes({ lines, first }: Segment, command: Command | undefined): readonly Observation[] {
  const head = lines.findIndex(line => /^Ping +Source +Address +Latency +BufferSize +Status\s*$/.test(line.trim()));
  const rows = lines.flatMap((line, i) => {
    const status = head < 0 || i < head || line.length > 300 ? undefined : ECHO.exec(line)?.[1];
    return status === undefined ? [] : [{ status, at: first + i }];
  });
  const last = rows.at(-1);
  if (last === undefined) return [];
  const named = lines
    .map(line => /^\s{1,8}Destination: (\S{1,253})\s*$/.exec(line)?.[1])
    .find(name => name !== undefined);
  const host = (named ?? command?.host)?.toLowerCase();
  const about = { at: last.at, ...(host !== undefined && { hosts: [host] }) };
  const answered = rows.filter(({ status }) => status === 'Success').length;
  const path = answered === rows.length ? 'answers' : answered > 0 ? 'lossy' : pathAfter(rows.map(row => row.status));
  const resolves = host !== undefined && !isAddress(host) && answered > 0;
  return [
    { ...about, question: 'path', answer: path },
    ...(resolves ? [{ ...about, question: 'name' as const, answer: 'resolves' }] : []),
  ];
}

/** Windows PowerShell 5.1 writes a row only for an echo that came back; source, destination, addresses, bytes, milliseconds. */
function ofRepliesAlone({ lines, first }: Segment): readonly Observation[] {
  const head = lines.findIndex(line =>
    /^Source +Destination +IPV4Address +IPV6Address +Bytes +Time\(ms\)\s*$/.test(line),
  );
  if (head < 0) return [];
  return lines.flatMap((line, i): Observation[] => {
    const [, host] = (i > head && line.length <= 300 && REPLY.exec(line)) || [];
    if (host === undefined) return [];
    const about = { at: first + i, hosts: [host.toLowerCase()] };
    const path: Observation = { ...about, question: 'path', answer: 'answers' };
    return isAddress(host) ? [path] : [path, { ...about, question: 'name', answer: 'resolves' }];
  });
}
const REPLY =
  /^\S{1,60} {1,40}(\S{1,253}) {1,40}[\da-f:.]{2,45}(?: {1,60}[\da-f:.]{2,45})? {1,60}\d{1,6} {1,20}\d{1,6}\s*$/i;

/** System.Net.NetworkInformation.IPStatus. */
const pathAfter = (statuses: readonly string[]): string =>
  statuses.some(status => /Unreachable|TtlExpired|NoRoute/i.test(status)) ? 'no-route' : 'silent';

/** The words are those of .NET, in English everywhere; the last part is the system's. */
function ofFailure({ lines, first }: Segment): readonly Observation[] {
  return lines.flatMap((line, i): Observation[] => {
    const [, host, why = ''] =
      (line.length <= 400 && /Testing connection to computer '(\S{1,253})' failed: (.{3,200})/.exec(line)) || [];
    if (host === undefined) return [];
    const about = { at: first + i, hosts: [host.toLowerCase()] };
    if (/resolve the target name|no such host/i.test(why)) return [{ ...about, question: 'name', answer: 'not-found' }];
    // What Windows PowerShell calls a time-out.
    return /lack of resources/i.test(why) ? [{ ...about, question: 'path', answer: 'silent' }] : [];
  });
}
