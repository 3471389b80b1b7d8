import { asciiHost } from '../probes/host-name.ts';
import {
  type Address,
  contains,
  covers,
  embeddedAddress,
  parseAddress,
  parseRange,
  type Range,
  rangeOf,
} from './address.ts';

/**
 * Addresses that lead to this machine, to its own link or to a cloud's keys: RFC 6890, and the metadata services of AWS,
 * Azure, Google, Oracle and Alibaba. No wider range and no name allows them, only a range that lies within.
 */
const NEVER_BY_CHANCE: readonly Range[] = [
  ...['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['169.254.169.254', '169.254.170.2', '100.100.100.200', '168.63.129.16', '192.0.0.192'],
  ...['::', '::1', 'fe80::/10', 'fec0::/10', 'ff00::/8', 'fd00:ec2::254', 'fd20:ce::254'],
].map(rangeOf);

/** Who may be asked at all. */
export interface AllowList {
  /** Whether there is any reason to look the host up. */
  readonly mayAsk: (host: string) => boolean;
  /** The addresses that may be connected to when this host is asked for. */
  readonly mayDial: (host: string) => (address: string) => boolean;
}

/** An entry that is none, to be told. */
export interface BadEntry {
  readonly bad: string;
}

/**
 * Names (`pc1.office.example`), everything under a name (`*.office.example`), addresses and ranges. A name of the list may
 * lead to any ordinary address; any other name only to the addresses of the list.
 */
export function readAllowList(entries: readonly string[]): AllowList | BadEntry {
  const names = new Set<string>();
  const endings: string[] = [];
  const ranges: Range[] = [];
  for (const entry of entries) {
    const range = parseRange(entry);
    const name = asciiHost(entry.replace(/^\*\./, '').toLowerCase());
    if (range !== undefined) ranges.push(range);
    else if (name === undefined || !NAME.test(name) || /^[\d.]+$/.test(name)) return { bad: entry };
    else if (entry.startsWith('*.')) endings.push(`.${name}`);
    else names.add(name);
  }
  const isNamed = (host: string) => {
    const name = asciiHost(host.toLowerCase()) ?? '';
    return names.has(name) || endings.some(ending => name.endsWith(ending) && name.length > ending.length);
  };
  return {
    mayAsk: host => {
      const address = parseAddress(host);
      return address === undefined ? isNamed(host) || ranges.length > 0 : isAllowed(address, false, ranges);
    },
    mayDial: host => {
      const byName = parseAddress(host) === undefined && isNamed(host);
      return text => {
        const address = parseAddress(text);
        return address !== undefined && isAllowed(address, byName, ranges);
      };
    },
  };
}

const NAME = /^(?=.{1,253}$)[a-z\d_](?:[a-z\d_-]*[a-z\d_])?(?:\.[a-z\d_](?:[a-z\d_-]*[a-z\d_])?)*$/;

function isAllowed(address: Address, byName: boolean, ranges: readonly Range[]): boolean {
  const listed = ranges.filter(range => contains(range, address));
  if (!byName && listed.length === 0) return false;
  const embedded = embeddedAddress(address);
  // Somebody who wants `127.0.0.1` names it, and not a translator's address that leads there.
  if (embedded !== undefined && NEVER_BY_CHANCE.some(special => contains(special, embedded))) return false;
  return NEVER_BY_CHANCE.filter(special => contains(special, address)).every(special =>
    listed.some(range => covers(special, range)),
  );
}
