import { CaptureReader } from '../../machines/captures/read-capture.ts';
import { encodeConnectionConfirm, encodeConnectionRequest } from '../../machines/rdp/x224.ts';
import { isAnswer } from '../../machines/vocabulary.ts';
import { captureOf, clientHello, joined, record, Scene, serverHello } from '../unit/captures/scene.ts';
import type { FuzzTarget } from './fuzz-target.ts';

const request = encodeConnectionRequest({ cookie: 'somebody', protocols: 11 });
const refusal = encodeConnectionConfirm({ kind: 'failed', code: 5, flags: 0, sourceReference: 0x1234 });
const SCENES = [
  new Scene()
    .asksFor('pc1.example')
    .resolves('pc1.example', ['192.0.2.7'])
    .opens()
    .client('A', request)
    .server('A', refusal),
  new Scene().client('S').unreachable(13).echo('request').echo('reply').asksNeighbour('192.0.2.99'),
  new Scene()
    .agrees(2)
    .client('A', record(22, clientHello()))
    .server('A', joined(record(22, serverHello()), record(21, Uint8Array.of(2, 70)))),
  new Scene().agrees(2).secures().says('client', 60).says('server', 200).says('client', 500).server('FA'),
];

/** Captures in both containers, with their packets and all that those hold, in two pieces. */
export const captures: FuzzTarget = {
  name: 'captures',
  share: 0.03,
  seeds: SCENES.flatMap(({ packets }) => [
    captureOf(packets),
    captureOf(packets, 'pcapng'),
    captureOf(packets, 'cooked'),
    captureOf(packets, 'macos'),
    captureOf(packets, 'netfilter'),
    captureOf(packets, 'geneve'),
    captureOf(packets, 'erspan'),
    captureOf(packets, 'pcapng-big', { timeMs: 1_750_000_009_000, received: packets.length }),
  ]),
  reaches: { value: 50, malformed: 50 },
  take: (bytes, random) => {
    const reader = new CaptureReader();
    const cut = Math.floor(random() * bytes.length);
    reader.push(bytes.subarray(0, cut));
    reader.push(bytes.subarray(cut));
    const { findings, end } = reader.end();
    for (const { question, answer } of findings)
      if (!isAnswer(question, answer)) throw new Error(`${question}: ${answer}`);
    return end === 'broken' ? 'malformed' : findings.length > 0 ? 'value' : 'more';
  },
};
