import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, answerTo } from '../../../extension/helper/exporter/answers.ts';
import { decodeConfig, type ExporterConfig } from '../../../extension/helper/exporter/config.ts';
import { ownMetrics } from '../../../extension/helper/exporter/own-metrics.ts';
import { Prober } from '../../../extension/helper/exporter/probing.ts';
import { serve } from '../../../extension/helper/exporter/server.ts';
import { type Minted, mintCertificate } from '../../../extension/helper/practice/certificate.ts';
import { run } from '../cli/command-line.ts';

const DAY_MS = 86_400_000;
const HELLO: Answer = { status: 200, contentType: 'text/plain', text: 'hello\n' };
const TARGET = { target: { host: 'pc1.example', port: 3389 }, module: { timeoutMs: 9_500, deep: false } };

let folder = '';
let ours: Minted;
let others: Minted;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-serving-'));
  const dates = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + DAY_MS) };
  ours = await mintCertificate({ commonName: 'localhost', ...dates });
  others = await mintCertificate({ commonName: 'localhost', ...dates });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function configOf(text: object): ExporterConfig {
  const config = decodeConfig(JSON.stringify(text), folder);
  if ('key' in config) throw new Error(config.key);
  return config;
}

test('exporter: certificate and key → answers over TLS, and not without', async () => {
  const server = await serve({ host: '127.0.0.1', port: 0, tls: ours, answer: async () => HELLO });
  const options = { host: '127.0.0.1', port: server.port, ca: ours.cert, servername: 'localhost', agent: false };
  const status = await new Promise((resolve, reject) =>
    https.get(options, response => resolve(response.resume().statusCode)).on('error', reject),
  );
  expect(status).toBe(200);
  const plain = net.connect(server.port, '127.0.0.1');
  let said = '';
  plain.on('error', () => {}).on('data', chunk => (said += chunk));
  plain.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
  await new Promise(resolve => plain.once('close', resolve));
  expect(said).not.toContain('hello');
  await server.close();
});

const TOKEN = 'a-token-of-the-tests';

test.each<[name: string, field: 'tls' | 'tokenFile', files: () => Readonly<Record<string, string>>]>([
  ['no file', 'tls', () => ({})],
  ['a certificate that is none', 'tls', () => ({ token: TOKEN, 'cert.pem': 'no certificate', 'key.pem': ours.key })],
  ['the key of another certificate', 'tls', () => ({ token: TOKEN, 'cert.pem': ours.cert, 'key.pem': others.key })],
  ['a token that is short', 'tokenFile', () => ({ 'cert.pem': ours.cert, 'key.pem': ours.key, token: 'short' })],
  [
    'a token of two words',
    'tokenFile',
    () => ({ 'cert.pem': ours.cert, 'key.pem': ours.key, token: `${'a'.repeat(16)} b` }),
  ],
])('exporter: the configuration names %s → one sentence about that, and nothing is opened', async (_, field, files) => {
  const place = await mkdtemp(path.join(folder, 'config-'));
  for (const [name, text] of Object.entries(files())) await writeFile(path.join(place, name), text);
  const tls = { certificate: 'cert.pem', key: 'key.pem' };
  await writeFile(
    path.join(place, 'exporter.json'),
    JSON.stringify({ tls, tokenFile: 'token', listen: '127.0.0.1:1' }),
  );
  const { exit, out, err } = await run(['exporter', '--config', path.join(place, 'exporter.json')]);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toMatch(/^The files? of .{10,120}\.\n$/);
  expect(err).toContain(`“${field}”`);
});

test('exporter: a client that asks on and on before it is answered → so many are kept for it, and no more', async () => {
  let asked = 0;
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const answer = () => {
    asked++;
    return promise;
  };
  const server = await serve({ host: '127.0.0.1', port: 0, answer });
  const socket = net.connect(server.port, '127.0.0.1');
  let said = '';
  socket.on('error', () => {}).on('data', chunk => (said += chunk));
  socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(500));
  await expect.poll(() => asked).toBe(64);
  resolve(HELLO);
  const answered = (status: number) => said.split(`HTTP/1.1 ${status}`).length - 1;
  await expect.poll(() => answered(200) + answered(503)).toBe(500);
  expect([asked, answered(200)]).toEqual([64, 64]);
  socket.destroy();
  await server.close();
});

test('exporter: two leave one host different times → each gets its own check', async () => {
  const times: number[] = [];
  const prober = new Prober(configOf({ targets: ['*.example'] }), async ({ target, timeoutMs }) => {
    times.push(timeoutMs);
    return { target, healthy: true, elapsedMs: 1, connections: 1, stages: [] };
  });
  await Promise.all([1_000, 9_500, 9_500].map(timeoutMs => prober.probe({ ...TARGET, timeoutMs })));
  expect(times).toEqual([1_000, 9_500]);
});

test('exporter: a check breaks → 500 without its words, counted, and logged for the operator', async () => {
  const config = configOf({ targets: ['*.example'] });
  const own = ownMetrics(() => 0);
  const faults: unknown[] = [];
  const broken = new TypeError('of undefined');
  const prober = new Prober(config, async () => {
    throw broken;
  });
  const asked = { method: 'GET', url: '/probe?target=pc1.example', accept: '', scrapeTimeout: undefined };
  const answer = await answerTo(asked, { config, prober, own, onFault: error => faults.push(error) });
  expect([answer.status, answer.text]).toEqual([500, 'a fault of this program\n']);
  expect(await own.registry.metrics()).toContain('reconnect_exporter_probes_total{result="our-fault"} 1');
  expect(faults).toEqual([broken]);
});
