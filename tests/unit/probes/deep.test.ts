import dgram from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check } from '../../../extension/helper/check.ts';
import { type Practice, startPracticeHosts } from '../../../extension/helper/practice/index.ts';
import { seenVpn } from '../../../extension/helper/probes/adapters.ts';
import { MAX_CONNECTIONS } from '../../../extension/helper/probes/connections.ts';
import { probeUdp } from '../../../extension/helper/probes/udp.ts';
import { decodeUdpSynAck, encodeUdpSyn } from '../../../machines/rdp/udp.ts';

describe('--deep', () => {
  let practice: Practice;
  beforeAll(async () => {
    practice = await startPracticeHosts({ only: ['healthy-nla', 'legacy'] });
  });
  afterAll(() => practice.close());

  test('asks for weaker security one by one, within the same bound of connections', async () => {
    const [host] = practice.hosts;
    const result = await check({ host: '127.0.0.1', port: host?.port ?? 0 }, { deep: true });
    expect(result.connections).toBe(MAX_CONNECTIONS);
    const found = result.findings.findLast(({ question }) => question === 'security');
    // This practice host selects NLA whatever is asked, so neither of the weaker ones is taken.
    expect(found).toMatchObject({ answer: 'nla', detail: { takes: { rdp: 'not-taken', tls: 'not-taken' } } });
  });

  test('is never done unasked', async () => {
    const [host] = practice.hosts;
    const { connections, findings } = await check({ host: '127.0.0.1', port: host?.port ?? 0 });
    expect(connections).toBe(1);
    expect(findings.some(({ detail }) => detail?.takes !== undefined)).toBe(false);
  });
});

describe('RDP over UDP', () => {
  /** A socket that answers every datagram in one way, or not at all. */
  async function withPeer(answer: Uint8Array | undefined, use: (port: number) => Promise<void>): Promise<void> {
    const peer = dgram.createSocket('udp4');
    peer.on('message', (_, from) => answer !== undefined && peer.send(answer, from.port, from.address));
    await new Promise<void>(resolve => peer.bind(0, '127.0.0.1', resolve));
    await use(peer.address().port);
    peer.close();
  }
  const synAck = () => {
    const bytes = encodeUdpSyn(1);
    bytes[7] = 0x05;
    return bytes;
  };
  const bounds = () => ({ deadlineMs: 200, signal: new AbortController().signal });

  test.each<[string, Uint8Array | undefined, string]>([
    ['a SYN with ACK', synAck(), 'answers'],
    ['nothing', undefined, 'no-answer'],
    ['something else', Uint8Array.of(1, 2, 3), 'no-answer'],
    ['our own SYN sent back', encodeUdpSyn(1), 'no-answer'],
  ])('%s', async (_, answer, outcome) => {
    await withPeer(answer, async port => {
      expect(await probeUdp('127.0.0.1', port, bounds())).toBe(outcome);
    });
  });

  test('a closed port is refused', async () => {
    let free = 0;
    await withPeer(undefined, async port => {
      free = port;
    });
    expect(await probeUdp('127.0.0.1', free, bounds())).toBe('refused');
  });

  test('a SYN fills the datagram that both ends must take', () => {
    const syn = encodeUdpSyn(0x01020304);
    expect(Buffer.from(syn.subarray(0, 16)).toString('hex')).toBe('ffffffff004000010102030404d004d0');
    expect(syn).toHaveLength(1232);
    expect(decodeUdpSynAck(syn).kind).toBe('malformed');
    expect(decodeUdpSynAck(syn.subarray(0, 10)).kind).toBe('more');
  });
});

test.each([
  ['tun0', true],
  ['wg0', true],
  ['utun4', true],
  ['OpenVPN TAP-Windows6', true],
  ['eth0', false],
  ['Wi-Fi', false],
])('an adapter named %s is a VPN: %s', (name, expected) => {
  const address = {
    address: '10.8.0.2',
    netmask: '255.255.255.0',
    family: 'IPv4' as const,
    mac: '',
    internal: false,
    cidr: null,
  };
  expect(seenVpn({ [name]: [address] }).length > 0).toBe(expected);
  expect(seenVpn({ [name]: [] })).toEqual([]);
});
