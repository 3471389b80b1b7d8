import { describe, expect, test } from 'vitest';
import { decodeTsRequest, encodeTsRequest } from '../../../machines/rdp/credssp.ts';
import type { Decoded } from '../../../machines/rdp/decoded.ts';
import { decodeChallenge, encodeChallenge, encodeNegotiateMessage } from '../../../machines/rdp/ntlm.ts';
import {
  type ConnectionConfirm,
  type ConnectionRequest,
  decodeConnectionConfirm,
  decodeConnectionRequest,
  encodeConnectionConfirm,
  encodeConnectionRequest,
} from '../../../machines/rdp/x224.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** One row, every direction: it decodes, encodes back, asks for more at each cut, and survives every flipped byte. */
function checkCodec<T>(
  hex: string,
  expected: T,
  decode: (bytes: Uint8Array) => Decoded<T>,
  encode: (value: T) => Uint8Array,
) {
  const bytes = bytesOf(hex);
  expect(decode(bytes)).toEqual({ kind: 'value', value: expected, rest: new Uint8Array() });
  expect(hexOf(encode(expected))).toBe(hex);
  for (let length = 0; length < bytes.length; length++) {
    const cut = decode(bytes.subarray(0, length));
    expect(cut.kind, `cut at ${length}`).toBe('more');
  }
  expect(decode(Uint8Array.from([...bytes, 0xaa]))).toMatchObject({ kind: 'value', rest: Uint8Array.of(0xaa) });
  for (let at = 0; at < bytes.length; at++)
    for (const flip of [0x01, 0x80, 0xff]) decode(bytes.map((byte, index) => (index === at ? byte ^ flip : byte)));
}

/** Bytes that real servers sent: xrdp 0.9.21, FreeRDP 2.11 shadow; the legacy form is xrdp's to a request without negotiation data. */
test.each<[name: string, confirm: ConnectionConfirm, hex: string]>([
  ['legacy', { kind: 'legacy', sourceReference: 0x1234 }, '0300000b06d00000123400'],
  [
    'xrdp selects TLS',
    { kind: 'selected', protocol: 1, flags: 1, sourceReference: 0x1234 },
    '030000130ed000001234000201080001000000',
  ],
  [
    'xrdp wants TLS',
    { kind: 'failed', code: 1, flags: 0, sourceReference: 0x1234 },
    '030000130ed000001234000300080001000000',
  ],
  [
    'shadow selects NLA',
    { kind: 'selected', protocol: 2, flags: 3, sourceReference: 0 },
    '030000130ed000000000000203080002000000',
  ],
  [
    'shadow wants NLA',
    { kind: 'failed', code: 5, flags: 0, sourceReference: 0 },
    '030000130ed000000000000300080005000000',
  ],
  [
    'an unknown protocol is kept',
    { kind: 'selected', protocol: 0x40, flags: 0, sourceReference: 0 },
    '030000130ed000000000000200080040000000',
  ],
  [
    'an unknown failure is kept',
    { kind: 'failed', code: 99, flags: 0, sourceReference: 0 },
    '030000130ed000000000000300080063000000',
  ],
  ['MCS disconnect', { kind: 'disconnect' }, '0300000902f0802180'],
])('Connection Confirm: %s', (_, confirm, hex) => {
  checkCodec(hex, confirm, decodeConnectionConfirm, encodeConnectionConfirm);
});

test.each<[name: string, request: ConnectionRequest, hex: string]>([
  ['bare', {}, '0300000b06e00000000000'],
  ['all three protocols', { protocols: 11 }, '030000130ee00000000000010008000b000000'],
  [
    'with our cookie',
    { cookie: 'reconnect', protocols: 3 },
    '0300002f2ae00000000000436f6f6b69653a206d737473686173683d7265636f6e6e6563740d0a0100080003000000',
  ],
])('Connection Request: %s', (_, request, hex) => {
  checkCodec(hex, request, decodeConnectionRequest, encodeConnectionRequest);
});

test.each([
  ['HTTP', '485454502f312e3120343030'],
  ['SSH', '5353482d322e30'],
  ['SMTP, whose length would be 12 KB', '3232302062616e6e6572'],
  ['a TLS alert', '15030100020228'],
  ['an absurd length', '0300ffff0ed000001234000201080001000000'],
  ['a length below the smallest packet', '0300000606d0'],
  ['an X.224 length that lies', '0300000b20d00000123400'],
  ['another X.224 code', '0300000b06800000123400'],
  ['negotiation data cut short', '0300000f0ad0000012340002010800'],
  ['a negotiation type that is none', '030000130ed000001234000901080001000000'],
])('a Connection Confirm that is %s is malformed', (_, hex) => {
  expect(decodeConnectionConfirm(bytesOf(hex)).kind).toBe('malformed');
});

describe('TSRequest', () => {
  test.each([
    ['a version alone', { version: 6 }, '3005a003020106'],
    ['a token', { version: 6, token: Uint8Array.of(1, 2, 3) }, ''],
    ['an error', { version: 6, errorCode: 0xc000006d }, '300ea003020106a407020500c000006d'],
    ['an old version', { version: 2 }, '3005a003020102'],
  ])('%s', (_, request, hex) => {
    checkCodec(hex === '' ? hexOf(encodeTsRequest(request)) : hex, request, decodeTsRequest, encodeTsRequest);
  });

  test('a token of every size up to the limit comes back', () => {
    for (const length of [0, 1, 100, 127, 128, 255, 256, 4000]) {
      const token = new Uint8Array(length).fill(7);
      expect(decodeTsRequest(encodeTsRequest({ version: 6, token }))).toMatchObject({ value: { version: 6, token } });
    }
  });

  test.each([
    ['an endless length', '30847fffffff'],
    ['an indefinite length', '3080'],
    ['more than the limit', '30822001'],
    ['another tag', '0400'],
    ['no version', '3000'],
    ['fields that overrun', '3005a0ff020106'],
  ])('%s is malformed', (_, hex) => {
    expect(decodeTsRequest(bytesOf(hex)).kind).toBe('malformed');
  });
});

describe('NTLM challenge', () => {
  const challenge = {
    build: '10.0.26100',
    clockMs: 1_700_000_000_000,
    names: {
      netbiosComputer: 'PC1',
      netbiosDomain: 'CORP',
      dnsComputer: 'pc1.corp.example',
      dnsDomain: 'corp.example',
      dnsForest: 'corp.example',
    },
  };

  test('names, build and clock come back', () => {
    expect(decodeChallenge(encodeChallenge(challenge))).toMatchObject({ kind: 'value', value: challenge });
  });

  test('it is found inside SPNEGO', () => {
    const wrapped = Uint8Array.from([0xa1, 0x81, 0x50, ...encodeChallenge(challenge)]);
    expect(decodeChallenge(wrapped)).toMatchObject({ kind: 'value', value: challenge });
  });

  test('a cut challenge loses names, never the process', () => {
    const whole = encodeChallenge(challenge);
    for (let length = 0; length < whole.length; length++) {
      const cut = decodeChallenge(whole.subarray(0, length));
      if (length < 48) expect(cut.kind).toBe('malformed');
      else expect(cut).toMatchObject({ kind: 'value', value: { names: {} } });
    }
  });

  test('offsets that lead outside are not followed', () => {
    const bytes = encodeChallenge(challenge);
    bytes.set([0xff, 0xff, 0xff, 0x7f], 44);
    expect(decodeChallenge(bytes)).toMatchObject({ kind: 'value', value: { names: {} } });
  });

  test('a name cannot forge a terminal or a line', () => {
    const hostile = { names: { netbiosComputer: '\u001b[31mPC\r\n\u202e' } };
    const decoded = decodeChallenge(encodeChallenge(hostile));
    if (decoded.kind !== 'value') throw new Error('expected a value');
    expect(decoded.value.names.netbiosComputer).toBe('\ufffd[31mPC\ufffd\ufffd\ufffd');
  });

  test('our own NEGOTIATE names neither domain nor workstation', () => {
    const message = encodeNegotiateMessage();
    expect(message).toHaveLength(40);
    expect(hexOf(message.subarray(16, 32))).toBe('00'.repeat(16));
    expect(decodeChallenge(message).kind).toBe('malformed');
  });
});
