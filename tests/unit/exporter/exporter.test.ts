import http from 'node:http';
import net from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from '../../../extension/helper/check.ts';
import { answerTo } from '../../../extension/helper/exporter/answers.ts';
import { decodeConfig, type ExporterConfig } from '../../../extension/helper/exporter/config.ts';
import { targetGroups } from '../../../extension/helper/exporter/discovery.ts';
import { ownMetrics } from '../../../extension/helper/exporter/own-metrics.ts';
import { type Measure, Prober } from '../../../extension/helper/exporter/probing.ts';
import { type Server, serve } from '../../../extension/helper/exporter/server.ts';
import type { Measurement } from '../../../extension/helper/monitoring/measurement.ts';
import type { Resolver } from '../../../extension/helper/probes/resolver.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import { knowledge } from '../cli/command-line.ts';

const TOKEN = 'a-token-of-the-tests';
const MEASURED: Measurement = {
  target: { host: 'pc1', port: 1 },
  healthy: true,
  elapsedMs: 5,
  connections: 1,
  stages: [],
};

/** Listens where nothing may arrive, on loopback of both families, and counts what does. */
let forbidden: { readonly port: number; readonly arrived: () => number; readonly close: () => void };
beforeAll(async () => {
  let arrived = 0;
  const listen = (host: string, port: number) => {
    const server = net.createServer(socket => {
      arrived++;
      socket.on('error', () => {}).destroy();
    });
    return new Promise<net.Server>((resolve, reject) =>
      server.once('error', reject).listen({ host, port }, () => resolve(server)),
    );
  };
  const four = await listen('127.0.0.1', 0);
  const address = four.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const six = await listen('::1', port).catch(() => undefined);
  forbidden = {
    port,
    arrived: () => arrived,
    close: () => {
      four.close();
      six?.close();
    },
  };
});
afterAll(() => forbidden.close());

function configOf(text: object): ExporterConfig {
  const config = decodeConfig(JSON.stringify(text), '/');
  if ('key' in config) throw new Error(config.key);
  return config;
}

/** Where hostile names lead, and any other to loopback. Each is asked for once more than it should be: `rebinds` changes its mind. */
const NAMES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'loop.office.example': [['127.0.0.1']],
  'loop6.office.example': [['::1']],
  'mapped.office.example': [['::ffff:127.0.0.1']],
  'zero.office.example': [['0.0.0.0']],
  'zero6.office.example': [['::']],
  'meta.office.example': [['169.254.169.254']],
  'both.office.example': [['127.0.0.1', '::1', '0.0.0.0']],
  'nat64.office.example': [['64:ff9b::7f00:1']],
  'outside.example': [['127.0.0.1']],
  'rebinds.office.example': [['127.7.7.7'], ['127.0.0.1'], ['127.0.0.1']],
  'mixed.office.example': [['127.7.7.7', '127.0.0.1', '::1']],
};

function resolverOf(): Resolver {
  const asked = new Map<string, number>();
  const lookup = async (host: string) => {
    const at = asked.get(host) ?? 0;
    asked.set(host, at + 1);
    const answers = NAMES[host] ?? [['127.0.0.1']];
    const answer = answers[Math.min(at, answers.length - 1)];
    if (answer === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    return answer;
  };
  return {
    lookup,
    askServers: async host => [
      { server: '192.0.2.53', outcome: 'NOERROR', addresses: await lookup(host).catch(() => []) },
    ],
    canonicalName: async () => undefined,
    hostsFile: async () => [],
  };
}

const throws = (error: unknown) => {
  throw error;
};

/** The real check behind the real allow-list: its own listener tells whether anything arrived. */
async function scrape(query: string, targets: readonly string[]): Promise<number> {
  const config = configOf({ targets, ports: [forbidden.port] });
  const measure: Measure = async ({ target }, mayDial) => {
    await check(target, { mayDial, amongMany: true, resolver: resolverOf(), timeoutMs: 2_000 });
    return MEASURED;
  };
  const prober = new Prober(config, measure);
  const parts = { config, prober, own: { registry: ownMetrics(() => 0).registry, count: () => {} }, onFault: throws };
  const asked = { method: 'GET', url: `/probe?${query}`, accept: '', scrapeTimeout: undefined };
  return (await answerTo(asked, parts)).status;
}

const ways = [
  ...['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '[::]', '127.0.0.2', '127.255.255.255', '[::ffff:127.0.0.1]'],
  ...['[::ffff:7f00:1]', '[0:0:0:0:0:0:0:1]', '[0:0:0:0:0:ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]'],
  ...['[2002:7f00:1::]', '169.254.169.254', '[fe80::1]', '[fe80::1%25lo]', '[::1%25lo]', '[fd00:ec2::254]', '127.1'],
  ...['2130706433', '0x7f000001', '0177.0.0.1', '0x7f.1', '127.0.0.1.', '127.000.000.001', '%31%32%37.0.0.1'],
  ...['①②⑦.⓪.⓪.①', '127。0。0。1', 'ⓛocalhost', 'localhost.', 'a.localhost', 'LOCALHOST', ...Object.keys(NAMES)],
  ...['http://127.0.0.1', '//127.0.0.1', '127.0.0.1/', 'pc1.office.example@127.0.0.1', '127.0.0.1#.office.example'],
  ...['127.0.0.1%23.office.example', '127.0.0.1%00.office.example', 'x%0d%0a127.0.0.1', '127.0.0.1%20', '..'],
  ...['office.example', 'notoffice.example', '/etc/hosts', 'hosts.rdp', '/v:127.0.0.1', 'mstsc%20/v:127.0.0.1', ''],
].filter(host => !['rebinds.office.example', 'mixed.office.example'].includes(host));

test.each(ways)('exporter: %j is asked for → nobody is connected to, and the answer says no', async host => {
  const before = forbidden.arrived();
  // The wide ranges are the worst case: everything ordinary is allowed.
  const port = `:${forbidden.port}`;
  for (const target of [`${host}${port}`, host]) {
    const status = await scrape(`target=${target}`, ['*.office.example', '0.0.0.0/0', '::/0']);
    expect([400, 403]).toContain(status);
  }
  expect(forbidden.arrived()).toBe(before);
});

test.each(['rebinds.office.example', 'mixed.office.example'])(
  'exporter: %s leads to an allowed address and later, or also, to another → only the allowed one is asked',
  async host => {
    const before = forbidden.arrived();
    expect(await scrape(`target=${host}:${forbidden.port}`, ['*.office.example', '127.7.7.7'])).toBe(200);
    expect(forbidden.arrived()).toBe(before);
  },
);

test('exporter: loopback is named → it is asked, so that the rows above could fail', async () => {
  const before = forbidden.arrived();
  expect(await scrape(`target=127.0.0.1:${forbidden.port}`, ['127.0.0.1'])).toBe(200);
  expect(forbidden.arrived()).toBeGreaterThan(before);
});

test.each([
  ['two targets', 'target=127.0.0.1&target=pc1', 400],
  ['no target', 'module=rdp', 400],
  ['a module that nobody knows', 'target=127.0.0.1&module=other', 400],
  ['another port', 'target=127.0.0.1:22', 403],
])('exporter: %s → %s is answered with %i', async (_, query, status) => {
  expect(await scrape(query, ['127.0.0.1'])).toBe(status);
});

/** A server whose checks take until they are let go. */
async function start(limits = {}): Promise<{ server: Server; release: () => void; measured: () => number }> {
  const config = configOf({ targets: ['*.example'], probesAtOnce: 2 });
  const held = Promise.withResolvers<void>();
  let measured = 0;
  const prober = new Prober(config, async () => {
    measured++;
    await held.promise;
    return MEASURED;
  });
  const own = ownMetrics(() => prober.running);
  const server = await serve({
    host: '127.0.0.1',
    port: 0,
    token: TOKEN,
    limits,
    answer: asked => answerTo(asked, { config, prober, own, onFault: throws }),
  });
  return { server, release: held.resolve, measured: () => measured };
}

function ask(port: number, path: string, options: http.RequestOptions = {}): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path, headers, agent: false, ...options }, response => {
      let text = '';
      response
        .on('data', chunk => (text += chunk))
        .on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject).end();
  });
}

test('exporter: no token, another one, one in pieces → 401, and nothing is checked', async () => {
  const { server, measured } = await start();
  for (const authorization of [undefined, 'Bearer', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, `Bearer ${TOKEN.slice(1)}`]) {
    const headers = authorization === undefined ? {} : { authorization };
    for (const path of ['/probe?target=pc1.example', '/metrics', '/targets', '/'])
      expect((await ask(server.port, path, { headers })).status).toBe(401);
  }
  expect(measured()).toBe(0);
  await server.close();
});

test('exporter: two ask for one host at the same time → one check; a third host while two run → 503', async () => {
  const { server, release, measured } = await start();
  const both = ['pc1.example', 'PC1.example'].map(host => ask(server.port, `/probe?target=${host}`));
  const other = ask(server.port, '/probe?target=pc2.example');
  const running = async () =>
    /^reconnect_exporter_probes_running (\d+)/m.exec((await ask(server.port, '/metrics')).text)?.[1];
  await expect.poll(running).toBe('2');
  expect((await ask(server.port, '/probe?target=pc3.example')).status).toBe(503);
  release();
  expect((await Promise.all([...both, other])).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(measured()).toBe(2);
  const { text } = await ask(server.port, '/metrics');
  expect(text).toMatch(/^reconnect_exporter_probes_total\{result="busy"\} 1$/m);
  await server.close();
});

test.each([
  ['POST', '/probe?target=pc1.example', 413],
  ['DELETE', '/metrics', 405],
  ['GET', '/nowhere', 404],
  ['GET', 'http://other.example/nowhere', 404],
  ['GET', '//', 404],
  ['GET', '/targets', 404],
  ['GET', '/-/healthy', 200],
  ['HEAD', '/', 200],
])('exporter: %s %s → %i', async (method, path, status) => {
  const { server } = await start();
  expect((await ask(server.port, path, { method })).status).toBe(status);
  await server.close();
});

/** Bytes of a client that does not behave; what it gets is its end. */
test.each<[name: string, first: string, then?: string]>([
  ['half a request', 'GET / HTTP/1.1\r\nhost: a\r\n'],
  ['nothing', ''],
  ['a header without end', 'GET / HTTP/1.1\r\nx: ', 'y'.repeat(4_096)],
  ['a body without end', `GET / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n`, '5\r\nhello\r\n'],
  ['a body that never comes', 'GET / HTTP/1.1\r\nhost: a\r\ncontent-length: 9999999\r\n\r\n'],
  ['no HTTP', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
  ['CONNECT', 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nhost: a\r\n\r\n'],
])('exporter: a client that sends %s → is let go, and the next one is answered', async (_, first, then) => {
  const { server } = await start({ headersTimeout: 200, requestTimeout: 300, connectionsCheckingInterval: 50 });
  const socket = net.connect(server.port, '127.0.0.1');
  socket.on('error', () => {}).resume();
  socket.write(first);
  const dribbling = then === undefined ? undefined : setInterval(() => socket.write(then), 10);
  await new Promise(resolve => socket.once('close', resolve));
  clearInterval(dribbling);
  expect((await ask(server.port, '/-/healthy')).status).toBe(200);
  await server.close();
});

test('discovery: lines with labels, comments and what is no host → the groups of those that are', () => {
  const text = 'pc1.example site=berlin __meta=x 9x=y\n# no\n\n10.0.0.7:3390 # lab\nhttp://x\n[::1]:70000\npc2 a="b\n';
  expect(targetGroups(text)).toEqual([
    { targets: ['pc1.example'], labels: { site: 'berlin' } },
    { targets: ['10.0.0.7:3390'], labels: {} },
    { targets: ['pc2'], labels: { a: '"b' } },
  ]);
});

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['a field that nobody knows', '{"target": []}'],
  ['a target that is none', '{"targets": ["10.0.0.1/8"]}'],
  ['a number for a target', '{"targets": [1]}'],
  ['a port that is none', '{"ports": [0]}'],
  ['no port', '{"ports": []}'],
  ['a module without a limit', '{"modules": {"rdp": {"timeoutSeconds": 0}}}'],
  ['a module with a word of its own', '{"modules": {"rdp": {"beside": [22]}}}'],
  ['half of TLS', '{"tls": {"key": "a"}}'],
  ['an address that is none', '{"listen": "http://a"}'],
  ['too many at once', '{"probesAtOnce": 100000}'],
])('config: %s → one sentence', (_, text) => {
  const { key, values } = Object(decodeConfig(text, '/'));
  expect(say(knowledge, key, values)).toMatch(/^[^{}]{10,160}\.$/);
});
