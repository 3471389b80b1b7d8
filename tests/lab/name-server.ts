import dgram from 'node:dgram';

/**
 * A name server for the lab, run inside the host's namespace: `node name-server.ts ADDRESS`. The name asked for decides
 * the answer, so that one server plays every fault; whatever it does not know does not exist.
 */
const ANSWERS: Readonly<Record<string, { a?: string[]; aaaa?: string[]; code?: number; silent?: true }>> = {
  'good.lab.test': { a: ['10.77.2.2'] },
  'both.lab.test': { a: ['10.77.2.2'], aaaa: ['fd77:2::2'] },
  'half-dead.lab.test': { a: ['10.77.2.2', '10.77.9.9'] },
  'stale.lab.test': { a: ['10.77.2.99'] },
  'empty.lab.test': {},
  'servfail.lab.test': { code: 2 },
  'refused.lab.test': { code: 5 },
  'silent.lab.test': { silent: true },
  'loopback.lab.test': { a: ['127.0.0.1'] },
  'sinkhole.lab.test': { a: ['0.0.0.0'] },
  'dead-first.lab.test': { a: ['10.77.9.9', '10.77.2.2'] },
  'all-dead.lab.test': { a: ['10.77.9.9', '10.77.9.8'] },
  'other-machine.lab.test': { a: ['10.77.2.2'] },
};
const NXDOMAIN = 3;

const server = dgram.createSocket('udp4');
server.on('message', (query, from) => {
  const { name, type, end } = questionOf(query);
  const known = ANSWERS[name];
  if (known?.silent) return;
  const code = known === undefined ? NXDOMAIN : (known.code ?? 0);
  const records =
    type === 1
      ? (known?.a ?? []).map(address => Buffer.from(address.split('.').map(Number)))
      : type === 28
        ? (known?.aaaa ?? []).map(addressV6)
        : [];
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(records.length, 6);
  header.writeUInt32BE(0, 8);
  const answers = records.map(data => {
    const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 1, 0, data.length]);
    return Buffer.concat([head, data]);
  });
  server.send(Buffer.concat([header, query.subarray(12, end), ...answers]), from.port, from.address);
});
server.bind(53, process.argv[2], () => process.stdout.write('ready\n'));

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function addressV6(address: string): Buffer {
  const [head = '', tail = ''] = address.split('::');
  const words = (part: string) => part.split(':').filter(Boolean);
  const zeros = 8 - words(head).length - words(tail).length;
  const all = [...words(head), ...Array.from({ length: zeros }, () => '0'), ...words(tail)];
  return Buffer.from(all.flatMap(word => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 0xff]));
}
