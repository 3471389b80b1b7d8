import type { Socket } from 'node:net';
import tls from 'node:tls';
import { type CheckResult, check } from '../../../extension/helper/check.ts';
import { type Minted, mintCertificate } from '../../../extension/helper/practice/certificate.ts';
import { type Script, secures, selects } from '../../../extension/helper/practice/script.ts';
import { MAX_CONNECTIONS } from '../../../extension/helper/probes/connections.ts';
import { isOurFault } from '../../../machines/findings.ts';
import { encodeTsRequest } from '../../../machines/rdp/credssp.ts';
import { PROTOCOL } from '../../../machines/rdp/negotiation.ts';
import { encodeConnectionConfirm } from '../../../machines/rdp/x224.ts';
import { countHeld } from './count-held.ts';
import { serveOnLoopback } from './loopback.ts';
import type { AttackRow } from './row.ts';

/** Shorter than a person's, so that what stalls costs the table little; the bounds are the same. */
const DEADLINES = { connectMs: 1_500, negotiationMs: 1_000, tlsMs: 1_500, identityMs: 1_000, pingMs: 700, nameMs: 500 };
const LONGEST_MS = 9_000;
const MOST_MEMORY_MB = 100;

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const confirm = Buffer.from(
  encodeConnectionConfirm({ kind: 'selected', protocol: PROTOCOL.hybrid, flags: 0x1f, sourceReference: 1 }),
);

/** What a host does from the first byte on. */
const AT_ONCE: Readonly<Record<string, Script>> = {
  'closes at once': socket => void socket.end(),
  'resets at once': socket => void socket.resetAndDestroy(),
  'says nothing': holdsOpen,
  'floods with letters': socket => void floods(socket, Buffer.alloc(65_536, 65)),
  'floods with zeros': socket => void floods(socket, Buffer.alloc(65_536)),
  'floods with confirms': socket => void floods(socket, Buffer.concat(Array.from({ length: 500 }, () => confirm))),
  'dribbles a packet that never ends': socket => dribbles(socket, Buffer.concat([hex('03000200'), Buffer.alloc(600)])),
  'dribbles TLS': socket => dribbles(socket, Buffer.concat([hex('1603030200'), Buffer.alloc(600)])),
  'announces 64 KB': socket => void socket.write(hex('0300ffff')),
  'announces nothing': socket => void socket.write(hex('03000000')),
  'announces less than a header': socket => void socket.write(hex('03000001')),
  'half a packet and a FIN': socket => void socket.end(hex('030000130e')),
  'terminal commands': socket => void socket.write('\u001b]0;x\u0007\u001b[2J\u009b31m'),
  'a banner of another service, endless': socket => void floods(socket, Buffer.from('SSH-2.0-x'.repeat(1_000))),
  'HTTP, endless header': socket => void floods(socket, Buffer.from('HTTP/1.1 200 OK\r\nX: '.padEnd(65_536, 'a'))),
};

/** What comes inside, once NLA was agreed on. */
const AFTER_CONFIRM: Readonly<Record<string, Script>> = {
  closes: socket => void socket.end(),
  resets: socket => void socket.resetAndDestroy(),
  'says nothing': holdsOpen,
  'a plain answer in place of TLS': socket => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
  'TLS of absurd length': socket => void socket.write(hex('160303ffff')),
  'a TLS alert': socket => void socket.write(hex('15030300020228')),
  'endless TLS records': socket => void floods(socket, Buffer.concat([hex('1603034000'), Buffer.alloc(16_384)])),
  'endless TLS alerts': socket =>
    void floods(socket, Buffer.concat(Array.from({ length: 1_000 }, () => hex('15030300020100')))),
};

/** Sequences in sequences, each as long as what is left. */
const NESTED = Buffer.alloc(60_000);
for (let at = 0; at < NESTED.length; at += 4) {
  const left = NESTED.length - at - 4;
  NESTED.set([0x30, 0x82, left >> 8, left & 0xff], at);
}

/** What comes in place of the host's half of NLA, inside TLS. */
const AFTER_TLS: Readonly<Record<string, Script>> = {
  closes: socket => void socket.end(),
  'says nothing': holdsOpen,
  floods: socket => void floods(socket, Buffer.alloc(65_536, 0x30)),
  dribbles: socket => dribbles(socket, Buffer.concat([hex('30820200'), Buffer.alloc(500)])),
  'BER of 4 GiB': socket => void socket.write(hex('3084ffffffff')),
  'BER of no length': socket => void socket.write(hex('3080a080')),
  'BER 15,000 deep': socket => void socket.write(NESTED),
  'an empty token': socket => void socket.write(encodeTsRequest({ version: 6, token: new Uint8Array() })),
  'a token of noise': socket =>
    void socket.write(encodeTsRequest({ version: 6, token: new Uint8Array(500).fill(0xaa) })),
  'version 4 billion': socket => void socket.write(hex('300aa0080206 00ffffffffff')),
  'a broken challenge': socket =>
    void socket.write(
      encodeTsRequest({ version: 6, token: hex('4e544c4d53535000 02000000 ffffffffffffffff ffffffff') }),
    ),
};

/** A gateway's answers to the one request that it gets. */
const GATEWAY: Readonly<Record<string, string>> = {
  '100 for ever': 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(5_000),
  '101 to something else': 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
  'an endless header': `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(1_000_000)}`,
  '50,000 headers': `HTTP/1.1 200 OK\r\n${'X: a\r\n'.repeat(50_000)}\r\n`,
  'two lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
  'a length and chunks': 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a length below zero': 'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n',
  'a status of letters': 'HTTP/1.1 abc OK\r\n\r\n',
  'a status of 10 digits': 'HTTP/1.1 9999999999 OK\r\n\r\n',
  'a zero byte in a header': 'HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n',
  'terminal commands in a header': 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: \u001b[2JNTLM\r\n\r\n',
  'a link to the metadata address':
    'HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n',
  'a thousand schemes': `HTTP/1.1 401 Unauthorized\r\n${'WWW-Authenticate: NTLM\r\n'.repeat(300)}\r\n`,
  'no HTTP': '220 welcome\r\n',
  'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  nothing: '',
};

/** Hosts and gateways that do all they can to hang, fill or break the program that checks them. */
export async function sockets(): Promise<readonly AttackRow[]> {
  const now = Date.now();
  const minted = await mintCertificate({
    commonName: 'pc1',
    notBefore: new Date(now - 86_400_000),
    notAfter: new Date(now + 86_400_000),
  });
  const inTls = (script: Script) => selects(PROTOCOL.hybrid, secures(minted, script));
  return [
    await attackAll('hosts, from the first byte', AT_ONCE, script => throughHost(script)),
    await attackAll('hosts, after the confirm', AFTER_CONFIRM, script => throughHost(selects(PROTOCOL.hybrid, script))),
    await attackAll('hosts, inside TLS', AFTER_TLS, script => throughHost(inTls(script))),
    await attackAll('gateways', GATEWAY, answer => throughGateway(answer, minted)),
  ];
}

async function attackAll<T>(
  name: string,
  rows: Readonly<Record<string, T>>,
  attack: (row: T) => Promise<CheckResult>,
): Promise<AttackRow> {
  const outcomes: (readonly [string, string | undefined])[] = [];
  for (const [title, row] of Object.entries(rows)) {
    const before = process.memoryUsage().rss;
    const problem = await attack(row).then(problemIn, String);
    const grownMb = (process.memoryUsage().rss - before) / 2 ** 20;
    outcomes.push([title, problem ?? (grownMb > MOST_MEMORY_MB ? `${grownMb.toFixed(0)} MB more` : undefined)]);
  }
  return countHeld(name, outcomes);
}

async function throughHost(script: Script): Promise<CheckResult> {
  const host = await serveOnLoopback(script);
  try {
    return await check({ host: '127.0.0.1', port: host.port }, { deadlines: DEADLINES });
  } finally {
    await host.close();
  }
}

async function throughGateway(answer: string, minted: Minted): Promise<CheckResult> {
  const gateway = await serveOnLoopback(socket => {
    const secured = new tls.TLSSocket(socket, { isServer: true, secureContext: tls.createSecureContext(minted) });
    secured.on('error', () => secured.destroy());
    secured.once('data', () => secured.write(answer));
  });
  try {
    const target = { host: 'pc1', port: 3389, gateway: { host: '127.0.0.1', port: gateway.port } };
    return await check(target, { deadlines: DEADLINES });
  } finally {
    await gateway.close();
  }
}

/** Ends in time, with a verdict of its own, few connections, and nothing that a terminal obeys. */
function problemIn(result: CheckResult): string | undefined {
  const fault = result.findings.find(isOurFault);
  if (fault !== undefined) return `a fault of ours: ${fault.detail?.reason}`;
  if (result.elapsedMs > LONGEST_MS) return `${result.elapsedMs} ms`;
  if (result.connections > MAX_CONNECTIONS) return `${result.connections} connections`;
  if (!result.findings.some(({ question }) => question !== 'name' && question !== 'path')) return 'says nothing';
  return /[\p{Cc}\p{Cf}]/u.test(JSON.stringify(result)) ? 'unsafe text' : undefined;
}

function holdsOpen(socket: Socket): void {
  socket.resume();
}

/** As fast as the other end takes it, for as long as it does. */
function floods(socket: Socket, chunk: Buffer): void {
  const write = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', write).resume();
  write();
}

function dribbles(socket: Socket, bytes: Buffer): void {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || at >= bytes.length) clearInterval(timer);
    else socket.write(bytes.subarray(at, ++at));
  }, 20);
  socket.resume();
}
