import os from 'node:os';
import type { Finding } from '../../../machines/findings.ts';
import { seen } from './probe.ts';

/** Network adapters of VPNs and security clients, as Linux, macOS and Windows name them. */
const VPN_ADAPTER =
  /^(?:tun|tap|wg|ppp|utun|tailscale|zt|nordlynx|cscotun|gpd|ipsec)\w*$|vpn|wireguard|anyconnect|globalprotect|fortinet|zscaler|tailscale|zerotier/i;

type Adapters = ReturnType<typeof os.networkInterfaces>;

/** The system takes long to list them, and a list of silent hosts asks for each. */
const CURRENT_MS = 1_000;
let listed: { readonly adapters: Adapters; readonly atMs: number } | undefined;

function currentAdapters(): Adapters {
  const now = performance.now();
  if (listed === undefined || now - listed.atMs > CURRENT_MS) listed = { adapters: os.networkInterfaces(), atMs: now };
  return listed.adapters;
}

/** Whether a VPN's adapter is up with an address of its own. That none is seen says nothing: some VPNs have no adapter. */
export function seenVpn(adapters = currentAdapters()): readonly Finding[] {
  const up = Object.entries(adapters).find(
    ([name, addresses]) =>
      VPN_ADAPTER.test(name) && addresses?.some(({ family, internal }) => family === 'IPv4' && !internal),
  );
  return up === undefined ? [] : [seen('vpn', 'connected', 0)];
}

/** Which address families this device has an address of that leads beyond its own link. */
export function deviceFamilies(adapters = currentAdapters()): { readonly ipv4: boolean; readonly ipv6: boolean } {
  const addresses = Object.values(adapters).flatMap(list => list ?? []);
  const beyond = addresses.filter(({ internal, address }) => !internal && !/^(?:fe[89ab]|169\.254\.)/i.test(address));
  return {
    ipv4: beyond.some(({ family }) => family === 'IPv4'),
    ipv6: beyond.some(({ family }) => family === 'IPv6'),
  };
}
