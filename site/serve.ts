import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export interface ServedSite {
  /** Ends with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

interface Found {
  readonly file: string;
  readonly status: 200 | 404;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webm': 'video/webm',
  '.vtt': 'text/vtt; charset=utf-8',
};
const SHARED = ['/knowledge.json', '/wordings/', '/widget/', '/_astro/', '/embed/oembed'];
const MAX_ADDRESS_LENGTH = 2000;

/** Serves a built site on loopback, as any static host would: `/x` leads to `/x/`, what is missing gets the 404 page. */
export async function serveSite(options: { dir: string; port: number }): Promise<ServedSite> {
  const dir = path.resolve(options.dir);
  const server = http.createServer((request, response) => {
    answer(dir, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(dir: string, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, { allow: 'GET, HEAD' });
  const address = parseAddress(request.url ?? '/');
  if (address === undefined) return end(response, 400, {});
  if (await isFolderWithoutSlash(dir, address.pathname))
    return end(response, 308, { location: `${encodeURI(address.pathname)}/${address.search}` });
  const found = await find(dir, address.pathname);
  if (found === undefined) return end(response, 404, { 'content-type': 'text/plain; charset=utf-8' });
  await send(request, response, found, headersOf(address.pathname, found));
}

/** The path of a request, decoded once. Undefined where it could leave the folder or is no path at all. */
function parseAddress(text: string): { pathname: string; search: string } | undefined {
  if (text.length > MAX_ADDRESS_LENGTH || !text.startsWith('/')) return undefined;
  const [encoded = '/', ...query] = text.split('?');
  try {
    const pathname = decodeURIComponent(encoded).replace(/^\/+/, '/');
    if (/[\\\0]/.test(pathname) || pathname.split('/').includes('..')) return undefined;
    return { pathname, search: query.length > 0 ? `?${query.join('?')}` : '' };
  } catch {
    return undefined;
  }
}

async function isFolderWithoutSlash(dir: string, pathname: string): Promise<boolean> {
  return !pathname.endsWith('/') && (await isFile(path.join(dir, pathname, 'index.html')));
}

async function find(dir: string, pathname: string): Promise<Found | undefined> {
  const asked = path.join(dir, pathname);
  const file = pathname.endsWith('/') ? path.join(asked, 'index.html') : asked;
  if (await isFile(file)) return { file, status: 200 };
  const missing = path.join(dir, '404.html');
  return (await isFile(missing)) ? { file: missing, status: 404 } : undefined;
}

function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    found => found.isFile(),
    () => false,
  );
}

function headersOf(pathname: string, found: Found): Record<string, string> {
  const hashed = pathname.startsWith('/_astro/') && found.status === 200;
  // A help article on another origin loads the widget and its knowledge from here, a sandboxed frame its own scripts.
  const shared = SHARED.some(start => pathname.startsWith(start));
  return {
    'content-type': TYPES[path.extname(found.file)] ?? 'application/octet-stream',
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(shared && { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }),
  };
}

async function send(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  found: Found,
  headers: Record<string, string>,
): Promise<void> {
  const squeezed =
    /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') &&
    /text|json|xml|svg/.test(headers['content-type'] ?? '');
  response.writeHead(found.status, {
    ...headers,
    vary: 'accept-encoding',
    ...(squeezed && { 'content-encoding': 'gzip' }),
  });
  if (request.method === 'HEAD') response.end();
  else if (squeezed) await pipeline(createReadStream(found.file), createGzip(), response);
  else await pipeline(createReadStream(found.file), response);
}

function end(response: http.ServerResponse, status: number, headers: Record<string, string>): void {
  response.writeHead(status, headers).end();
}
