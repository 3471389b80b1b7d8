import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../site/widget');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map(file => [file, readFileSync(path.join(folder, file), 'utf8')] as const);
const code = sources.map(([, text]) => text).join('\n');
const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');

const section = (title: string) => readme.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const named = (text: string, sign: RegExp) =>
  [...new Set([...text.matchAll(sign)].map(hit => hit[1] ?? ''))].toSorted();

const declared = code.split('static override properties: PropertyDeclarations = {')[1]?.split('};')[0] ?? '';
const properties = [...declared.matchAll(/^ {4}(\w+): \{(?: attribute: (false|'[\w-]+'))?/gm)].map(
  ([, name = '', attribute]) => ({ name, attribute: attribute?.replaceAll("'", '') ?? name }),
);

/** What a page can rely on. Adding is fine; what stands in the golden file is changed only with a version. */
const api = {
  attributes: [
    ...properties.map(({ attribute }) => attribute).filter(name => name !== 'false'),
    ...named(code, /\belement\.getAttribute\('([\w-]+)'\)/g),
  ].toSorted(),
  properties: properties
    .filter(({ attribute }) => attribute === 'false')
    .map(({ name }) => name)
    .toSorted(),
  events: named(code.split('export interface ReconnectEvents')[1]?.split('\n}')[0] ?? '', /'(reconnect-[a-z]+)'/g),
  parts: [
    ...new Set([...code.matchAll(/part="([a-z ]+)/g)].flatMap(hit => (hit[1] ?? '').trim().split(' '))),
  ].toSorted(),
  customProperties: named(code, /(--reconnect-[a-z-]+)/g),
};

test('the interface is the agreed one (RENEW=1 writes the golden file anew)', () => {
  const golden = path.join(import.meta.dirname, 'api.golden.json');
  if (process.env.RENEW) writeFileSync(golden, `${JSON.stringify(api, null, 2)}\n`);
  expect(api).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
});

test('all of it is documented, and nothing else', () => {
  const row = /^\| `([\w-]+)`/gm;
  expect({
    attributes: named(section('Attributes'), row),
    properties: named(section('Properties'), row),
    events: named(section('Events'), row),
    parts: named(section('Parts'), /`([a-z]+)`/g),
    customProperties: named(section('Custom properties'), /(--reconnect-[a-z-]+)/g),
  }).toEqual(api);
});

test('no style attribute, no eval, and HTML only of our own content', () => {
  expect(code).not.toMatch(/\sstyle=|\beval\(|new Function|insertAdjacentHTML|document\.write/);
  const filesWith = (word: string) => sources.filter(([, text]) => text.includes(word)).map(([file]) => file);
  expect(filesWith('unsafeHTML(')).toEqual(['screens/ours.ts']);
  // What lit would have written into a template of the page, it writes into one of ours.
  expect(filesWith('innerHTML')).toEqual(['element/xhtml.ts']);
});
