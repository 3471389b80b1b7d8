import { DEFAULT_PORT } from '../../target/target.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/**
 * firewall-cmd --list-all: a zone with its services and ports; what it does not name, it keeps out. A list of ports alone
 * keeps nothing out: a service may let it in.
 */
export const firewalld: Reader = {
  id: 'firewalld',
  absence: true,
  signs: ['firewall-cmd', 'icmp-block-inversion', 'rich rules', 'services:'],
  read: paste =>
    paste.segments.flatMap(segment => [
      ...zonesIn(segment).flatMap(zone => zoneSays(zone, paste.port)),
      ...listSays(segment, paste.port),
    ]),
};

/** `firewall-cmd --list-ports` or `--list-services`: one line of names. */
function listSays({ command, lines, first }: Segment, port: number): readonly Observation[] {
  if (command?.tool !== 'firewall-cmd' || command.words.some(word => word.startsWith('--zone'))) return [];
  const lists = (what: string) => command.words.includes(`--list-${what}`);
  const isNamed = (name: string) =>
    (lists('ports') && coversTcp(name, port)) || (lists('services') && port === DEFAULT_PORT && name === 'rdp');
  return lines.flatMap((line, i): Observation[] =>
    line.length < 600 && line.trim().split(/\s+/).some(isNamed)
      ? [{ question: 'firewall-rule', answer: 'allowed', at: first + i }]
      : [],
  );
}

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
    names('ports').some(range => coversTcp(range, port)) ||
    (port === DEFAULT_PORT && names('services').includes('rdp'));
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

/**
 * iptables -L and -S: the first rule of the INPUT chain that names the port for all senders. A port that no rule names says
 * nothing: another chain, or a rule for a list of ports, may let it in.
 */
export const iptables: Reader = {
  id: 'iptables',
  // Lines joined on a guess would make one rule of two.
  absence: true,
  signs: ['chain input', '-a input'],
  read: paste => paste.segments.flatMap(segment => firstRule(segment, paste)),
};

/** `unclear`: a rule for some senders only, or one that turns everything away, after which no other rule counts. */
type Verdict = 'allowed' | 'blocked' | 'unclear';

const ANY = /^(?:0\.0\.0\.0\/0|anywhere|::\/0)$/;
const VERDICTS: ReadonlyMap<string | undefined, Verdict> = new Map([
  ['ACCEPT', 'allowed'],
  ['DROP', 'blocked'],
  ['REJECT', 'blocked'],
]);

function firstRule({ lines, first }: Segment, { port }: Paste): readonly Observation[] {
  let inside = false;
  for (const [i, line] of lines.entries()) {
    if (line.length > 300) continue;
    const chain = /^Chain ([\w-]{1,40}) \(/.exec(line)?.[1];
    if (chain !== undefined) inside = chain === 'INPUT';
    const words = line.trim().split(/\s+/);
    const answer = inside ? listedRule(words, port) : writtenRule(words, port);
    if (answer === 'unclear') return [];
    if (answer !== undefined) return [{ question: 'firewall-rule', answer, at: first + i }];
  }
  return [];
}

/** `3 ACCEPT tcp -- 0.0.0.0/0 0.0.0.0/0 tcp dpt:3389` */
function listedRule(columns: readonly string[], port: number): Verdict | undefined {
  const at = columns.findIndex(column => VERDICTS.has(column));
  if (at < 0) return undefined;
  const verdict = VERDICTS.get(columns[at]);
  const source = columns.slice(at + 2).find(column => ANY.test(column) || /^!?[\da-f.:]+(?:\/\d{1,3})?$/i.test(column));
  const isForAnySender = source !== undefined && ANY.test(source);
  const names = columns.some(word => word === `dpt:${port}` || (port === DEFAULT_PORT && word === 'dpt:ms-wbt-server'));
  if (names && columns.includes('tcp')) return isForAnySender ? verdict : 'unclear';
  // The protocol is `all`, `0` where it is not looked up.
  const [, protocol = '', ...others] = columns
    .slice(at)
    .filter(column => !ANY.test(column) && !/^(?:--|\*)$/.test(column));
  const isForAll = /^(?:all|0)$/.test(protocol) && (others.length === 0 || others[0] === 'reject-with');
  return isForAnySender && isForAll && verdict === 'blocked' ? 'unclear' : undefined;
}

/** What narrows a rule to some senders, or turns a comparison round. */
const NARROWING: ReadonlySet<string> = new Set(['-s', '-d', '-i', '!', '--limit', '--match-set', '--src-range']);

/** `-A INPUT -p tcp -m tcp --dport 3389 -j ACCEPT` */
function writtenRule(words: readonly string[], port: number): Verdict | undefined {
  if (words[0] !== '-A' || words[1] !== 'INPUT') return undefined;
  const after = (option: string) => (words.includes(option) ? words[words.indexOf(option) + 1] : undefined);
  const verdict = VERDICTS.get(after('-j'));
  if (words[2] === '-j') return verdict === 'blocked' ? 'unclear' : undefined;
  if (after('--dport') !== String(port) || after('-p') !== 'tcp') return undefined;
  return words.some(word => NARROWING.has(word)) ? 'unclear' : verdict;
}
