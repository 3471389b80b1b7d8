import dgram from 'node:dgram';

/**
 * Carries VXLAN datagrams between two ends, each `delayMs` late, and loses the first few SYNs:
 * `node relay.ts CLIENT HOST DELAY-MS LOSES-SYNS`, inside the router's namespace.
 */
const [client = '', host = '', delayMs = '0', losesSyns = '0'] = process.argv.slice(2);
const PORT = 4789;
/** VXLAN header and Ethernet header, then IPv4. */
const IPV4_AT = 8 + 14;
const TCP = 6;
const SYN = 0x02;
const CHECKSUM_AT = 16;

let toLose = Number(losesSyns);
const socket = dgram.createSocket('udp4');
socket.on('message', (datagram, { address }) => {
  if (datagram[IPV4_AT + 9] === TCP) {
    const packet = datagram.subarray(IPV4_AT);
    const tcp = packet.subarray((packet.readUInt8(0) & 0x0f) * 4, packet.readUInt16BE(2));
    const isFirst = (tcp.readUInt8(13) & 0x12) === SYN;
    if (isFirst && toLose-- > 0) return;
    sumTcp(packet, tcp);
  }
  setTimeout(() => socket.send(datagram, PORT, address === client ? host : client), Number(delayMs));
});
socket.bind(PORT, () => process.stdout.write('ready\n'));

/** The kernel leaves this sum to the card that never comes: a virtual link hands us the packet without it. */
function sumTcp(packet: Buffer, tcp: Buffer): void {
  tcp.writeUInt16BE(0, CHECKSUM_AT);
  let sum = TCP + tcp.length;
  for (let at = 12; at < 20; at += 2) sum += packet.readUInt16BE(at);
  for (let at = 0; at < tcp.length; at += 2) sum += at + 1 < tcp.length ? tcp.readUInt16BE(at) : tcp.readUInt8(at) << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  tcp.writeUInt16BE(~sum & 0xffff, CHECKSUM_AT);
}
