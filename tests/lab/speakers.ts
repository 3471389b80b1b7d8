import { mintCertificate } from '../../extension/helper/practice/certificate.ts';
import { practiceFaults } from '../../extension/helper/practice/faults.ts';
import {
  challenges,
  confirms,
  holds,
  refuses,
  type Script,
  secures,
  selects,
} from '../../extension/helper/practice/script.ts';
import { encodeTsRequest } from '../../machines/rdp/credssp.ts';
import { PROTOCOL } from '../../machines/rdp/negotiation.ts';
import { type ChallengeNames, encodeChallenge } from '../../machines/rdp/ntlm.ts';

/** Everything that a host of the lab can say, each on a port of its own: the practice hosts' faults and these. */
const IDS = [
  ...['healthy-nla', 'tls-only', 'standard', 'legacy', 'expired', 'skewed', 'mute', 'closes', 'resets', 'http', 'ssh'],
  ...['nla-refused', 'nla-silent', 'no-certificate', 'nla-required', 'old-tls', 'tls-stalls', 'tls-closes'],
  ...['failure-1', 'failure-2', 'failure-4', 'failure-6', 'failure-99', 'disconnects', 'disconnects-once'],
  ...['smtp', 'vnc', 'tls-first', 'garbage', 'endless', 'dribbles', 'absurd-length', 'portal', 'squid', 'redirects'],
  ...['not-yet-valid', 'weak', 'inspected', 'alias', 'other-host', 'named', 'unpatched', 'ntlm-refused', 'nla-resets'],
  ...['tls-resets', 'gateway', 'web-server'],
] as const;
export type Speaker = (typeof IDS)[number];

const FIRST_PORT = 4_001;

export function portOf(id: Speaker): number {
  return FIRST_PORT + IDS.indexOf(id);
}

const DAY_MS = 86_400_000;

/** The scripts by their ports. */
export async function speakers(): Promise<ReadonlyMap<number, Script>> {
  const mint = (commonName: string, fromDay: number, toDay: number, more = {}) =>
    mintCertificate({
      commonName,
      notBefore: new Date(Date.now() + fromDay * DAY_MS),
      notAfter: new Date(Date.now() + toDay * DAY_MS),
      ...more,
    });
  const good = await mint('practice-pc', -1, 30);
  const later = await mint('practice-pc', 2, 30);
  const weak = await mint('practice-pc', -1, 30, { keyBits: 1024 });
  const appliance = { commonName: 'FortiGate CA', key: good.key };
  const inspected = await mint('practice-pc', -1, 30, { issuer: appliance });
  const named = await mint('good.lab.test', -1, 30);
  const nla = (then: Script, minted = good) => selects(PROTOCOL.hybrid, secures(minted, then));
  const expired = await mint('practice-pc', -30, -3);
  const practice = practiceFaults({ good, expired }).map(({ id, script }) => [id, script] as const);
  const own: Readonly<Record<string, Script>> = {
    'failure-1': refuses(1),
    'failure-2': refuses(2),
    'failure-4': refuses(4),
    'failure-6': refuses(6),
    'failure-99': refuses(99),
    disconnects: confirms({ kind: 'disconnect' }),
    'disconnects-once': disconnectsOnce(nla(challenges('practice-pc'))),
    smtp: greets('220 mail.lab.test ESMTP\r\n'),
    vnc: greets('RFB 003.008\n'),
    'tls-first': secures(good),
    garbage: answers(Buffer.from('ffd8ffe000104a46494600010101004800480000', 'hex')),
    endless: streams,
    dribbles,
    'absurd-length': answers(Buffer.from('0300ffff0ed00000123400', 'hex')),
    portal: answers('HTTP/1.1 302 Found\r\nLocation: http://portal.lab.test/login\r\n\r\n'),
    squid: answers('HTTP/1.1 403 Forbidden\r\nServer: squid/5.7\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\n\r\n'),
    redirects: answers('HTTP/1.1 301 Moved Permanently\r\nLocation: https://good.lab.test/\r\n\r\n'),
    'not-yet-valid': nla(challenges('practice-pc'), later),
    weak: selects(PROTOCOL.hybrid, secures(weak, challenges('practice-pc'), { ciphers: 'DEFAULT:@SECLEVEL=0' })),
    inspected: nla(challenges('practice-pc'), inspected),
    alias: nla(challenges('other-pc')),
    'other-host': nla(afterRequest(socket => answer(socket, 6, OTHER_MACHINE))),
    named: nla(challenges('good'), named),
    unpatched: nla(afterRequest(socket => answer(socket, 2, { netbiosComputer: 'PRACTICE-PC' }))),
    'ntlm-refused': nla(afterRequest(socket => socket.write(encodeTsRequest({ version: 6, errorCode: 0xc00000bb })))),
    'nla-resets': async socket => nla(afterRequest(() => void socket.resetAndDestroy()))(socket),
    'tls-resets': selects(PROTOCOL.ssl, socket => void socket.resume().once('data', () => socket.resetAndDestroy())),
    gateway: secures(
      good,
      answers('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n'),
    ),
    'web-server': secures(good, answers('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')),
  };
  const scripts = new Map<string, Script>([...practice, ...Object.entries(own)]);
  return new Map(
    IDS.map(id => {
      const script = scripts.get(id);
      if (script === undefined) throw new Error(`nothing speaks ${id}`);
      return [portOf(id), script];
    }),
  );
}

type Socket = Parameters<Script>[0];

function greets(banner: string): Script {
  return socket => {
    socket.write(banner);
    holds(socket);
  };
}

function answers(answer: string | Buffer): Script {
  return afterRequest(socket => void socket.end(answer));
}

function afterRequest(then: (socket: Socket) => void): Script {
  return socket => {
    socket.resume();
    socket.once('data', () => then(socket));
  };
}

/** A member of the domain that the lab's names are of, and none of the names. */
const OTHER_MACHINE = {
  netbiosComputer: 'OTHER-PC',
  netbiosDomain: 'LAB',
  dnsComputer: 'other-pc.lab.test',
  dnsDomain: 'lab.test',
};

function answer(socket: Socket, version: number, names: ChallengeNames): void {
  const token = encodeChallenge({
    build: '10.0.14393',
    clockMs: Date.now(),
    names,
  });
  socket.write(encodeTsRequest({ version, token }));
}

/** As xrdp 0.9 does for a bit it does not know: the request of fewer protocols is taken. */
function disconnectsOnce(then: Script): Script {
  return socket => {
    socket.pause();
    socket.once('readable', () => {
      const request: Buffer = socket.read();
      socket.unshift(request);
      const asked = request.readUInt32LE(request.length - 4);
      return asked > 3 ? confirms({ kind: 'disconnect' })(socket) : then(socket);
    });
  };
}

const streams: Script = socket => {
  const noise = Buffer.alloc(65_536, 0x41);
  const more = () => {
    while (!socket.destroyed && socket.write(noise)) {}
  };
  socket.on('drain', more).resume();
  more();
};

/** A byte at a time of an answer that never ends. */
const dribbles: Script = socket => {
  socket.resume();
  let sent = 0;
  const timer = setInterval(() => socket.write(Uint8Array.of([3, 0, 1, 0, 0xfe, 0xd0][sent++] ?? 0)), 300);
  socket.once('close', () => clearInterval(timer));
};
