import { expect, test } from 'vitest';
import { createFrameReader, encodeFrame, MAX_INPUT_BYTES } from '../../extension/wire/frames.ts';
import { decodeReply } from '../../extension/wire/replies.ts';
import { decodeRequest } from '../../extension/wire/requests.ts';
import { read } from '../../machines/reading/read.ts';
import { parseReport } from '../../machines/report/parse-report.ts';
import { parseTarget } from '../../machines/target-line.ts';
import { isAnswer } from '../../machines/vocabulary.ts';
import { mutate, seededRandom } from './random.ts';

/** The doors cost more than a codec: they get a share of its inputs. */
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 100_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

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

function fuzz(share: number, seeds: readonly string[], use: (bytes: Uint8Array) => void): void {
  const random = seededRandom(SEED);
  const wholes = seeds.map(bytesOf);
  for (let input = 0; input < INPUTS * share; input++) use(mutate(wholes, random));
}

test('frames: whatever comes in pieces, nothing larger than the limit is ever kept', () => {
  const framed = REQUESTS.map(text => String.fromCharCode(...(encodeFrame(text, MAX_INPUT_BYTES) ?? [])));
  const random = seededRandom(SEED);
  let whole = 0;
  for (let input = 0; input < INPUTS; input++) {
    const reader = createFrameReader(MAX_INPUT_BYTES);
    const bytes = mutate(
      framed.map(text => Uint8Array.from(text, sign => sign.charCodeAt(0))),
      random,
    );
    const cut = Math.floor(random() * bytes.length);
    for (const piece of [bytes.subarray(0, cut), bytes.subarray(cut)])
      for (const frame of reader(piece)) if (frame.kind === 'frame') whole++;
  }
  expect(whole).toBeGreaterThan(INPUTS / 500);
});

test('requests and replies: understood, or turned away', () => {
  fuzz(0.5, REQUESTS, bytes => decodeRequest(textOf(bytes)));
  fuzz(0.5, REPLIES, bytes => {
    let value: unknown;
    try {
      value = JSON.parse(textOf(bytes));
    } catch {
      return;
    }
    decodeReply(value);
  });
});

test('pasted text: every finding is one of the vocabulary', () => {
  fuzz(0.02, PASTES, bytes => {
    for (const { question, answer } of read(bytes).findings)
      if (!isAnswer(question, answer)) throw new Error(`${question}: ${answer}`);
  });
});

test('targets and reports: a value or a reason', () => {
  fuzz(0.5, TARGETS, bytes => parseTarget(textOf(bytes)));
  fuzz(0.2, REPORTS, bytes => parseReport(textOf(bytes)));
});
