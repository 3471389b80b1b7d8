import net from 'node:net';

/** An address as a number, so that no way of writing it makes it another. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** All addresses whose first `length` bits are those of `first`. */
export interface Range {
  readonly first: Address;
  readonly length: number;
}

const MAPPED_PREFIX = 0xffffn;
const LOW_32 = 0xffff_ffffn;

/** An address in any spelling that the system would take; an IPv4 one in an IPv6 coat (RFC 4291 2.5.5.2) is the IPv4 one. */
export function parseAddress(text: string): Address | undefined {
  const [plain = ''] = text.split('%');
  if (net.isIPv4(plain)) return { bits: 32, value: valueFrom(plain.split('.').map(Number), 8n) };
  if (!net.isIPv6(plain)) return undefined;
  const value = valueFrom(groupsOf(plain), 16n);
  return value >> 32n === MAPPED_PREFIX ? { bits: 32, value: value & LOW_32 } : { bits: 128, value };
}

/** `10.0.0.0/8`, `2001:db8::/32`, or one address. A range with bits beyond its length is a slip, and none. */
export function parseRange(text: string): Range | undefined {
  const [address = '', length, ...more] = text.split('/');
  const first = parseAddress(address);
  if (first === undefined || more.length > 0 || address.includes('%')) return undefined;
  if (length === undefined) return { first, length: first.bits };
  if (!/^\d{1,3}$/.test(length) || Number(length) > first.bits) return undefined;
  const range = { first, length: Number(length) };
  const beyond = BigInt(first.bits - range.length);
  return (first.value >> beyond) << beyond === first.value ? range : undefined;
}

/** An address of the other family is in no range: `0.0.0.0/0` lets no IPv6 address in. */
export function contains({ first, length }: Range, { bits, value }: Address): boolean {
  if (bits !== first.bits) return false;
  const beyond = BigInt(bits - length);
  return value >> beyond === first.value >> beyond;
}

/** Whether all of `inner` lies in `outer`. */
export function covers(outer: Range, inner: Range): boolean {
  return inner.length >= outer.length && contains(outer, inner.first);
}

/** The IPv4 address that a router on the way would make of an IPv6 one: NAT64, 6to4, Teredo, and the IPv4-compatible ones. */
export function embeddedAddress({ bits, value }: Address): Address | undefined {
  if (bits === 32) return undefined;
  const is = (range: Range) => contains(range, { bits, value });
  // `::` and `::1` are no IPv4 addresses, RFC 4291 2.5.5.1.
  if (is(NAT64) || is(LOCAL_NAT64) || (is(COMPATIBLE) && value > 1n)) return { bits: 32, value: value & LOW_32 };
  if (is(SIX_TO_FOUR)) return { bits: 32, value: (value >> 80n) & LOW_32 };
  // RFC 4380 4: the client's address stands inverted at the end.
  if (is(TEREDO)) return { bits: 32, value: (value & LOW_32) ^ LOW_32 };
  return undefined;
}

const NAT64 = rangeOf('64:ff9b::/96');
const LOCAL_NAT64 = rangeOf('64:ff9b:1::/48');
const COMPATIBLE = rangeOf('::/96');
const SIX_TO_FOUR = rangeOf('2002::/16');
const TEREDO = rangeOf('2001::/32');

/** A range that stands in the source. */
export function rangeOf(text: string): Range {
  const range = parseRange(text);
  if (range === undefined) throw new Error(`${text} is no range`);
  return range;
}

function valueFrom(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((value, part) => (value << width) | BigInt(part), 0n);
}

/** The eight groups of an address that `net.isIPv6` took. */
function groupsOf(text: string): readonly number[] {
  const tail = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  const hex = (high = '0', low = '0') => ((Number(high) << 8) | Number(low)).toString(16);
  const whole = tail === null ? text : `${text.slice(0, tail.index)}${hex(tail[1], tail[2])}:${hex(tail[3], tail[4])}`;
  const [before = '', after] = whole.split('::');
  const groups = (half: string) => (half === '' ? [] : half.split(':').map(group => Number.parseInt(group, 16)));
  const [head, end] = [groups(before), groups(after ?? '')];
  return after === undefined ? head : [...head, ...Array<number>(8 - head.length - end.length).fill(0), ...end];
}
