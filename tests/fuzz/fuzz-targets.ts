import { createFrameReader, encodeFrame, MAX_INPUT_BYTES } from '../../extension/wire/frames.ts';
import { decodeReply } from '../../extension/wire/replies.ts';
import { decodeRequest } from '../../extension/wire/requests.ts';
import { decodeTsRequest, encodeTsRequest } from '../../machines/rdp/credssp.ts';
import type { Decoded } from '../../machines/rdp/decoded.ts';
import { decodeChallenge, encodeChallenge, encodeNegotiateMessage } from '../../machines/rdp/ntlm.ts';
import { decodeUdpSynAck, encodeUdpSyn } from '../../machines/rdp/udp.ts';
import {
  decodeConnectionConfirm,
  decodeConnectionRequest,
  encodeConnectionConfirm,
  encodeConnectionRequest,
} from '../../machines/rdp/x224.ts';
import { read } from '../../machines/reading/read.ts';
import { parseReport } from '../../machines/schemas/parse-report.ts';
import { isRejection } from '../../machines/target/target.ts';
import { parseTarget } from '../../machines/target/target-line.ts';
import { isAnswer } from '../../machines/vocabulary.ts';
import { captures } from './captures.ts';
import { takeCertificate } from './certificates.ts';
import { eventLogs } from './event-logs.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { ODD_CERTIFICATES } from './odd-certificates.ts';
import { mutate, seededRandom } from './random.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const challenge = encodeChallenge({
  build: '10.0.26100',
  clockMs: 1_700_000_000_000,
  names: { netbiosComputer: 'PC1', dnsComputer: 'pc1.corp.example', dnsForest: 'corp.example' },
});
/** The 16 bytes that are read of it, [MS-RDPEUDP 2.2.2.1]. */
const synAck = encodeUdpSyn(1).slice(0, 16);
synAck[7] = 0x05;

const REQUESTS = [
  '{"v":1,"id":"a","kind":"hello"}',
  '{"v":1,"id":"a","kind":"check","target":{"host":"pc1","port":3389}}',
  '{"v":1,"id":"a","kind":"cancel"}',
];
const REPLIES = [
  '{"v":1,"id":"a","kind":"stage","report":{"stage":"port","outcome":"failed","elapsedMs":3}}',
  '{"v":1,"id":"a","kind":"finding","finding":{"question":"port","answer":"silent","source":"probe","stage":"port"}}',
  '{"v":1,"id":"a","kind":"done","connections":1,"elapsedMs":3,"cancelled":false}',
];
const PASTES = [
  'ComputerName     : pc1\r\nRemoteAddress    : 192.0.2.7\r\nRemotePort       : 3389\r\nTcpTestSucceeded : False\r\n',
  'PING pc1 (192.0.2.7) 56(84) bytes of data.\n64 bytes from 192.0.2.7: icmp_seq=1 ttl=64 time=0.4 ms\n\n--- pc1 ping statistics ---\n1 packets transmitted, 1 received, 0% packet loss\n',
  'Server:  dns.example\nAddress:  192.0.2.53\n\nName:    pc1.example\nAddress:  192.0.2.7\n',
  '  TCP    0.0.0.0:3389           0.0.0.0:0              LISTENING       1234\n',
  'full address:s:pc1\nserver port:i:3390\nusername:s:ada\n',
  'Error code: 0x204\nExtended error code: 0x0\n',
];
const TARGETS = ['pc1:3390', '[2001:db8::1]:3389', 'mstsc /v:pc1:3390 /g:gw', 'xfreerdp /v:pc1 /u:ada'];
const REPORTS = [
  '{"version":1,"createdAt":"2026-01-02T03:04:05Z","target":{"host":"pc1","port":3389},"stages":[],"findings":[{"question":"port","answer":"silent","source":"probe"}],"verdict":{"causes":[]},"tried":[]}',
];

function codec(
  name: string,
  decode: (bytes: Uint8Array) => Decoded<unknown>,
  seeds: readonly Uint8Array[],
): FuzzTarget {
  const take: FuzzTarget['take'] = bytes => {
    const decoded = decode(bytes);
    if (decoded.kind === 'value' && decoded.rest.length > bytes.length) throw new Error('more was left than came');
    if (decoded.kind === 'more' && !(decoded.bytes > 0)) throw new Error('asks for nothing more');
    return decoded.kind;
  };
  return { name, share: 0.15, seeds, take, reaches: { value: 5, malformed: 5 } };
}

function text(
  name: string,
  share: number,
  seeds: readonly string[],
  take: (text: string, bytes: Uint8Array) => boolean,
  reaches: FuzzTarget['reaches'] = { value: 1, malformed: 1 },
): FuzzTarget {
  const wholes = seeds.map(bytesOf);
  return { name, share, seeds: wholes, reaches, take: bytes => (take(textOf(bytes), bytes) ? 'value' : 'malformed') };
}

export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  codec('Connection Confirm', decodeConnectionConfirm, [
    encodeConnectionConfirm({ kind: 'legacy', sourceReference: 1 }),
    encodeConnectionConfirm({ kind: 'selected', protocol: 2, flags: 0x1f, sourceReference: 0x1234 }),
    encodeConnectionConfirm({ kind: 'disconnect' }),
  ]),
  codec('Connection Request', decodeConnectionRequest, [
    encodeConnectionRequest({ cookie: 'reconnect', protocols: 11 }),
    encodeConnectionRequest({}),
  ]),
  codec('TSRequest', decodeTsRequest, [
    encodeTsRequest({ version: 6, token: challenge }),
    encodeTsRequest({ version: 6, errorCode: 0xc000006d }),
  ]),
  codec('NTLM challenge', decodeChallenge, [challenge, encodeNegotiateMessage()]),
  codec('RDP-UDP SYN with ACK', decodeUdpSynAck, [synAck, encodeUdpSyn(1).slice(0, 24)]),
  {
    name: 'frames in pieces',
    share: 0.055,
    seeds: REQUESTS.map(request => encodeFrame(request, MAX_INPUT_BYTES) ?? new Uint8Array()),
    reaches: { value: 2 },
    take: (bytes, random) => {
      const reader = createFrameReader(MAX_INPUT_BYTES);
      const cut = Math.floor(random() * bytes.length);
      let whole = 0;
      for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)])
        for (const frame of reader(piece)) if (frame.kind === 'frame') whole++;
      return whole > 0 ? 'value' : 'more';
    },
  },
  captures,
  eventLogs,
  {
    name: 'certificates',
    // As many as a mutant costs: OpenSSL takes a hundred times as long as a codec of ours.
    share: 0.005,
    seeds: ODD_CERTIFICATES.map(({ der }) => der),
    reaches: { value: 100, malformed: 100 },
    take: takeCertificate,
  },
  text('requests of a browser', 0.05, REQUESTS, request => decodeRequest(request).kind !== 'refused'),
  text(
    'replies of the helper',
    0.03,
    REPLIES,
    reply => {
      let value: unknown;
      try {
        value = JSON.parse(reply);
      } catch {
        return false;
      }
      return decodeReply(value) !== undefined;
    },
    {},
  ),
  text('pasted text', 0.02, PASTES, (_, bytes) => {
    const { findings } = read(bytes);
    for (const { question, answer } of findings)
      if (!isAnswer(question, answer)) throw new Error(`${question}: ${answer}`);
    return findings.length > 0;
  }),
  text('targets', 0.03, TARGETS, target => !isRejection(parseTarget(target))),
  text('reports', 0.02, REPORTS, report => parseReport(report).kind === 'report', {}),
];

export interface Fuzzed {
  readonly target: string;
  readonly inputs: number;
  readonly kinds: Readonly<Record<'value' | 'more' | 'malformed', number>>;
  readonly slowestMs: number;
}

/** Gives a target so many inputs made from its seeds. What breaks it is thrown with the bytes that did. */
export function fuzz(target: FuzzTarget, inputs: number, seed: number): Fuzzed {
  const random = seededRandom(seed);
  const kinds = { value: 0, more: 0, malformed: 0 };
  let slowestMs = 0;
  for (let input = 0; input < inputs; input++) {
    const bytes = mutate(target.seeds, random);
    const started = performance.now();
    try {
      kinds[target.take(bytes, random)]++;
    } catch (error) {
      throw new Error(`${target.name}, input ${input}: ${Buffer.from(bytes).toString('hex')}`, { cause: error });
    }
    slowestMs = Math.max(slowestMs, performance.now() - started);
  }
  for (const kind of ['value', 'malformed'] as const)
    if (kinds[kind] < (inputs * (target.reaches[kind] ?? 0)) / 1000)
      throw new Error(`${target.name}: only ${kinds[kind]} of ${inputs} came to ${kind}`);
  return { target: target.name, inputs, kinds, slowestMs };
}
