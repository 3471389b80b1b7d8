import type { Socket } from 'node:net';
import tls from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { check } from '../../../extension/helper/check.ts';
import { mintCertificate } from '../../../extension/helper/practice/certificate.ts';

const minted = await mintCertificate({
  commonName: 'practice-gateway',
  notBefore: new Date(Date.now() - 86_400_000),
  notAfter: new Date(Date.now() + 86_400_000),
});
let server: tls.Server | undefined;
const open = new Set<Socket>();
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await new Promise<void>(resolve => (server === undefined ? resolve() : server.close(() => resolve())));
  server = undefined;
});

/** A TLS server that answers every request with these lines, or with silence, and notes what it was asked. */
async function serve(...lines: readonly string[]): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = [];
  server = tls.createServer(minted, socket => {
    open.add(socket.on('error', () => {}));
    socket.on('data', data => {
      asked.push(data.toString('latin1'));
      if (lines.length > 0) socket.end(`${lines.join('\r\n')}\r\n\r\n`);
    });
  });
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, asked };
}

const through = (port: number) =>
  check(
    { host: 'inside', port: 3389, gateway: { host: '127.0.0.1', port } },
    { deadlines: { connectMs: 400, tlsMs: 400 } },
  );

test.each<[name: string, lines: readonly string[], answer: string]>([
  [
    'asks who is there',
    ['HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Negotiate', 'WWW-Authenticate: NTLM', 'Content-Length: 0'],
    'reachable',
  ],
  ['opens its channel', ['HTTP/1.1 200 OK', 'Content-Length: 0'], 'reachable'],
  ['is a web server that knows no such method', ['HTTP/1.1 405 Method Not Allowed', 'Content-Length: 0'], 'refused'],
  ['is a web server without such a page', ['HTTP/1.1 404 Not Found', 'Content-Length: 0'], 'refused'],
  [
    'sends its callers elsewhere',
    ['HTTP/1.1 302 Found', 'Location: https://192.0.2.1/', 'Content-Length: 0'],
    'refused',
  ],
  ['speaks no HTTP', ['220 welcome'], 'unreachable'],
  ['says nothing', [], 'unreachable'],
])('what %s', async (_, lines, answer) => {
  const { port, asked } = await serve(...lines);
  const { findings, stages } = await through(port);
  expect(findings).toEqual([expect.objectContaining({ question: 'gateway', answer })]);
  expect(stages.find(({ stage }) => stage === 'port')?.outcome).toBe(answer === 'reachable' ? 'passed' : 'failed');
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^RDG_OUT_DATA \/remoteDesktopGateway\/ HTTP\/1\.1\r\n/);
  expect(asked[0]).not.toMatch(/authorization/i);
});

test('nothing there is unreachable, and the host behind it is not asked for', async () => {
  const { port } = await serve();
  await new Promise<void>(resolve => server?.close(() => resolve()));
  server = undefined;
  const { findings, stages } = await through(port);
  expect(findings).toEqual([expect.objectContaining({ question: 'gateway', answer: 'unreachable' })]);
  expect(stages.find(({ stage }) => stage === 'name')?.outcome).toBe('skipped');
});
