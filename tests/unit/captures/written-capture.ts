import { joined } from './joined.ts';
import { inTunnel, TUNNELS, type Tunnel } from './tunnels.ts';

/** What a test makes captures of: packets with their times, written as .pcap or .pcapng in any of their forms. */
export interface ScenePacket {
  readonly timeMs: number;
  /** IPv4 or ARP, from the network layer on. */
  readonly bytes: Uint8Array;
  readonly type?: number;
  /** Which way it went, in the forms that say so; else what the client sends goes out. */
  readonly direction?: 'in' | 'out';
}

export { joined };

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
  | 'vlan'
  | 'ppp'
  | 'netfilter'
  | 'macos'
  | Tunnel;
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
  'ppp',
  'netfilter',
  'macos',
  ...TUNNELS,
];

/** Where it is not Ethernet. */
const LINKS: Readonly<Partial<Record<Form, number>>> = {
  cooked: 113,
  cooked2: 276,
  raw: 101,
  loopback: 0,
  ppp: 9,
  netfilter: 239,
  macos: 258,
};

/** What Wireshark writes at the end of a .pcapng: until when it listened, and how much it received. */
export interface Stop {
  readonly timeMs: number;
  readonly received: number;
}

export function captureOf(packets: readonly ScenePacket[], form: Form = 'pcap', stop?: Stop): Uint8Array {
  const big = form.endsWith('-big');
  const link = LINKS[form] ?? 1;
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
    const time = (timeMs: number) => joined(u32(Math.floor((timeMs * 1000) / 2 ** 32)), u32((timeMs * 1000) % 2 ** 32));
    const option = (code: number, value: Uint8Array) => joined(u16(code), u16(value.length), value);
    const received = (count: number) => (big ? joined(u32(0), u32(count)) : joined(u32(count), u32(0)));
    const end = (told: Stop) =>
      block(
        5,
        joined(
          u32(0),
          time(told.timeMs),
          option(3, time(told.timeMs)),
          option(4, received(told.received)),
          option(0, new Uint8Array()),
        ),
      );
    return joined(section, device, ...blocks, stop === undefined ? new Uint8Array() : end(stop));
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

function linked({ bytes, type = 0x0800, direction: way }: ScenePacket, form: Form): Uint8Array {
  const kind = Uint8Array.of(type >> 8, type & 0xff);
  if (form === 'raw') return bytes;
  if (form === 'ppp') return joined(Uint8Array.of(0xff, 3, 0, 0x21), bytes);
  if (form === 'netfilter') return netfilter(bytes);
  if (form === 'macos') return joined(macosHead(), new Uint8Array(12), kind, bytes);
  if (isTunnel(form)) return joined(new Uint8Array(12), kind, inTunnel(form, bytes));
  if (form === 'loopback') return joined(Uint8Array.of(2, 0, 0, 0), bytes);
  // Sent by the capturing machine, which is the client's.
  const isOut = way === undefined ? bytes[15] === Number(CLIENT.split('.')[3]) : way === 'out';
  const direction = isOut ? 4 : 0;
  if (form === 'cooked') return joined(Uint8Array.of(0, direction), new Uint8Array(12), kind, bytes);
  if (form === 'cooked2') return joined(kind, new Uint8Array(8), Uint8Array.of(direction), new Uint8Array(9), bytes);
  if (form === 'vlan') return joined(new Uint8Array(12), Uint8Array.of(0x81, 0, 0, 7), kind, bytes);
  return joined(new Uint8Array(12), kind, bytes);
}

const isTunnel = (form: Form): form is Tunnel => TUNNELS.some(tunnel => tunnel === form);

/** Its fields: a mark that we do not read, and the packet. */
function netfilter(packet: Uint8Array): Uint8Array {
  const length = packet.length + 4;
  const mark = Uint8Array.of(6, 0, 10, 0, 1, 2, 0, 0);
  return joined(Uint8Array.of(2, 0, 0, 0), mark, Uint8Array.of(length & 0xff, length >> 8, 9, 0), packet);
}

/** Behind it stands Ethernet; the flags do not say which way it went. */
function macosHead(): Uint8Array {
  const head = Buffer.alloc(108);
  head.writeUInt32LE(108, 0);
  head.writeUInt32LE(1, 4);
  head.writeUInt32LE(1, 8);
  return head;
}
