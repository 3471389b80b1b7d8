import { isAddress } from '../target/target.ts';

/** The text of an IPv4 address, for use inside patterns. */
export const IPV4 = /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/.source;
/** Rough text of an IPv6 address; `isAddress` decides. */
export const IPV6 = /[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,45}(?:%\w{1,20})?/.source;

const ADDRESS_IN = new RegExp(`(?<![\\w.:])(${IPV4}|${IPV6})(?![\\w.]*\\w)`, 'g');

/** The first address in a line. */
export function addressIn(line: string): string | undefined {
  for (const match of line.slice(0, 600).matchAll(ADDRESS_IN)) {
    const address = (match[1] ?? '').replace(/:$/, '');
    if (isAddress(address)) return address.toLowerCase();
  }
  return undefined;
}

/** `name [address]` or `name (address)`: the two names of one host. */
export function namedAddressIn(line: string): { name: string; address: string } | undefined {
  const match = /([^\s[\]()'"]{1,253}) ?[[(]([0-9a-fA-F.:%]{2,60})[\])]/.exec(line.slice(0, 600));
  const name = match?.[1]?.toLowerCase();
  const address = match?.[2]?.toLowerCase();
  return name !== undefined && address !== undefined && isAddress(address) ? { name, address } : undefined;
}
