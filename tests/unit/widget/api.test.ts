import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../site/widget');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => [file, readFileSync(path.join(folder, file), 'utf8')] as const);
const code = sources.map(([, text]) => text).join('\n');
const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');

const section = (title: string) => readme.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const named = (text: string, sign: RegExp) =>
  [...new Set([...text.matchAll(sign)].map(hit => hit[1] ?? ''))].toSorted();

test('every custom property that a page may set is documented, and no other', () => {
  const sign = /(--reconnect-[a-z-]+)/g;
  expect(named(section('Custom properties'), sign)).toEqual(named(code, sign));
});

test('every part is documented, and no other', () => {
  const used = [...code.matchAll(/part="([a-z ]+)/g)].flatMap(hit => (hit[1] ?? '').split(' '));
  expect(named(section('Parts'), /`([a-z]+)`/g)).toEqual([...new Set(used.filter(part => part !== ''))].toSorted());
});

test('every event is documented, and no other', () => {
  const declared = code.split('export interface ReconnectEvents')[1]?.split('\n}')[0] ?? '';
  expect(named(section('Events'), /^\| `([a-z-]+)`/gm)).toEqual(named(declared, /'(reconnect-[a-z]+)'/g));
});

test('every attribute and property is documented, and no other', () => {
  const declared = code.split('static override properties = {')[1]?.split('};')[0] ?? '';
  const lines = declared.split('\n').filter(line => /^ {4}\w/.test(line) && !line.includes('state: true'));
  const properties = lines.filter(line => line.includes('attribute: false')).join('\n');
  const attributes = lines.filter(line => !line.includes('attribute: false')).join('\n');
  const name = /^ {4}(\w+)/gm;
  const row = /^\| `(\w+)`/gm;
  expect(named(section('Properties'), row)).toEqual(named(properties, name));
  expect(named(section('Attributes'), row)).toEqual([...named(attributes, name), 'knowledge'].toSorted());
});

test('no style attribute, no eval, and HTML only of our own content', () => {
  expect(code).not.toMatch(/\sstyle=|\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write/);
  const withHtml = sources.filter(([, text]) => text.includes('unsafeHTML(')).map(([file]) => file);
  expect(withHtml).toEqual(['face.ts']);
});
