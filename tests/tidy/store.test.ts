import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadStrings } from '../../content/words.ts';
import { listingOf, STORE_PAGES } from '../store-listing.ts';

const root = path.resolve(import.meta.dirname, '../..');
const built = path.join(root, 'dist', 'extension');
const BROWSERS = ['chrome', 'firefox'] as const;
const manifestOf = (browser: string) =>
  JSON.parse(readFileSync(path.join(built, browser, 'manifest.json'), 'utf8')) as Record<string, unknown> & {
    permissions: string[];
    optional_permissions?: string[];
    host_permissions?: string[];
  };
const listing = await loadStrings(path.join(root, 'content/en/store.yaml'));
const run = promisify(execFile);

/** What a browser lets the extension do is changed on purpose only. `RENEW=1` writes the golden file anew. */
test.each(BROWSERS)('the manifest for %s is the agreed one', browser => {
  const golden = path.join(import.meta.dirname, `manifest.${browser}.golden.json`);
  if (process.env.RENEW) writeFileSync(golden, `${JSON.stringify(manifestOf(browser), null, 2)}\n`);
  expect(manifestOf(browser)).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
});

const reasons = Object.keys(listing).flatMap(key => /^permission\.(.+)/.exec(key)?.[1] ?? []);
const asked = (browser: string) => {
  const { permissions, optional_permissions } = manifestOf(browser);
  return [...permissions, ...(optional_permissions ?? [])];
};

test.each(BROWSERS)('%s asks for nothing that the listing gives no reason for, and for no host unasked', browser => {
  expect(asked(browser).filter(permission => !reasons.includes(permission))).toEqual([]);
  expect(manifestOf(browser).host_permissions).toBeUndefined();
});

test('every reason in the listing is for a permission that is asked for', () => {
  expect(reasons.filter(reason => !BROWSERS.flatMap(asked).includes(reason))).toEqual([]);
});

/** Chrome: summary 132, description 16,000. Firefox: name 50, summary 250. Edge: name 45, description 250 at least. */
test.each<[key: string, least: number, most: number]>([
  ['name', 3, 45],
  ['summary', 20, 132],
  ['description', 250, 10_000],
])('the %s of the listing has the length that the stores take', (key, least, most) => {
  const length = listing[key]?.length ?? 0;
  expect(length).toBeGreaterThanOrEqual(least);
  expect(length).toBeLessThanOrEqual(most);
});

test('listing: an address of the guide → it names the pages that stores ask for, and each is there', () => {
  const text = listingOf(listing, { guide: 'https://guide.invalid/help', downloads: undefined });
  for (const [title, page] of Object.entries(STORE_PAGES)) {
    expect(text).toContain(`## ${title}\n\nhttps://guide.invalid/help/${page}\n`);
    expect(existsSync(path.join(root, 'dist/site', page, 'index.html'))).toBe(true);
  }
});

test('listing: with and without downloads → says where the helper comes from, and leaves nothing open', () => {
  const guide = 'https://guide.invalid';
  const [carried, downloaded] = [undefined, 'https://guide.invalid/files/'].map(downloads =>
    listingOf(listing, { guide, downloads }),
  );
  expect(carried).toContain('Node.js');
  expect(downloaded).not.toContain('Node.js');
  for (const text of [carried, downloaded]) expect(text).not.toMatch(/[{}]/);
});

test.each(BROWSERS)('the package for %s holds what it needs and nothing else', browser => {
  const file = path.join(built, `reconnect-${browser}.zip`);
  // The helper and the knowledge; twice the sayings of eleven languages, in the helper and for the popup, and what reads
  // captures, for a worker and for the page.
  expect(statSync(file).size).toBeLessThan(1150 * 1024);
  const entries = readZip(readFileSync(file));
  const names = [...entries.keys()];
  for (const needed of [
    'manifest.json',
    'popup.html',
    'background.js',
    'knowledge.json',
    'reconnect.mjs',
    'icon/128.png',
  ])
    expect(names).toContain(needed);
  const strange = names.filter(
    name => !/\.(?:json|html|js|mjs|css|png|woff2)$/.test(name) || /(?:^|\/)\.|\.map$/.test(name),
  );
  expect(strange).toEqual([]);
  const texts = [...entries].filter(([name]) => /\.(?:json|html|js|mjs|css)$/.test(name));
  expect(
    texts.filter(([, bytes]) => /PRIVATE KEY-----\s*\n[A-Za-z0-9+/]{20}|sourceMappingURL=/.test(`${bytes}`)),
  ).toEqual([]);
  const { manifest_version, icons, content_security_policy } = JSON.parse(String(entries.get('manifest.json')));
  expect(manifest_version).toBe(3);
  for (const icon of Object.values(icons)) expect(names).toContain(icon);
  expect(content_security_policy.extension_pages).toMatch(/^default-src 'none'/);
  expect(content_security_policy.extension_pages).not.toMatch(/unsafe|https?:|\*/);
  expect(String(entries.get('reconnect.mjs'))).toBe(readFileSync(path.join(root, 'dist/reconnect.mjs'), 'utf8'));
});

/** Lit sets a template's HTML from strings that a page can't reach; the linter sees the assignment, not where it comes from. */
const KNOWN_WARNINGS = ['UNSAFE_VAR_ASSIGNMENT'];

test('the linter of Firefox’s store finds nothing else', async () => {
  const { stdout } = await run(
    path.join(root, 'node_modules/.bin/web-ext'),
    ['lint', '--source-dir', path.join(built, 'firefox'), '--output', 'json'],
    { maxBuffer: 16 * 1024 * 1024 },
  );
  const { errors, warnings, notices } = JSON.parse(stdout) as Record<string, { code: string; message: string }[]>;
  const codes = [...(errors ?? []), ...(warnings ?? []), ...(notices ?? [])].map(({ code }) => code);
  expect(codes.filter(code => !KNOWN_WARNINGS.includes(code))).toEqual([]);
}, 120_000);

/** The files of a zip by the table at its end. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function readZip(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map(offset => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), method === 8 ? inflateRawSync(packed) : packed);
    at += 46 + name + extra + comment;
  }
  return files;
}
