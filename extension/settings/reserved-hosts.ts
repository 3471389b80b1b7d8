import { isAddress } from '../../machines/target/target.ts';
import { matchesRule, parseTargetRule } from './target-rules.ts';

/**
 * Where no page may look without asking each time: this device, its own link, everybody at once, and the addresses from
 * which clouds hand out credentials. https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 twin.
 */
const RESERVED = [
  ...['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'],
  // Unspecified, loopback and IPv4-compatible; link-local; multicast.
  ...['::/96', 'fe80::/10', 'ff00::/8'],
  // Each carries an IPv4 address that a translator reads: NAT64, 6to4.
  ...['64:ff9b::/96', '64:ff9b:1::/48', '2002::/16'],
  // Metadata services beyond link-local: Amazon, Azure, Alibaba, Oracle.
  ...['fd00:ec2::/32', '168.63.129.16', '100.100.100.200', '192.0.0.0/24'],
  ...['localhost', '*.localhost', '*.localdomain', 'ip6-localhost', 'ip6-loopback'],
  ...['metadata', 'metadata.google.internal', '*.metadata.google.internal', 'metadata.goog', '*.metadata.goog'],
  ...['instance-data', 'instance-data.ec2.internal'],
].map(text => {
  const rule = parseTargetRule(text);
  if (rule === undefined) throw new Error(`"${text}" is no rule`);
  return rule;
});

/** Whether a host is one that "always" never covers. What cannot be read as a name or an address is. */
export function isReservedHost(host: string): boolean {
  const read = asciiHost(host);
  return read === undefined || RESERVED.some(rule => matchesRule(rule, read) || matchesRule(rule, host));
}

/**
 * A host as it is looked up: A-labels for letters beyond ASCII, and an address for every other way to write one
 * (`0x7f000001`, full-width digits). Undefined for what no resolver could take.
 */
export function asciiHost(host: string): string | undefined {
  if (isAddress(host)) return host;
  try {
    return new URL(`http://${host}/`).hostname;
  } catch {
    return undefined;
  }
}

/**
 * The same host for a person to compare, where letters beyond ASCII can be invisible or look like others: its A-labels,
 * or the numbers of the characters. Undefined where what is shown already tells everything.
 */
export function spelledOut(host: string): string | undefined {
  if (!/[^\x21-\x7e]/.test(host)) return undefined;
  const ascii = asciiHost(host);
  if (ascii !== undefined) return ascii;
  return host.replace(/[^\x21-\x7e]/gu, letter => `\\u{${letter.codePointAt(0)?.toString(16).toUpperCase()}}`);
}
