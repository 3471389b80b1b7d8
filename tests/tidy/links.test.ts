import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const site = path.resolve(import.meta.dirname, '../../dist/site');
const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter(
  // The single file is many pages in one, and a page of its own kind: tests/e2e/single-file.test.ts.
  file => file.endsWith('.html') && file !== 'reconnect.html',
);
/** What a script holds is no link, whatever it looks like. */
const withoutScripts = (text: string) => text.replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, '$1</script>');
const html = new Map(pages.map(page => [page, withoutScripts(readFileSync(path.join(site, page), 'utf8'))]));
const fileOf = (address: string) => {
  const file = path.join(site, decodeURIComponent(address));
  return address.endsWith('/') ? path.join(file, 'index.html') : file;
};

test('every link of every page leads to something that is there', () => {
  const broken = new Set<string>();
  for (const [page, text] of html) {
    const base = `https://reconnect.example/${page.replace(/index\.html$/, '')}`;
    for (const [, found = ''] of text.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const link = new URL(found.replaceAll('&amp;', '&'), base);
      if (link.origin !== 'https://reconnect.example') continue;
      const file = fileOf(link.pathname);
      if (!existsSync(file)) broken.add(`${page}: ${found}`);
      else if (link.hash.length > 1 && file.endsWith('.html') && !link.hash.includes('=')) {
        const id = decodeURIComponent(link.hash.slice(1));
        if (!readFileSync(file, 'utf8').includes(`id="${id}"`)) broken.add(`${page}: ${found}`);
      }
    }
  }
  expect([...broken].slice(0, 20)).toEqual([]);
});

test('no page loads anything from another origin', () => {
  const foreign = [...html].flatMap(([page, text]) =>
    [
      ...text.matchAll(
        /<(?:script|img|iframe|source|video|audio)\b[^>]*\ssrc="(https?:[^"]*)"|<link\b[^>]*rel="(?:stylesheet|preload|icon|manifest)"[^>]*href="(https?:[^"]*)"/g,
      ),
    ].map(hit => `${page}: ${hit[1] ?? hit[2]}`),
  );
  expect(foreign.filter(hit => !hit.includes('https://reconnect.example/'))).toEqual([]);
});

test('every page has a language, a title, a description and one main heading', () => {
  const bare = [...html]
    .filter(
      ([, text]) =>
        !/<html[^>]*\slang="/.test(text) ||
        !/<title>[^<]{3,}<\/title>/.test(text) ||
        !/<meta name="description" content="[^"]{20,}"/.test(text) ||
        (text.match(/<h1[\s>]/g) ?? []).length !== 1,
    )
    .map(([page]) => page);
  expect(bare).toEqual([]);
});
