import { createHash, timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Answer, Asked } from './answers.ts';

/** What the server is started with. */
export interface Serving {
  readonly host: string;
  readonly port: number;
  /** PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Who may ask; anybody who reaches the address where there is none. */
  readonly token?: string | undefined;
  readonly answer: (asked: Asked) => Promise<Answer>;
  /** For tests, which need not wait so long. */
  readonly limits?: Partial<typeof LIMITS>;
}

export interface Server {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A client that is slow, endless or idle costs one socket for so long, and there are so many. */
const LIMITS = {
  maxHeaderSize: 8_192,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 75_000,
};
const MAX_CONNECTIONS = 512;
/** A client may ask again before it is answered, and each of its requests is kept until then. */
const MAX_REQUESTS_A_CONNECTION = 64;
/** Longer than any check, for a reader that does not read. */
const IDLE_MS = 90_000;

/** Serves until it is closed. Rejects where the address cannot be had. */
export async function serve({ host, port, tls, token, answer, limits }: Serving): Promise<Server> {
  const onRequest: http.RequestListener = (request, response) => {
    void respond(request, token, answer).then(answered => write(response, answered, request.method === 'HEAD'));
  };
  const bounds = { ...LIMITS, ...limits };
  const server =
    tls === undefined
      ? http.createServer(bounds, onRequest)
      : https.createServer({ ...bounds, ...tls, minVersion: 'TLSv1.2', handshakeTimeout: 5_000 }, onRequest);
  server.maxConnections = MAX_CONNECTIONS;
  server.maxRequestsPerSocket = MAX_REQUESTS_A_CONNECTION;
  server.setTimeout(IDLE_MS);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host, port }, () => resolve());
  });
  // What fails on one connection ends that one.
  server.on('error', () => {});
  return {
    port: portOf(server.address()) ?? port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number | undefined {
  return address === null || typeof address === 'string' ? undefined : address.port;
}

async function respond(
  request: http.IncomingMessage,
  token: string | undefined,
  answer: Serving['answer'],
): Promise<Answer> {
  // Nothing that is asked for has a body, and none is read.
  if (request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined)
    return { status: 413, contentType: 'text/plain', text: 'no body\n' };
  if (token !== undefined && !bears(request.headers.authorization, token))
    return { status: 401, contentType: 'text/plain', text: 'a bearer token is needed\n' };
  const timeout = request.headers['x-prometheus-scrape-timeout-seconds'];
  return answer({
    method: request.method ?? '',
    url: request.url ?? '',
    accept: request.headers.accept ?? '',
    scrapeTimeout: typeof timeout === 'string' ? timeout : undefined,
  });
}

function write(response: http.ServerResponse, { status, contentType, text }: Answer, isHead: boolean): void {
  response.on('error', () => {});
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    // A body that nobody reads would stand before the next request.
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(isHead ? undefined : text);
}

/** Compared by digest, so that neither length nor beginning of the token can be measured. */
function bears(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
