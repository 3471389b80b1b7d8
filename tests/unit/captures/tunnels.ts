import { joined } from './joined.ts';

/** What carries other packets: each wraps a whole IPv4 packet in another one. */
export const TUNNELS = ['vxlan', 'geneve', 'gre', 'gre-keyed', 'erspan', 'ip-in-ip'] as const;
export type Tunnel = (typeof TUNNELS)[number];

const ethernet = (packet: Uint8Array) => joined(new Uint8Array(12), Uint8Array.of(8, 0), packet);

/** The packet inside a tunnel between two machines that have nothing to do with it. */
export function inTunnel(tunnel: Tunnel, packet: Uint8Array): Uint8Array {
  switch (tunnel) {
    case 'vxlan':
      return outer(17, datagram(4789, joined(Uint8Array.of(8, 0, 0, 0, 0, 0, 77, 0), ethernet(packet))));
    case 'geneve':
      // One option of four bytes, behind the head that announces it.
      return outer(
        17,
        datagram(6081, joined(Uint8Array.of(1, 0, 0x65, 0x58, 0, 0, 77, 0, 0, 0, 0, 0), ethernet(packet))),
      );
    case 'gre':
      return outer(47, joined(Uint8Array.of(0, 0, 8, 0), packet));
    case 'gre-keyed':
      return outer(47, joined(Uint8Array.of(0x20, 0, 0x65, 0x58, 0, 0, 0, 7), ethernet(packet)));
    case 'erspan':
      return outer(47, joined(Uint8Array.of(0x10, 0, 0x88, 0xbe, 0, 0, 0, 1), new Uint8Array(8), ethernet(packet)));
    case 'ip-in-ip':
      return outer(4, packet);
  }
}

function outer(protocol: number, payload: Uint8Array): Uint8Array {
  const total = payload.length + 20;
  const head = Uint8Array.of(0x45, 0, total >> 8, total & 0xff, 0, 0, 0, 0, 64, protocol, 0, 0);
  return joined(head, Uint8Array.of(203, 0, 113, 1), Uint8Array.of(203, 0, 113, 2), payload);
}

function datagram(port: number, payload: Uint8Array): Uint8Array {
  const length = payload.length + 8;
  return joined(Uint8Array.of(0xc0, 0, port >> 8, port & 0xff, length >> 8, length & 0xff, 0, 0), payload);
}
