import type { Observation, Reader, Segment } from '../observation.ts';

/**
 * What `tailscale status` and `wg show` say of this device. A WireGuard peer that leads to a whole network is the other
 * end of a client; a server's peers are single addresses, and tell nothing of this device's way.
 */
export const vpnStatus: Reader = {
  id: 'vpn-status',
  signs: ['tailscale', 'latest handshake', 'allowed ips:'],
  read: paste => paste.segments.flatMap(segment => [...tailscale(segment), ...wireGuard(segment)]),
};

const STOPPED = /^\s{0,8}(?:Tailscale is stopped\.|Logged out\.|# ?Tailscale is stopped\.?|NeedsLogin)/;
const PEER =
  /^\s{0,8}100\.\d{1,3}\.\d{1,3}\.\d{1,3}\s{1,20}\S{1,80}\s{1,20}\S{1,80}\s{1,20}\w{2,12}\s{1,8}(\S.{0,200})$/;

function tailscale({ lines, first, command }: Segment): readonly Observation[] {
  const stopped = lines.findIndex(line => STOPPED.test(line));
  const asked = command?.tool === 'tailscale';
  if (stopped >= 0 && (asked || /Tailscale/.test(lines[stopped] ?? '')))
    return [{ question: 'vpn', answer: 'disconnected', at: first + stopped }];
  if (!asked) return [];
  const peers = lines.flatMap((line, i) => (line.length < 400 && PEER.test(line) ? [first + i] : []));
  const at = peers.at(-1);
  return at === undefined || peers.length < 2 ? [] : [{ question: 'vpn', answer: 'connected', at }];
}

/** A handshake comes every two minutes while anything is sent. */
const FRESH = /^latest handshake: (?:[1-3] minutes?(?:, \d{1,2} seconds?)?|\d{1,2} seconds?) ago$/;
const SINGLE = /^[\d.]+\/32$|^[\da-f:]+\/128$/i;

function wireGuard({ lines, first }: Segment): readonly Observation[] {
  const peers: { at: number; leads: boolean; fresh: boolean }[] = [];
  lines.forEach((raw, i) => {
    const line = raw.trim();
    if (/^peer: \S{20,60}$/.test(line)) peers.push({ at: first + i, leads: false, fresh: false });
    const peer = peers.at(-1);
    if (peer === undefined || line.length > 600) return;
    if (line.startsWith('allowed ips: '))
      peer.leads = line
        .slice(13)
        .split(/,\s*/)
        .some(range => /\/\d{1,3}$/.test(range) && !SINGLE.test(range));
    if (FRESH.test(line)) peer.fresh = true;
  });
  const leading = peers.filter(({ leads }) => leads);
  const fresh = leading.find(({ fresh }) => fresh);
  return fresh === undefined ? [] : [{ question: 'vpn', answer: 'connected', at: fresh.at }];
}
