import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

/** The least that a static host does: a file for its address, `index.html` for a folder's, 404 for the rest. */
export interface PlainHost {
  /** Without a slash at the end. */
  readonly origin: string;
  /** Addresses in the folders that were asked for and are not there. */
  readonly missed: readonly string[];
  close(): Promise<void>;
}

/** Browsers refuse a script, a style or a page of no type; a host sends no header besides. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webm': 'video/webm',
};

/** Puts each folder under its own path, and beside them single pages. Rewrites nothing, redirects nothing, squeezes nothing. */
export async function servePlain(
  folders: Readonly<Record<string, string>>,
  pages: Readonly<Record<string, string>> = {},
): Promise<PlainHost> {
  const missed: string[] = [];
  const server = http.createServer(async (request, response) => {
    const address = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    const [name, folder] = Object.entries(folders).find(([start]) => address.startsWith(`${start}/`)) ?? [];
    const file = address.endsWith('/') ? `${address}index.html` : address;
    const found =
      pages[address] ??
      (name && folder ? await readFile(path.join(folder, file.slice(name.length))).catch(() => undefined) : undefined);
    if (found === undefined && name !== undefined) missed.push(address);
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': TYPES[path.extname(file)] ?? 'text/plain' });
    response.end(found);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    origin: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`,
    missed,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
