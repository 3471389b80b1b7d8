import { DEFAULT_GATEWAY_PORT, isAddress, type Target } from '../../machines/target/target.ts';

/** One entry of the company's list: a name, every name under a domain, or a network of addresses. */
export type TargetRule = {
  /** As it was written, for people to read. */
  readonly text: string;
} & (
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'domain'; readonly suffix: string }
  | { readonly kind: 'network'; readonly bits: string }
);

const NAME = /^(?=.{1,253}$)[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_.-]*[\p{L}\p{N}\p{M}_])?$/u;

/** `pc1`, `*.corp.example`, `10.0.0.0/8`, `fd00::/8`, a bare address. Undefined for anything else. */
export function parseTargetRule(text: string): TargetRule | undefined {
  const rule = text.trim().toLowerCase();
  const [address = '', length, ...more] = rule.split('/');
  if (more.length > 0 || rule.length > 300) return undefined;
  const bits = bitsOf(address);
  if (bits !== undefined) {
    const kept = length === undefined ? bits.length : /^\d{1,3}$/.test(length) ? Number(length) : -1;
    return kept < 0 || kept > bits.length
      ? undefined
      : { text: rule, kind: 'network', bits: familyOf(bits) + bits.slice(0, kept) };
  }
  if (length !== undefined) return undefined;
  const wild = rule.startsWith('*.');
  const name = wild ? rule.slice(2) : rule;
  if (!NAME.test(name) || /(^|\.)\d+$/.test(name)) return undefined;
  return wild ? { text: rule, kind: 'domain', suffix: `.${name}` } : { text: rule, kind: 'name', name };
}

export interface TargetRules {
  /** Undefined: every target may be checked. An empty list allows none. */
  readonly targets?: readonly TargetRule[];
  readonly ports?: readonly number[];
}

/** Whether the company lets this target be checked. Without a list of its own everything is allowed. */
export function isTargetAllowed({ targets, ports }: TargetRules, target: Target): boolean {
  const { gateway } = target;
  const isPort = (port: number) => ports === undefined || ports.includes(port);
  const isHost = (host: string) => targets === undefined || targets.some(rule => matchesRule(rule, host));
  if (!isHost(target.host) || !isPort(target.port)) return false;
  if (gateway === undefined) return true;
  return isHost(gateway.host) && (gateway.port === DEFAULT_GATEWAY_PORT || isPort(gateway.port));
}

/** Whether a host is what one rule names. A name is never looked up here: a network in the list allows addresses, not the names that lead to them. */
export function matchesRule(rule: TargetRule, host: string): boolean {
  const name = host.toLowerCase();
  if (rule.kind === 'name') return name === rule.name;
  if (rule.kind === 'domain') return name.endsWith(rule.suffix);
  const bits = bitsOf(name.split('%')[0] ?? '');
  return bits !== undefined && (familyOf(bits) + bits).startsWith(rule.bits);
}

/** An IPv4 network must not match the first bits of an IPv6 address. */
const familyOf = (bits: string): string => `${bits.length}:`;

/** The bits of an address as a text of 0 and 1; an IPv4 address inside IPv6 (RFC 4291 2.5.5.2) is that IPv4 address. */
function bitsOf(address: string): string | undefined {
  if (!isAddress(address)) return undefined;
  if (!address.includes(':')) return bytesToBits(address.split('.').map(Number), 8);
  const [head = '', tail] = address.split('::');
  const before = groupsOf(head);
  const after = tail === undefined ? [] : groupsOf(tail);
  const groups = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  const bits = bytesToBits(groups, 16);
  const mapped = '0'.repeat(80) + '1'.repeat(16);
  return bits.startsWith(mapped) ? bits.slice(96) : bits;
}

function groupsOf(half: string): readonly number[] {
  return half
    .split(':')
    .filter(group => group !== '')
    .flatMap(group => {
      if (!group.includes('.')) return [Number.parseInt(group, 16)];
      const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
      return [a * 256 + b, c * 256 + d];
    });
}

const bytesToBits = (numbers: readonly number[], size: number): string =>
  numbers.map(number => number.toString(2).padStart(size, '0')).join('');
