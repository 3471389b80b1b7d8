import { expect, test } from 'vitest';
import { decodeTsRequest, encodeTsRequest } from '../../extension/helper/rdp/credssp.ts';
import type { Decoded } from '../../extension/helper/rdp/decoded.ts';
import { decodeChallenge, encodeChallenge, encodeNegotiateMessage } from '../../extension/helper/rdp/ntlm.ts';
import { decodeUdpSynAck, encodeUdpSyn } from '../../extension/helper/rdp/udp.ts';
import {
  decodeConnectionConfirm,
  decodeConnectionRequest,
  encodeConnectionConfirm,
  encodeConnectionRequest,
} from '../../extension/helper/rdp/x224.ts';
import { mutate, seededRandom } from './random.ts';

/** How many inputs each codec gets; a long run sets FUZZ_INPUTS and, for other bytes, FUZZ_SEED. */
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 100_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123);

const challenge = encodeChallenge({
  build: '10.0.26100',
  clockMs: 1_700_000_000_000,
  names: { netbiosComputer: 'PC1', dnsComputer: 'pc1.corp.example', dnsForest: 'corp.example' },
});

/** The 16 bytes that are read of it, [MS-RDPEUDP 2.2.2.1]. */
const synAck = encodeUdpSyn(1).slice(0, 16);
synAck[7] = 0x05;

test.each<[string, (bytes: Uint8Array) => Decoded<unknown>, readonly Uint8Array[]]>([
  [
    'Connection Confirm',
    decodeConnectionConfirm,
    [
      encodeConnectionConfirm({ kind: 'legacy', sourceReference: 1 }),
      encodeConnectionConfirm({ kind: 'selected', protocol: 2, flags: 0x1f, sourceReference: 0x1234 }),
      encodeConnectionConfirm({ kind: 'disconnect' }),
    ],
  ],
  [
    'Connection Request',
    decodeConnectionRequest,
    [encodeConnectionRequest({ cookie: 'reconnect', protocols: 11 }), encodeConnectionRequest({})],
  ],
  [
    'TSRequest',
    decodeTsRequest,
    [encodeTsRequest({ version: 6, token: challenge }), encodeTsRequest({ version: 6, errorCode: 0xc000006d })],
  ],
  ['NTLM challenge', decodeChallenge, [challenge, encodeNegotiateMessage()]],
  ['RDP-UDP SYN with ACK', decodeUdpSynAck, [synAck, encodeUdpSyn(1).slice(0, 24)]],
])('%s: value, more or malformed, whatever comes', (_, decode, seeds) => {
  const random = seededRandom(SEED);
  const kinds = { value: 0, more: 0, malformed: 0 };
  for (let input = 0; input < INPUTS; input++) {
    const bytes = mutate(seeds, random);
    const decoded = decode(bytes);
    kinds[decoded.kind]++;
    if (decoded.kind === 'value' && decoded.rest.length > bytes.length) throw new Error('more was left than came');
    if (decoded.kind === 'more' && !(decoded.bytes > 0)) throw new Error('asks for nothing more');
  }
  // A fuzzer that never gets past the first check proves nothing.
  expect(kinds.value).toBeGreaterThan(INPUTS / 200);
  expect(kinds.malformed).toBeGreaterThan(INPUTS / 200);
});
