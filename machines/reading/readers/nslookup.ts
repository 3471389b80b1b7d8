import { isAddress } from '../../target/target.ts';
import { addressIn } from '../address.ts';
import { fold } from '../clean.ts';
import type { Observation, Reader, Segment } from '../observation.ts';

/**
 * nslookup of Windows and of BIND. The first pair of name and address is the DNS server, whatever its labels are called;
 * a first time-out often belongs to the look-up of the server's own name. What follows `***` is English in most
 * languages of Windows.
 */
export const nslookup: Reader = {
  id: 'nslookup',
  signs: [
    'nslookup',
    'address',
    'adress',
    'indirizz',
    'endere',
    'direc',
    'adres',
    'dns request',
    "can't find",
    '***',
    '** server',
    'アドレス',
    'no servers could be reached',
  ],
  read: paste => paste.segments.flatMap(segment => readSegment(segment, paste.wanted.host)),
};

interface Pair {
  readonly name: string;
  readonly label: string;
  readonly addresses: readonly string[];
  readonly at: number;
}

/** Labels of an address; one that a code page destroyed is allowed for. */
const ADDRESS_LABEL =
  /^(?:address(?:es)?|adress\S{0,3}|direcci\S{1,6}|endere\S{1,6}|indirizz\S|adres\S{0,3}|адрес\S{0,2}|アドレス|地址|位址|[^a-z0-9]{3,20})$/;

const NAME_LABEL = /^(?:name|nom|nombre|nome|nazwa|имя|名前|名称|名稱)$/;

function readSegment(segment: Segment, wanted: string | undefined): Observation[] {
  const { command } = segment;
  const asked = command?.tool === 'nslookup';
  if (command !== undefined && !asked && !/^(?:date|exit|cd|sudo|ls|cat)$/.test(command.tool)) return [];
  const typed = asked ? command.host : undefined;
  if (typed !== undefined && isAddress(typed)) return [];
  const failed = failureOf(segment, typed, wanted, asked);
  const answer = answerOf(pairsOf(segment), typed, wanted);
  if (answer !== undefined && answer.at > (failed?.at ?? -1)) {
    const hosts = [...new Set([typed, answer.name, ...answer.addresses].filter(host => host !== undefined))];
    return [
      {
        question: 'name',
        answer: 'resolves',
        at: answer.at,
        hosts,
        detail: { addresses: answer.addresses.slice(0, 8) },
      },
    ];
  }
  return failed === undefined ? [] : [failed];
}

/** `label: name` followed by `label: address`, with more addresses on lines of their own. */
function pairsOf(segment: Segment): Pair[] {
  const pairs: Pair[] = [];
  let name: { value: string; label: string } | undefined;
  let addresses: string[] = [];
  let at = 0;
  const close = () => {
    if (name !== undefined && addresses.length > 0) pairs.push({ name: name.value, label: name.label, addresses, at });
    name = undefined;
    addresses = [];
  };
  segment.lines.forEach((line, i) => {
    if (line.length > 400) return;
    const match = /^\s{0,20}([^\s:*.;][^:*]{0,30}?) ?: {0,4}\t{0,4} {0,8}(\S{1,260})$/.exec(line);
    const value = match?.[2]?.replace(/#\d{1,5}$/, '').toLowerCase();
    const bare = /^\s{1,20}([0-9a-f.:]{3,45})$/i.exec(line)?.[1]?.toLowerCase();
    if (value !== undefined && isAddress(value)) {
      if (name !== undefined && ADDRESS_LABEL.test(fold((match?.[1] ?? '').trim()))) addresses.push(value);
    } else if (bare !== undefined && isAddress(bare)) {
      if (addresses.length > 0) addresses.push(bare);
    } else if (match !== null && value !== undefined) {
      if (addresses.length > 0 || name === undefined) close();
      else if (/^alias/.test(fold(match[1] ?? ''))) return;
      name = { value, label: fold((match[1] ?? '').trim()) };
      return;
    } else {
      return;
    }
    at = segment.first + i;
  });
  close();
  return pairs;
}

/** The pair that is not the server. */
function answerOf(pairs: readonly Pair[], typed: string | undefined, wanted: string | undefined): Pair | undefined {
  const answers = pairs.slice(1).filter(pair => !/^server|^default/.test(pair.label));
  const last = answers.at(-1);
  if (last !== undefined) return last;
  const only = pairs[0];
  if (only === undefined || !NAME_LABEL.test(only.label)) return undefined;
  const host = typed ?? wanted;
  return host !== undefined && (only.name === host || only.name.startsWith(`${host}.`)) ? only : undefined;
}

function failureOf(
  segment: Segment,
  typed: string | undefined,
  wanted: string | undefined,
  asked: boolean,
): Observation | undefined {
  let timeouts = 0;
  let failure: Observation | undefined;
  for (const [i, line] of segment.lines.entries()) {
    if (line.length > 400 || line === '') continue;
    const folded = fold(line.trim());
    if (folded.startsWith('dns request timed out')) timeouts += 1;
    const answer = verdictIn(folded);
    if (answer === undefined) continue;
    const host = typed ?? hostIn(folded, wanted);
    if (host !== undefined && isAddress(host)) continue;
    failure = { question: 'name', answer, at: segment.first + i, ...(host !== undefined && { hosts: [host] }) };
  }
  if (failure !== undefined) return failure;
  // Both tries of a question went unanswered, and no verdict line was copied.
  const pairs = asked && typed !== undefined && timeouts >= 2;
  return pairs ? { question: 'name', answer: 'no-answer', at: segment.first, hosts: [typed] } : undefined;
}

function verdictIn(folded: string): string | undefined {
  if (/^;; (?:connection timed out|communications error|no servers could be reached)/.test(folded)) return 'no-answer';
  if (!folded.startsWith('**')) return undefined;
  if (/: ?(?:non-existent domain|nxdomain|no answer|no internal type for)\b/.test(folded)) return 'not-found';
  if (/can't find \S{1,253}: ?(?:no answer|nxdomain)/.test(folded)) return 'not-found';
  if (
    /: ?(?:server failed|servfail|query refused|refused|no response from server|unspecified error|timed out)\b/.test(
      folded,
    )
  )
    return 'no-answer';
  if (
    /^\*{3} [^"*]{0,200}(?:timed[- ]out|zeituberschreitung|delai|tiempo de espera|tempo limite|timeout|scadut|limit czasu|истек|превышен|タイムアウト|超时)/.test(
      folded,
    )
  )
    return 'no-answer';
  return undefined;
}

/** The name that was asked for: the wanted one where the line has it, else the last name before the colon. */
function hostIn(folded: string, wanted: string | undefined): string | undefined {
  if (wanted !== undefined && folded.includes(fold(wanted))) return wanted;
  const before = folded.slice(0, folded.lastIndexOf(':'));
  if (addressIn(before) === before) return undefined;
  const english = /(?:can't find|find|finden|trouver|encontrar|trovare|znale\S{1,4}|найти) ([a-z0-9_.-]{1,253})$/.exec(
    before,
  )?.[1];
  return english;
}
