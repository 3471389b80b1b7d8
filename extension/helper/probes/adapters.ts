import os from 'node:os';
import type { Finding } from '../../../machines/findings.ts';
import { seen } from './probe.ts';

/** Network adapters of VPNs and security clients, as Linux, macOS and Windows name them. */
const VPN_ADAPTER =
  /^(?:tun|tap|wg|ppp|utun|tailscale|zt|nordlynx|cscotun|gpd|ipsec)\w*$|vpn|wireguard|anyconnect|globalprotect|fortinet|zscaler|tailscale|zerotier/i;

/** Whether a VPN's adapter is up with an address of its own. That none is seen says nothing: some VPNs have no adapter. */
export function seenVpn(adapters = os.networkInterfaces()): readonly Finding[] {
  const up = Object.entries(adapters).find(
    ([name, addresses]) =>
      VPN_ADAPTER.test(name) && addresses?.some(({ family, internal }) => family === 'IPv4' && !internal),
  );
  return up === undefined ? [] : [seen('vpn', 'connected', 0)];
}

/** Which address families this device has an address of that leads beyond its own link. */
export function deviceFamilies(adapters = os.networkInterfaces()): { readonly ipv4: boolean; readonly ipv6: boolean } {
  const addresses = Object.values(adapters).flatMap(list => list ?? []);
  const beyond = addresses.filter(({ internal, address }) => !internal && !/^(?:fe[89ab]|169\.254\.)/i.test(address));
  return {
    ipv4: beyond.some(({ family }) => family === 'IPv4'),
    ipv6: beyond.some(({ family }) => family === 'IPv6'),
  };
}
