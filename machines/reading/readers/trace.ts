import { isAddress } from '../../target/target.ts';
import { addressIn, namedAddressIn } from '../address.ts';
import { fold } from '../clean.ts';
import { networkErrorIn } from '../network-errors.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/**
 * tracert of Windows in every language, traceroute of Linux and macOS. A trace proves that the host answers when its
 * last hop is the host; that the host is silent only when the trace ran to its end. A cut trace proves nothing.
 */
export const trace: Reader = {
  id: 'tracert',
  signs: [
    ' ms',
    'мс',
    '毫秒',
    ' * ',
    'tracert',
    'traceroute',
    'target system',
    'zielname',
    'système',
    'systeme',
    'sistema',
    'systemu docelowego',
    'ターゲット',
    '目标',
    'узла',
  ],
  read: paste => paste.segments.flatMap(segment => readSegment(segment, paste)),
};

interface Hop {
  readonly number: number;
  readonly at: number;
  readonly index: number;
  readonly answered: boolean;
  readonly unreachable: boolean;
  readonly hosts: readonly string[];
}

/** The default of every tracert and traceroute but macOS, which says its own. */
const DEFAULT_MAX_HOPS = 30;

const MAX_HOP = 255;
/** Windows: three times or stars, then who; Unix: stars, or who and times. */
const HOP =
  /^(?:(?:(?:<? ?\d{1,6} ?(?:ms|мс|msec|毫秒|ミリ秒)|\*)\s{1,10}){3}\S|\*(?:\s{1,8}\*){0,9}$|(?:\*\s{1,8}){0,4}(?:[\w.-]{1,253} )?\(?[0-9a-fA-F.:]{3,45}\)?\s.{0,200}\d ?(?:ms|!))/i;
/** Without its heading, a trace is at least this long. */
const MIN_HOPS = 3;

const NOT_FOUND: readonly RegExp[] = [
  /^unable to resolve target system name/,
  /^der zielname .{1,260} konnte nicht aufgel/,
  /^impossible de r\S{1,3}soudre le nom du syst\S{1,3}me cible/,
  /^no se puede resolver el nombre (?:del sistema )?de destino/,
  /^n\S{1,3}o (?:e|foi|\S{1,3}) poss\S{1,3}vel resolver o nome d[eo] sistema/,
  /^impossibile risolvere il nome del sistema di destinazione/,
  /^nie mo\S{1,3}na rozpozna\S{1,3} nazwy systemu docelowego/,
  /^не удается разрешить системное имя узла/,
  /^ターゲット システム名 .{1,260}を解決できません/,
  /^无法解析目标系统名称/,
];

function readSegment(segment: Segment, paste: Paste): Observation[] {
  const { command } = segment;
  const asked = command !== undefined && /^trace/.test(command.tool);
  if (
    command !== undefined &&
    !asked &&
    /^(?:ping6?|pathping|mtr|nslookup|dig|nc|nmap|curl|openssl|telnet)$/.test(command.tool)
  )
    return [];
  const hops = hopsOf(segment);
  const firstHop = hops[0]?.index ?? segment.lines.length;
  const headings = segment.lines
    .slice(Math.max(0, firstHop - 5), firstHop)
    .filter(line => line !== '' && line.length < 400);
  const failed = nameFailure(segment, asked, asked ? command.host : undefined, paste.wanted.host);
  if (failed !== undefined) return [failed];
  if (hops.length === 0 || (!asked && destinationOf(headings) === undefined && hops.length < MIN_HOPS)) return [];
  const destination = destinationOf(headings);
  const typed = asked ? command.host : undefined;
  const hosts = [...new Set([typed, destination?.name, destination?.address].filter(host => host !== undefined))];
  const last = hops.at(-1);
  if (last === undefined) return [];
  const found: Observation[] = [];
  const name = destination?.name;
  if (name !== undefined && !isAddress(name) && (typed === undefined || !isAddress(typed))) {
    found.push({ question: 'name', answer: 'resolves', at: last.at, hosts });
  }
  const path = pathOf(
    hops,
    last,
    segment,
    destination?.address ?? (isWantedAddress(paste) ? paste.wanted.host : undefined),
    maxHops(headings, command?.text),
  );
  if (path !== undefined)
    found.push({
      question: 'path',
      answer: path,
      at: last.at,
      hosts: hosts.length > 0 ? hosts : last.answered ? last.hosts : [],
      detail: { hops: last.number },
    });
  return found;
}

function isWantedAddress(paste: Paste): boolean {
  return paste.wanted.host !== undefined && isAddress(paste.wanted.host);
}

function hopsOf(segment: Segment): Hop[] {
  const hops: Hop[] = [];
  segment.lines.forEach((line, index) => {
    if (line.length > 400) return;
    const match = /^\s{0,20}(\d{1,3})\s{1,8}(\S.{0,360})$/.exec(line);
    const body = match?.[2] ?? '';
    const number = Number(match?.[1]);
    if (match === null || /[=%]|\bbytes\b/.test(body)) return;
    const answered = /(?:^|\s|<)\d{1,6}(?:\.\d{1,3})? ?(?:ms|мс|msec|毫秒|ミリ秒)(?=\s|$)/i.test(body);
    const unreachable = /(?:^|\s)![HNSPX](?=\s|$)/.test(body) || reportsUnreachable(body);
    if (number > MAX_HOP || !(HOP.test(body) || reportsUnreachable(body))) return;
    // A new trace begins at its first hop.
    if (number <= (hops.at(-1)?.number ?? 0)) hops.length = 0;
    const named = namedAddressIn(body);
    const address = addressIn(body);
    const hosts = named ? [named.name, named.address] : address === undefined ? [] : [address];
    hops.push({ number, at: segment.first + index, index, answered, unreachable, hosts: [...new Set(hosts)] });
  });
  return hops;
}

/** Windows: `  3  192.168.1.1  reports: Destination host unreachable.` A rule of a packet filter names networks. */
function reportsUnreachable(body: string): boolean {
  return (
    addressIn(body) !== undefined &&
    !/[\da-f:]\/\d/i.test(body) &&
    /unreachable|nicht erreichbar|impossible de joindre|inaccessible|inaccesible|inacess|non raggiungibile|nieosi|недоступ|到達でき|无法访问/.test(
      fold(body),
    )
  );
}

/** The heading names the destination; the two lines of Windows' heading may have been joined or wrapped. */
function destinationOf(headings: readonly string[]): { name: string; address: string } | undefined {
  const joined = headings.join(' ');
  const named = namedAddressIn(joined);
  if (named) return named;
  const address = addressIn(joined);
  return address === undefined ? undefined : { name: address, address };
}

function maxHops(headings: readonly string[], command: string | undefined): number {
  const asked = /\s-[hm] ?(\d{1,3})\b/.exec(command ?? '')?.[1];
  if (asked !== undefined) return Number(asked);
  const said = /(?:^|[^\d.:[(])(\d{1,3})(?![\d.:\])])/.exec(
    headings.at(-1)?.replace(/\S{0,100}\d\.\d\S{0,60}/g, ' ') ?? '',
  )?.[1];
  return said === undefined ? DEFAULT_MAX_HOPS : Number(said);
}

function pathOf(
  hops: readonly Hop[],
  last: Hop,
  segment: Segment,
  destination: string | undefined,
  max: number,
): string | undefined {
  const reached = hops.some(
    hop => hop.answered && !hop.unreachable && destination !== undefined && hop.hosts.includes(destination),
  );
  if (reached) return 'answers';
  if (last.unreachable) return 'no-route';
  const after = segment.lines.slice(last.index + 1).find(line => line.trim() !== '');
  // "Trace complete." in any language: words alone, a full stop, no number.
  const closed = after !== undefined && /^[^\d*^$#>]{4,80}[.。]$/.test(after.trim());
  if (last.answered) return closed && destination === undefined && last.number < max ? 'answers' : undefined;
  return closed || last.number >= max ? 'silent' : undefined;
}

function nameFailure(
  segment: Segment,
  asked: boolean,
  typed: string | undefined,
  wanted: string | undefined,
): Observation | undefined {
  for (const [i, line] of segment.lines.entries()) {
    if (line.length > 400 || line === '') continue;
    const folded = fold(line.trim());
    const windows = NOT_FOUND.some(wording => wording.test(folded));
    const unix = asked || /^traceroute6?: /.test(folded) ? networkErrorIn(line) : undefined;
    const noRoute = unix === 'host-unreachable' || unix === 'network-unreachable';
    if (noRoute && /^(?:traceroute6?|connect|send)/.test(folded)) {
      return {
        question: 'path',
        answer: 'no-route',
        at: segment.first + i,
        ...(typed !== undefined && { hosts: [typed] }),
      };
    }
    if (!windows && unix !== 'name-unknown' && unix !== 'name-no-answer') continue;
    const host =
      typed ??
      (wanted !== undefined && folded.includes(fold(wanted))
        ? wanted
        : /([a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,10})/.exec(folded)?.[1]);
    return {
      question: 'name',
      answer: unix === 'name-no-answer' ? 'no-answer' : 'not-found',
      at: segment.first + i,
      ...(host !== undefined && { hosts: [host] }),
    };
  }
  return undefined;
}
