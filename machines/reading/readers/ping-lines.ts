import { isAddress } from '../../target/target.ts';
import { addressIn, IPV6, namedAddressIn } from '../address.ts';
import { fold } from '../clean.ts';
import { networkErrorIn } from '../network-errors.ts';
import { NOT_FOUND, UNREACHABLE } from './ping-words.ts';

/** Windows: `… NAME [ADDRESS] … 32 …:`. Unix: `PING NAME (ADDRESS) 56(84) bytes of data.`, `PING NAME: 56 data bytes`. */
export function headerOf(line: string, following: string): { hosts: string[]; name?: string } | undefined {
  const six = /^\s{0,20}PING6?\(.{1,60}\) \S{1,60} --> ([0-9a-fA-F:.%]{2,60})/.exec(line)?.[1]?.toLowerCase();
  if (six !== undefined) return headerHosts(six, six);
  const unix =
    /^\s{0,20}PING6? ?(\S{1,253}?):? ?(?:\((?:\S{1,253} \()?([0-9a-fA-F.:%]{2,60})\)?\))?[ :].{0,40}\d+/.exec(line);
  if (unix && /\bbytes|\d\(\d+\)|\d data/.test(line)) {
    const name = (unix[1] ?? '').toLowerCase();
    const address = unix[2]?.toLowerCase();
    return headerHosts(name, address);
  }
  if (line.includes('=')) return undefined;
  const whole = /:$/.test(line)
    ? line
    : /:$/.test(following) && !/[:=]/.test(following.slice(0, -1)) && line.includes('[')
      ? `${line} ${following.trim()}`
      : '';
  if (whole === '' || !/\s\d{1,5}\s/.test(whole)) return undefined;
  const named = namedAddressIn(whole);
  if (named) return headerHosts(named.name, named.address);
  const address = addressIn(whole);
  return address === undefined ? undefined : headerHosts(address, address);
}

function headerHosts(name: string, address: string | undefined): { hosts: string[]; name?: string } {
  if (address === undefined || name === address) return { hosts: [name] };
  return isAddress(name) ? { hosts: [name, address] } : { hosts: [name, address], name };
}

/** The address that answered, empty where the line does not tell it. */
export function goodReply(line: string): string | undefined {
  if (/\b(?:TTL|hlim) ?= ?\d{1,3}\b/i.test(line)) {
    // A lone `TTL=128` is what a wrap left of a reply; otherwise a reply tells its size or time as well.
    const told = /^\s{0,40}TTL ?= ?\d{1,3}$/i.test(line) || (line.match(/[=<]/g)?.length ?? 0) > 1;
    return told && !/[{}"'[\]]/.test(line) ? (addressIn(line) ?? '') : undefined;
  }
  // Replies over IPv6 have no TTL on Windows.
  if (line.indexOf(':') === line.lastIndexOf(':')) return undefined;
  const v6 = new RegExp(`(?:^|\\s)(${IPV6})(?: ?[^:=\\d]{0,12})?: ?[^=<\\d]{1,20} ?[=<] ?\\d{1,6} ?\\S{1,4}$`).exec(
    line,
  );
  const address = v6?.[1]?.replace(/:$/, '');
  return address !== undefined && isAddress(address) ? address.toLowerCase() : undefined;
}

/**
 * `wanted`: the host that was pinged, where it is known. `not-found`: there is no such name; `no-answer`: nobody could
 * be asked.
 */
export function nameFailure(
  line: string,
  isPing: boolean,
  wanted: string | undefined,
): { answer: 'not-found' | 'no-answer'; host?: string } | undefined {
  const folded = fold(line.trim());
  const windows = /ping|host|узел|anfitri/.test(folded) ? NOT_FOUND.find(wording => wording.test(folded)) : undefined;
  if (windows) {
    const host = wanted !== undefined && folded.includes(fold(wanted)) ? wanted : hostNamed(folded, windows);
    return { answer: 'not-found', ...(host !== undefined && { host }) };
  }
  if (!/^ping6?: /.test(folded)) {
    // A destroyed sentence: the name of the command in it, no number, no sign of a reply.
    const bare =
      isPing &&
      wanted !== undefined &&
      folded.includes(`${fold(wanted)}.`) &&
      !/[[\]=%:]|\d\s/.test(folded) &&
      /\s/.test(folded);
    return bare ? { answer: 'not-found', host: wanted } : undefined;
  }
  const error = networkErrorIn(line);
  if (error !== 'name-unknown' && error !== 'name-no-answer') return undefined;
  const host = /^ping6?: (?:cannot resolve |unknown host |bad address ')?([\w.-]{1,253})/.exec(folded)?.[1];
  return { answer: error === 'name-unknown' ? 'not-found' : 'no-answer', ...(host !== undefined && { host }) };
}

function hostNamed(folded: string, wording: RegExp): string | undefined {
  const end = wording.exec(folded);
  const around = end === null ? folded : folded.slice(end.index);
  return /["'«„]?([a-z0-9_][\w-]*(?:\.[\w-]+)+|\b[a-z0-9_-]*\d[\w-]*)["'»“]?/
    .exec(around.replace(end?.[0] ?? '', ' '))?.[1]
    ?.replace(/\.$/, '');
}

/** `= 4, … = 4, … = 0`, possibly wrapped; the words between are the language's. */
export function windowsCounts(line: string, following: string): { sent: number; received: number } | undefined {
  if (!/= ?\d/.test(line)) return undefined;
  const match =
    /^[^=]{0,60}= {0,3}(\d{1,6}) ?[,、][^=]{1,40}= {0,3}(\d{1,6}) ?[,、][^=]{1,40}= {0,3}(\d{1,6})(?![\d]* ?m?s\b)/.exec(
      `${line} ${following}`,
    );
  if (match === null || /\d ?ms\b/.test(match[0])) return undefined;
  const [sent, received, lost] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return sent > 0 && received + lost === sent ? { sent, received } : undefined;
}

/** `4 packets transmitted, 2 received, +1 errors, 50% packet loss`. */
export function unixCounts(line: string): { sent: number; received: number } | undefined {
  const match = /(?:^|\s)(\d{1,7}) [^\d,]{3,40}, (\d{1,7}) [^\d,]{3,40},.{0,60}?\d{1,3}(?:[.,]\d{1,6})?% /.exec(
    `${line} `,
  );
  return match === null ? undefined : { sent: Number(match[1]), received: Number(match[2]) };
}

/** Milliseconds: the second of Unix' minimum/average/maximum, the last of Windows' three. */
export function averageOf(line: string): number | undefined {
  const unix = /= ?[\d.]{1,12}\/([\d.]{1,12})\/[\d.]{1,12}/.exec(line);
  if (unix) return Number(unix[1]);
  const windows =
    /= {0,3}\d{1,6} ?\S{2,5}[,、] ?[^=]{1,30}= {0,3}\d{1,6} ?\S{2,5}[,、] ?[^=]{1,30}= {0,3}(\d{1,6}) ?\S{2,5}$/.exec(
      line,
    );
  return windows ? Number(windows[1]) : undefined;
}

/** `folded`: the same line through `fold`; `inRun`: behind the header of a ping, where weaker signs will do. */
export function isUnreachable(line: string, folded: string, inRun: boolean): boolean {
  if (/^ping6?: (?:sendto|sendmsg|connect|connexion|transmit)/.test(folded) || /^connect: /.test(folded)) {
    const error = networkErrorIn(line);
    return error === 'host-unreachable' || error === 'network-unreachable' || UNREACHABLE.test(folded);
  }
  if (/icmp_seq[= ]\d+ \p{L}/u.test(folded) && !/ttl=|time=|timeout/.test(folded)) return true;
  if (/^\d+ bytes from .{1,120}: [a-z ]{8,60}$/.test(folded)) return true;
  if (!inRun && !UNREACHABLE.test(folded)) return false;
  const reply = /(?:\d|[0-9a-f:]) ?[^\d:=]{0,12}: ?[^\d=:]{4,120}$/.test(folded) && addressIn(line) !== undefined;
  if (reply && !folded.includes('=')) return true;
  return inRun && folded.length < 120 && UNREACHABLE.test(folded) && !/["*]/.test(folded);
}
