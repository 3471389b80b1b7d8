/** What a test makes captures of: packets with their times, written as .pcap or .pcapng in any of their forms. */
export interface ScenePacket {
  readonly timeMs: number;
  /** IPv4 or ARP, from the network layer on. */
  readonly bytes: Uint8Array;
  readonly type?: number;
}

export const CLIENT = '192.0.2.10';

export type Form =
  | 'pcap'
  | 'pcap-big'
  | 'pcap-nano'
  | 'pcapng'
  | 'pcapng-big'
  | 'cooked'
  | 'cooked2'
  | 'raw'
  | 'loopback'
  | 'vlan';
export const FORMS: readonly Form[] = [
  'pcap',
  'pcap-big',
  'pcap-nano',
  'pcapng',
  'pcapng-big',
  'cooked',
  'cooked2',
  'raw',
  'loopback',
  'vlan',
];

export function captureOf(packets: readonly ScenePacket[], form: Form = 'pcap'): Uint8Array {
  const big = form.endsWith('-big');
  const link = { cooked: 113, cooked2: 276, raw: 101, loopback: 0 }[form as string] ?? 1;
  const u32 = (number: number) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, number, !big);
    return bytes;
  };
  const u16 = (number: number) => {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, number, !big);
    return bytes;
  };
  const framed = packets.map(packet => ({ ...packet, bytes: linked(packet, form) }));
  if (form.startsWith('pcapng')) {
    const block = (kind: number, body: Uint8Array) => {
      const padded = joined(body, new Uint8Array((4 - (body.length % 4)) % 4));
      return joined(u32(kind), u32(padded.length + 12), padded, u32(padded.length + 12));
    };
    const section = block(0x0a0d0d0a, joined(u32(0x1a2b3c4d), u16(1), u16(0), u32(0xffffffff), u32(0xffffffff)));
    const device = block(1, joined(u16(link), u16(0), u32(262_144)));
    const blocks = framed.map(({ timeMs, bytes }) => {
      const micros = Math.round(timeMs * 1000);
      return block(
        6,
        joined(
          u32(0),
          u32(Math.floor(micros / 2 ** 32)),
          u32(micros % 2 ** 32),
          u32(bytes.length),
          u32(bytes.length),
          bytes,
        ),
      );
    });
    return joined(section, device, ...blocks);
  }
  const units = form === 'pcap-nano' ? 1e9 : 1e6;
  const head = joined(
    u32(units === 1e9 ? 0xa1b23c4d : 0xa1b2c3d4),
    u16(2),
    u16(4),
    u32(0),
    u32(0),
    u32(262_144),
    u32(link),
  );
  const records = framed.map(({ timeMs, bytes }) => {
    const seconds = Math.floor(timeMs / 1000);
    const fraction = Math.round(((timeMs - seconds * 1000) * units) / 1000);
    return joined(u32(seconds), u32(fraction), u32(bytes.length), u32(bytes.length), bytes);
  });
  return joined(head, ...records);
}

function linked({ bytes, type = 0x0800 }: ScenePacket, form: Form): Uint8Array {
  const kind = Uint8Array.of(type >> 8, type & 0xff);
  if (form === 'raw') return bytes;
  if (form === 'loopback') return joined(Uint8Array.of(2, 0, 0, 0), bytes);
  // Sent by the capturing machine, which is the client's.
  const direction = bytes[15] === Number(CLIENT.split('.')[3]) ? 4 : 0;
  if (form === 'cooked') return joined(Uint8Array.of(0, direction), new Uint8Array(12), kind, bytes);
  if (form === 'cooked2') return joined(kind, new Uint8Array(8), Uint8Array.of(direction), new Uint8Array(9), bytes);
  if (form === 'vlan') return joined(new Uint8Array(12), Uint8Array.of(0x81, 0, 0, 7), kind, bytes);
  return joined(new Uint8Array(12), kind, bytes);
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
