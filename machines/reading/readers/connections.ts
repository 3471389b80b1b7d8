import { DEFAULT_PORT } from '../../target/target.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';
import { printedLists, printedTables } from '../powershell.ts';

/**
 * The client's own connections to the host, in netstat, ss, lsof and Get-NetTCPConnection: one that stands shows that the
 * port is open, one that is still being asked for that nothing answers. The remote end has the port.
 */
export const connections: Reader = {
  id: 'connections',
  signs: ['syn', 'estab', 'hergestellt', 'établi', 'etabli', 'ustanow', 'установ', 'stabilit', 'estabelec'],
  read: paste => paste.segments.flatMap(segment => readSegment(segment, paste)),
};

interface Connection {
  readonly remote: string;
  readonly port: number;
  readonly open: boolean;
  readonly at: number;
}

const STANDS = /^(?:ESTAB\w*|HERGESTELLT|[EÉ]TABLI\w*|ESTABELECID\w|STABILIT\w|USTANOWION\w|УСТАНОВЛЕН\S?|5)$/i;
/** SYN_SENT in every language that translates it; what was received is the other side's. */
const ASKED = /^(?:SYN[_-]?(?!R|EMP|OTRZ|RIC)[\p{L}]{2,12}|3)$/iu;
const ROW =
  /^\s{0,20}tcp[46]{0,2}\s{1,12}(?:\d{1,9}\s{1,12}\d{1,9}\s{1,12})?\S{3,60}[.:]\d{1,5}\s{1,60}(\S{2,60})[.:](\d{1,5}|ms-wbt-server)\s{1,20}([\p{L}_-]{3,20})(?:\s|$)/iu;
const SS_ROW =
  /^\s{0,20}(?:tcp\s{1,20})?(ESTAB|SYN-SENT)\s{1,40}\d{1,9}\s{1,40}\d{1,9}\s{1,80}\S{3,60}:\d{1,5}\s{1,80}(\S{2,60}):(\d{1,5}|ms-wbt-server)(?:\s|$)/;
const LSOF_ROW =
  /^\S{1,40}\s.{1,120}\sTCP\s\S{3,60}:[\w-]{1,20}->(\S{2,60}):(\d{1,5}|ms-wbt-server)\s\((ESTABLISHED|SYN_SENT)\)/;

function readSegment(segment: Segment, paste: Paste): Observation[] {
  const found = [...segment.lines.flatMap((line, i) => readRow(line, segment.first + i)), ...printed(segment)].filter(
    ({ port }) => port === paste.port,
  );
  const standing = new Set(found.filter(({ open }) => open).map(({ remote }) => remote));
  return found
    .filter(({ open, remote }) => open || !standing.has(remote))
    .map(({ remote, port, open, at }) => ({
      question: 'port',
      answer: open ? 'open' : 'silent',
      at,
      hosts: [remote],
      port,
    }));
}

function readRow(line: string, at: number): Connection[] {
  if (line.length > 600) return [];
  const ss = SS_ROW.exec(line);
  if (ss) return connection(ss[2], ss[3], ss[1], at);
  const match = ROW.exec(line) ?? LSOF_ROW.exec(line);
  return match === null ? [] : connection(match[1], match[2], match[3], at);
}

function printed(segment: Segment): Connection[] {
  return [...printedTables(segment.lines), ...printedLists(segment.lines)].flatMap(({ fields, at }) =>
    fields.has('remoteport')
      ? connection(fields.get('remoteaddress'), fields.get('remoteport'), fields.get('state'), segment.first + at)
      : [],
  );
}

function connection(remote = '', port = '', state = '', at: number): Connection[] {
  const open = STANDS.test(state);
  if (!open && !ASKED.test(state)) return [];
  const number = port === 'ms-wbt-server' ? DEFAULT_PORT : Number(port);
  return [{ remote: remote.replace(/^\[|\]$/g, '').toLowerCase(), port: number, open, at }];
}
