import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/** firewall-cmd --list-all: a zone with its services and ports; what it does not name, it keeps out. */
export const firewalld: Reader = {
  id: 'firewalld',
  absence: true,
  signs: ['firewall-cmd', 'icmp-block-inversion', 'rich rules', 'services:'],
  read: paste => paste.segments.flatMap(segment => zonesIn(segment).flatMap(zone => zoneSays(zone, paste.port))),
};

interface Zone {
  readonly active: boolean;
  readonly fields: ReadonlyMap<string, string>;
  readonly rich: readonly string[];
  readonly at: number;
}

/** A heading without indent, its fields under it. */
function zonesIn({ lines, first }: Segment): readonly Zone[] {
  const zones: { active: boolean; fields: Map<string, string>; rich: string[]; at: number }[] = [];
  lines.forEach((line, i) => {
    const heading = /^([\w-]{2,40})(?: \((?:[\w-]{2,20}(?:, )?){1,3}\))?\s*$/.exec(line);
    if (heading !== null) zones.push({ active: /active/.test(line), fields: new Map(), rich: [], at: first + i });
    const zone = zones.at(-1);
    const field = line.length > 600 ? null : /^\s{1,8}([a-z][a-z -]{2,30}):\s?(.*)$/.exec(line);
    if (zone === undefined) return;
    if (field !== null) zone.fields.set(field[1] ?? '', (field[2] ?? '').trim());
    if (/^\s{1,16}rule /.test(line) && line.length < 600) zone.rich.push(line);
    if (field !== null) zone.at = first + i;
  });
  return zones.filter(({ fields }) => fields.has('services') && fields.has('ports'));
}

function zoneSays({ active, fields, rich, at }: Zone, port: number): readonly Observation[] {
  const names = (field: string) => (fields.get(field) ?? '').split(/\s+/).filter(name => name !== '');
  const named =
    names('ports').some(range => coversTcp(range, port)) || (port === 3389 && names('services').includes('rdp'));
  // A rule of its own may let single addresses in.
  const ruled = rich.filter(rule => rule.includes(`"${port}"`) || rule.includes('"rdp"'));
  const target = fields.get('target') ?? 'default';
  if (named || target === 'ACCEPT') return active ? [{ question: 'firewall-rule', answer: 'allowed', at }] : [];
  const whole = fields.has('rich rules') && ruled.length === 0;
  return active && whole ? [{ question: 'firewall-rule', answer: 'blocked', at }] : [];
}

function coversTcp(range: string, port: number): boolean {
  const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?\/tcp$/.exec(range) ?? [];
  return from !== undefined && port >= Number(from) && port <= Number(to ?? from);
}

/** iptables -L and -S: the first rule of the INPUT chain that names the port and no address. What is not named may be let in elsewhere. */
export const iptables: Reader = {
  id: 'iptables',
  signs: ['chain input', '-a input'],
  read: paste => paste.segments.flatMap(segment => firstRule(segment, paste)),
};

const ANY = /^(?:0\.0\.0\.0\/0|anywhere|::\/0)$/;
const VERDICTS: Readonly<Record<string, string>> = { ACCEPT: 'allowed', DROP: 'blocked', REJECT: 'blocked' };

function firstRule({ lines, first }: Segment, { port }: Paste): readonly Observation[] {
  let inside = false;
  for (const [i, line] of lines.entries()) {
    if (line.length > 300) continue;
    const chain = /^Chain ([\w-]{1,40}) \(/.exec(line)?.[1];
    if (chain !== undefined) inside = chain === 'INPUT';
    const verdict = inside ? listedRule(line, port) : writtenRule(line, port);
    const answer = VERDICTS[verdict ?? ''];
    if (answer !== undefined) return [{ question: 'firewall-rule', answer, at: first + i }];
  }
  return [];
}

/** `3 ACCEPT tcp -- 0.0.0.0/0 0.0.0.0/0 tcp dpt:3389` */
function listedRule(line: string, port: number): string | undefined {
  const columns = line.trim().split(/\s+/);
  const at = columns.findIndex(column => column in VERDICTS);
  const source = columns.slice(at).find(column => ANY.test(column) || /^!?[\da-f.:]+(?:\/\d{1,3})?$/i.test(column));
  const names = columns.some(column => column === `dpt:${port}` || (port === 3389 && column === 'dpt:ms-wbt-server'));
  // Of a rule with a source of its own nobody knows whether it is meant.
  return at >= 0 && names && columns.includes('tcp') && source !== undefined && ANY.test(source)
    ? columns[at]
    : undefined;
}

/** `-A INPUT -p tcp -m tcp --dport 3389 -j ACCEPT` */
function writtenRule(line: string, port: number): string | undefined {
  const words = line.trim().split(/\s+/);
  const after = (option: string) => words[words.indexOf(option) + 1];
  const ours = line.startsWith('-A INPUT ') && words.includes('--dport') && after('--dport') === String(port);
  return ours && !words.includes('-s') && after('-p') === 'tcp' ? after('-j') : undefined;
}
