import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { serveSite } from '../../site/serve.ts';
import { SITE } from './pages.ts';

/** The built guide over TLS, under whatever name a browser asks for that has the proxy. */
export interface NamedSite {
  /** Port of the proxy, on loopback. */
  readonly proxy: number;
  readonly close: () => Promise<void>;
}

/** Nothing but the one tunnel leaves the proxy: every name leads to this machine. */
export async function serveNamedSite(): Promise<NamedSite> {
  const site = await serveSite({ dir: SITE, port: 0 });
  const front = await encrypt(site.url);
  const frontPort = await listen(front);
  const sockets = new Set<net.Socket>();
  const proxy = http.createServer((_, response) => response.writeHead(502).end());
  proxy.on('connect', (_, socket: net.Socket) => {
    const onward = net.connect(frontPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => sockets.delete(end));
    }
  });
  return {
    proxy: await listen(proxy),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      front.close();
      front.closeAllConnections();
      await site.close();
    },
  };
}

/** The same site behind TLS, with a certificate of its own. */
async function encrypt(inner: string): Promise<https.Server> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-named-'));
  const file = (name: string) => path.join(folder, name);
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=reconnect.example'],
    ...['-keyout', file('key.pem'), '-out', file('cert.pem')],
  ]);
  const [key, cert] = [await readFile(file('key.pem')), await readFile(file('cert.pem'))];
  await rm(folder, { recursive: true });
  return https.createServer({ key, cert }, (request, response) => {
    const onward = http.request(new URL(request.url ?? '/', inner), { headers: { accept: '*/*' } }, answered => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end();
  });
}

async function listen(server: net.Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
