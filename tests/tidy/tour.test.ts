import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pageTypes } from '../e2e/tour.ts';

const folder = path.resolve(import.meta.dirname, '../../site/pages');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.astro'));
/** What `walkFlow` opens itself. */
const FLOW = 'diagnose/';
const visited = [...Object.values(pageTypes()).map(address => address.replace(/#.*/, '')), FLOW];

/** `helper/index.astro` answers `helper/`, `guides/[id].astro` every guide that has no file of its own. */
function addressesOf(file: string): RegExp {
  const route = file.replace(/(?:^|(?<=\/))index\.astro$/, '').replace(/\.astro$/, '/');
  return new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+')}$`);
}

function fileOf(address: string): string {
  const answering = files.filter(file => addressesOf(file).test(address));
  const [own = '404.astro'] = answering.sort((a, b) => Number(a.includes('[')) - Number(b.includes('[')));
  return own;
}

test('every kind of page is looked at by the tests of access, and has its picture', () => {
  const seen = new Set(visited.map(fileOf));
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter(file => !seen.has(file))).toEqual([]);
});
