import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckOptions, type CheckResult, check } from '../../../extension/helper/check.ts';
import { type Practice, startPracticeHosts } from '../../../extension/helper/practice/index.ts';
import { MAX_CONNECTIONS } from '../../../extension/helper/probes/connections.ts';
import type { Resolver } from '../../../extension/helper/probes/resolver.ts';
import type { CheckEvent } from '../../../machines/diagnosis/check-events.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { model } from '../../shared-model.ts';

/** Short, so that a fault which is a silence costs a test little. Loopback answers in a millisecond. */
const deadlines = { connectMs: 700, negotiationMs: 500, tlsMs: 700, identityMs: 500, pingMs: 700, nameMs: 500 };
const checkPort = (port: number, options: CheckOptions = {}) =>
  check({ host: '127.0.0.1', port }, { deadlines, ...options });
const answersOf = ({ findings }: CheckResult, question: string) =>
  findings.filter(finding => finding.question === question).map(({ answer }) => answer);

let practice: Practice;
beforeAll(async () => {
  practice = await startPracticeHosts({});
});
afterAll(() => practice.close());

const IDS = [
  ...['healthy-nla', 'tls-only', 'standard', 'legacy', 'expired', 'skewed', 'refused', 'dropped', 'mute', 'closes'],
  ...[
    'resets',
    'http',
    'ssh',
    'nla-refused',
    'nla-silent',
    'no-certificate',
    'nla-required',
    'old-tls',
    'tls-stalls',
    'tls-closes',
  ],
];

test('every practice host has its row here, and none is missing', () => {
  expect(practice.hosts.map(({ id }) => id).sort()).toEqual([...IDS].sort());
});

test.each(IDS)('practice host %s shows its fault and no other', async id => {
  const host = practice.hosts.find(found => found.id === id);
  if (host === undefined) throw new Error(`no practice host ${id}`);
  const result = await checkPort(host.port);
  for (const [question, answer] of Object.entries(host.expect.sees))
    expect(answersOf(result, question)).toContain(answer);
  expect(result.connections).toBeLessThanOrEqual(MAX_CONNECTIONS);
  const verdict = conclude(model, result.findings);
  expect(verdict.healthy).toBe(host.expect.healthy);
  // A break that was seen is drawn where it was seen: one failed stage, everything after it skipped.
  const outcomes = result.stages.map(({ outcome }) => outcome);
  const failed = outcomes.indexOf('failed');
  expect(failed >= 0).toBe(!host.expect.healthy);
  if (failed >= 0) expect(new Set(outcomes.slice(failed + 1))).toEqual(new Set(['skipped']));
});

test('a healthy host costs one connection, and every stage is reported in its order', async () => {
  const events: CheckEvent[] = [];
  const { connections } = await checkPort(portOf('healthy-nla'), { onEvent: event => events.push(event) });
  expect(connections).toBe(1);
  const concluded = events.flatMap(event =>
    event.type === 'stage.reported' && event.report.outcome !== 'running' ? [event.report.stage] : [],
  );
  expect(concluded).toEqual(['name', 'path', 'port', 'negotiation', 'tls', 'authentication', 'session']);
  expect(events.at(-1)).toMatchObject({ type: 'check.finished', connections: 1 });
});

test('the identity that NLA shows, and the certificate, come as typed fields', async () => {
  const { findings } = await checkPort(portOf('healthy-nla'));
  const detailOf = (question: string) => findings.find(finding => finding.question === question)?.detail;
  expect(detailOf('nla')).toMatchObject({ version: 6, build: '10.0.26100', dnsComputer: 'practice-pc' });
  expect(detailOf('tls')).toMatchObject({
    subject: 'CN=practice-pc',
    selfSigned: true,
    keyBits: 2048,
    version: 'TLSv1.3',
  });
});

describe('cancelling', () => {
  test.each(['dropped', 'mute', 'tls-stalls', 'nla-silent'])('in the middle of %s leaves no socket', async id => {
    const stop = new AbortController();
    const running = checkPort(portOf(id), {
      signal: stop.signal,
      onEvent: event => {
        const isWaiting = event.type === 'stage.reported' && event.report.outcome === 'running';
        const stages = { dropped: 'path', mute: 'negotiation', 'tls-stalls': 'tls', 'nla-silent': 'authentication' };
        if (isWaiting && event.report.stage === stages[id as keyof typeof stages]) setImmediate(() => stop.abort());
      },
    });
    const result = await running;
    expect(result.cancelled).toBe(true);
    expect(result.stages.every(({ outcome }) => outcome !== 'running' && outcome !== 'failed')).toBe(true);
    await new Promise(resolve => setImmediate(resolve));
    const sockets = process.getActiveResourcesInfo().filter(kind => kind === 'TCPSocketWrap');
    const practiceSide = sockets.length;
    expect(practiceSide).toBeLessThanOrEqual(MAX_KNOCKS_HELD);
  });
  /** The connection attempts of the dropped port stay open while it is served. */
  const MAX_KNOCKS_HELD = 12;

  test.each(['healthy-nla', 'refused', 'http'])('an ordinary end leaves no timer either: %s', async id => {
    const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;
    const before = timers();
    await checkPort(portOf(id));
    expect(timers()).toBeLessThanOrEqual(before);
  });

  test('before it began does nothing', async () => {
    const { connections, findings } = await checkPort(portOf('healthy-nla'), { signal: AbortSignal.abort() });
    expect({ connections, questions: findings.length }).toEqual({ connections: 0, questions: 0 });
  });
});

test('the whole check has a deadline of its own, and a stage that it cuts off is unknown', async () => {
  const result = await checkPort(portOf('mute'), { timeoutMs: 100 });
  expect(result.cancelled).toBe(false);
  expect(result.stages.find(({ stage }) => stage === 'negotiation')?.outcome).toBe('unknown');
});

describe('names', () => {
  const resolver = (addresses: readonly string[] | string, servers: readonly string[] = []): Resolver => ({
    lookup: async () => {
      if (typeof addresses === 'string') throw Object.assign(new Error(addresses), { code: addresses });
      return addresses;
    },
    askServers: async () => servers.map(outcome => ({ server: '192.0.2.53', outcome, addresses: [] })),
    hostsFile: async () => [],
  });
  const lookUp = (found: Resolver) =>
    check({ host: 'pc1.example', port: portOf('healthy-nla') }, { deadlines, resolver: found });

  test.each<[string, string | readonly string[], readonly string[], string, string | undefined]>([
    ['no-such-name', 'ENOTFOUND', ['ENOTFOUND'], 'not-found', 'no-such-name'],
    ['a name without an address', 'ENOTFOUND', ['ENODATA'], 'not-found', 'no-address'],
    ['a silent name server', 'EAI_AGAIN', ['ETIMEOUT'], 'no-answer', 'name-server-silent'],
    ['a failing name server', 'EAI_AGAIN', ['ESERVFAIL'], 'no-answer', 'name-server-failed'],
    ['nothing at the name server', 'EAI_AGAIN', ['ECONNREFUSED'], 'no-answer', 'name-server-not-listening'],
    ['a name that leads back here', ['127.0.0.1'], [], 'wrong-address', 'leads-to-this-machine'],
  ])('%s', async (_, addresses, servers, answer, reason) => {
    const { findings } = await lookUp(resolver(addresses, servers));
    expect(findings[0]).toMatchObject({ question: 'name', answer, detail: { reason } });
  });

  test('another address that does not answer is reported, and the host is still well', async () => {
    const { findings, stages } = await lookUp(resolver(['127.0.0.1', '::1']));
    expect(stages.find(({ stage }) => stage === 'port')?.outcome).toBe('passed');
    expect(findings.find(({ question }) => question === 'addresses')?.answer).toBe('some-fail');
  });

  test('a certificate for another name and a host that calls itself otherwise are reported', async () => {
    const { findings } = await lookUp(resolver(['127.0.0.1']));
    expect(findings.filter(({ question }) => question === 'tls').map(({ answer }) => answer)).toContain('wrong-name');
    expect(findings.find(({ question }) => question === 'identity')?.answer).toBe('different-host');
  });
});

describe('hostile servers end within the deadline, as a finding', () => {
  const serve = async (behave: (socket: net.Socket) => void): Promise<{ port: number; close: () => Promise<void> }> => {
    const sockets: net.Socket[] = [];
    const server = net.createServer(socket => {
      sockets.push(socket.on('error', () => {}));
      behave(socket);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const close = () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>(resolve => server.close(() => resolve()));
    };
    return { port: address.port, close };
  };
  test.each<[string, (socket: net.Socket) => void, string]>([
    ['dribbled bytes', socket => dribble(socket), 'silent'],
    ['an endless stream', socket => void socket.write(Buffer.alloc(4_000_000, 65)), 'other'],
    ['an absurd length', socket => void socket.write(Buffer.from('0300ffff', 'hex')), 'other'],
    ['half a packet, then an end', socket => void socket.end(Buffer.from('030000130e', 'hex')), 'closes'],
    ['control characters and HTML', socket => void socket.write('\u001b]0;x\u0007<script>alert(1)</script>'), 'other'],
  ])('%s', async (_, behave, answer) => {
    const server = await serve(behave);
    const result = await checkPort(server.port);
    expect(answersOf(result, 'service')).toEqual([answer]);
    expect(JSON.stringify(result)).not.toMatch(/script|\\u001b/);
    await server.close();
  });
});

/** One byte of a packet that never ends, as often as the event loop turns. */
function dribble(socket: net.Socket): void {
  const packet = Buffer.concat([Buffer.from('03000200', 'hex'), Buffer.alloc(500)]);
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed || at >= 40) clearInterval(timer);
    else socket.write(packet.subarray(at, ++at));
  }, 20);
}

function portOf(id: string): number {
  const host = practice.hosts.find(found => found.id === id);
  if (host === undefined) throw new Error(`no practice host ${id}`);
  return host.port;
}
