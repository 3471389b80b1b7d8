import { isAddress } from '../../target/target.ts';
import { fold } from '../clean.ts';
import type { Observation, Reader, Segment } from '../observation.ts';
import { printedLists, printedTables } from '../powershell.ts';

/** Record types that lead to a host. */
const LEADS_TO_HOST = /^(?:A|AAAA)$/i;

/** Resolve-DnsName: the error id is the same in every language, and it may be wrapped in the middle of a word. */
export const resolveDnsName: Reader = {
  id: 'resolve-dnsname',
  signs: ['resolve-dnsname', 'resolvednsname', 'primaryserver', 'ipaddress', 'namehost'],
  read: paste => paste.segments.flatMap(readResolve),
};

/** Win32 DNS error names, without the blanks that a wrap may have put in. */
const RESOLVE_ERRORS: readonly (readonly [RegExp, string])[] = [
  [/DNS_ERROR_RCODE_NAME_ERROR|DNS_ERROR_RECORD_DOES_NOT_EXIST|DNS_INFO_NO_RECORDS|\(9003\)|\(9501\)/i, 'not-found'],
  [
    /DNS_ERROR_RCODE_(?:SERVER_FAILURE|REFUSED)|DNS_ERROR_NO_DNS_SERVERS|ERROR_TIMEOUT|\(1460\)|\(9002\)|\(9005\)|\(9852\)/i,
    'no-answer',
  ],
];

const RESOLVE_WORDS =
  /: (?:dns name does not exist|der dns-name ist nicht vorhanden|le nom dns n'existe pas|el nombre dns no existe|o nome dns nao existe|il nome dns non esiste|nazwa dns nie istnieje|dns-имя не существует|dns 名がありません|dns 名称不存在)/;
const RESOLVE_TIMEOUT = /: (?:this operation returned because the timeout period expired|dns server failure)/;

function readResolve(segment: Segment): Observation[] {
  const asked = segment.command?.tool === 'resolve-dnsname';
  const errorAt = segment.lines.findIndex(line => /^\s{0,20}Resolve-DnsName ?: /i.test(line));
  if (errorAt >= 0) return resolveFailure(segment, errorAt);
  const objects = [...printedTables(segment.lines), ...printedLists(segment.lines)];
  const rows = objects.filter(
    object =>
      LEADS_TO_HOST.test(object.fields.get('type') ?? '') &&
      isAddress(
        object.fields.get('ipaddress') ?? object.fields.get('ip4address') ?? object.fields.get('ip6address') ?? '',
      ),
  );
  const first = rows[0];
  if (first === undefined || (!asked && !first.fields.has('section'))) return [];
  const typed = asked ? segment.command?.host : undefined;
  const hosts = [
    typed,
    ...rows.slice(0, 8).flatMap(row => [row.fields.get('name')?.toLowerCase(), row.fields.get('ipaddress')]),
  ];
  return [
    {
      question: 'name',
      answer: 'resolves',
      at: segment.first + first.at,
      hosts: [...new Set(hosts.filter(host => host !== undefined))],
    },
  ];
}

function resolveFailure(segment: Segment, at: number): Observation[] {
  const error = segment.lines
    .slice(at, at + 20)
    .join(' ')
    .slice(0, 3000);
  const squeezed = error.replace(/\s/g, '');
  const folded = fold(error);
  const answer =
    RESOLVE_ERRORS.find(([name]) => name.test(squeezed))?.[1] ??
    (RESOLVE_WORDS.test(folded) ? 'not-found' : RESOLVE_TIMEOUT.test(folded) ? 'no-answer' : undefined);
  if (answer === undefined) return [];
  const host =
    /^\s{0,20}Resolve-DnsName ?: ([^\s:]{1,253}) ?:/i.exec(segment.lines[at] ?? '')?.[1]?.toLowerCase() ??
    segment.command?.host;
  return [{ question: 'name', answer, at: segment.first + at, ...(host !== undefined && { hosts: [host] }) }];
}

/** dig of BIND. An answer without an address record means that the name leads nowhere. */
export const dig: Reader = {
  id: 'dig',
  signs: ['->>header<<-', ';; connection timed out', ';; communications error', 'dig '],
  read: paste => paste.segments.flatMap(readDig),
};

function readDig(segment: Segment): Observation[] {
  const asked = segment.command?.tool === 'dig';
  const question = segment.lines
    .map(line => /^;(\S{1,253}?)\.?\s{1,40}(?:\d{1,8}\s{1,8})?IN\s{1,8}(\S{1,10})$/.exec(line.trim()))
    .find(match => match !== null);
  const banner = segment.lines
    .map(line => /^; <<>> DiG [^>]{1,80}<<>> (.{1,300})$/.exec(line.trim())?.[1])
    .find(text => text !== undefined);
  const host = (
    question?.[1] ??
    (asked ? segment.command?.host : undefined) ??
    banner?.split(/\s/).find(word => !/^[-+@]/.test(word))
  )?.toLowerCase();
  if (question && !LEADS_TO_HOST.test(question[2] ?? '')) return [];
  if (host !== undefined && /\.arpa$/.test(host)) return [];
  const about = { ...(host !== undefined && { hosts: [host] }) };
  for (const [i, line] of segment.lines.entries()) {
    const at = segment.first + i;
    const status = /^;; ->>HEADER<<- .{0,60}status: (\w{1,20})/.exec(line.trim())?.[1];
    if (status === 'NXDOMAIN') return [{ ...about, question: 'name', answer: 'not-found', at }];
    if (status === 'SERVFAIL' || status === 'REFUSED') return [{ ...about, question: 'name', answer: 'no-answer', at }];
    if (asked && /^;; (?:connection timed out|no servers could be reached)/.test(line.trim()))
      return [{ ...about, question: 'name', answer: 'no-answer', at }];
    const record = /^(\S{1,253}?)\.?\s{1,60}\d{1,9}\s{1,8}IN\s{1,8}A{1,4}\s{1,8}([0-9a-f.:]{2,45})$/i.exec(line.trim());
    if (record && !line.startsWith(';') && isAddress(record[2] ?? '')) {
      return [
        {
          question: 'name',
          answer: 'resolves',
          at,
          hosts: [host ?? (record[1] ?? '').toLowerCase(), (record[2] ?? '').toLowerCase()],
        },
      ];
    }
    const short = asked && segment.command?.words.includes('+short') && isAddress(line.trim());
    if (short)
      return [
        {
          question: 'name',
          answer: 'resolves',
          at,
          hosts: [host, line.trim().toLowerCase()].filter(one => one !== undefined),
        },
      ];
  }
  return [];
}

/** host(1), getent(1) and resolvectl(1). */
export const hostTool: Reader = {
  id: 'host',
  signs: [
    '-- information acquired',
    ' has address ',
    ' has ipv6 address ',
    'not found: 3',
    'not found: 2',
    'getent',
    ';; connection timed out',
  ],
  read: paste => paste.segments.flatMap(readHost),
};

function readHost(segment: Segment): Observation[] {
  const found: Observation[] = [];
  for (const [i, raw] of segment.lines.entries()) {
    const line = raw.trim();
    const at = segment.first + i;
    const known = /^(\S{1,253}) has (?:IPv6 )?address ([0-9a-f.:]{2,45})$/i.exec(line);
    if (known)
      found.push({
        question: 'name',
        answer: 'resolves',
        at,
        hosts: [(known[1] ?? '').toLowerCase(), (known[2] ?? '').toLowerCase()],
      });
    const query = /^(\S{1,253}): ([0-9a-f.:]{2,45})(?:%\S{1,20})?\s{2,60}-- link: /i.exec(line);
    if (query && isAddress(query[2] ?? ''))
      found.push({
        question: 'name',
        answer: 'resolves',
        at,
        hosts: [(query[1] ?? '').toLowerCase(), (query[2] ?? '').toLowerCase()],
      });
    const missing = /^Host (\S{1,253}) not found: (\d)\((\w{1,20})\)$/.exec(line);
    if (missing)
      found.push({
        question: 'name',
        answer: missing[2] === '3' ? 'not-found' : 'no-answer',
        at,
        hosts: [(missing[1] ?? '').toLowerCase()],
      });
    const entry = segment.command?.tool === 'getent' ? /^([0-9a-f.:]{2,45})\s{1,40}(\S{1,253})/i.exec(line) : null;
    if (entry && isAddress(entry[1] ?? '')) {
      const typed = segment.command?.host;
      found.push({
        question: 'name',
        answer: 'resolves',
        at,
        hosts: [
          ...(typed === undefined ? [] : [typed]),
          (entry[2] ?? '').toLowerCase(),
          (entry[1] ?? '').toLowerCase(),
        ],
      });
    }
    if (segment.command?.tool === 'host' && segment.command.host && line.startsWith(';; connection timed out')) {
      found.push({ question: 'name', answer: 'no-answer', at, hosts: [segment.command.host] });
    }
  }
  const last = found.at(-1);
  return last === undefined || isAddress(last.hosts?.[0] ?? '') ? [] : [last];
}
