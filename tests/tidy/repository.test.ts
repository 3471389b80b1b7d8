import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(file => file !== '' && !file.endsWith('package-lock.json'));
const isText = (file: string) => /\.(ts|mjs|astro|css|mdx?|ya?ml|json|html|svg|txt)$/.test(file);
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

test('repository: top level → what was agreed and nothing else', () => {
  const agreed = [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'astro.config.mjs',
    'site',
    'extension',
    'content',
  ];
  const entries = new Set(files.map(file => file.split('/')[0] ?? ''));
  const extra = [...entries].filter(
    entry =>
      !entry.startsWith('.') &&
      ![...agreed, 'machines', 'tests', 'README.md', 'ARCHITECTURE.md', 'LICENSE'].includes(entry),
  );
  expect(extra).toEqual([]);
});

test('a source file can be read in one go: 300 lines at most', () => {
  const long = files
    .filter(file => /\.(ts|mjs|astro|css)$/.test(file))
    .map(file => [file, read(file).split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 300);
  expect(long).toEqual([]);
});

test('no folder or file is a drawer for anything', () => {
  const drawers = files.filter(file => /(^|\/)(utils?|helpers|common|misc|manager|types)(\.ts|\/)/.test(file));
  expect(drawers).toEqual([]);
});

test('no private key, machine path or registry host is in the tree', () => {
  const signs = [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----\n[A-Za-z0-9+/]{20}/,
    /\/(?:root|home)\/[a-z]+\/|\/work\/(?:main|shared)/,
  ];
  const found = files
    .filter(isText)
    .flatMap(file => signs.filter(sign => sign.test(read(file))).map(sign => `${file}: ${sign}`))
    .filter(hit => !hit.startsWith('tests/tidy/repository.test.ts'));
  expect(found).toEqual([]);
});

test('every dependency has its line in ARCHITECTURE.md', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const text = read('ARCHITECTURE.md');
  const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(name => !text.includes(name));
  expect(missing).toEqual([]);
});

test('every version is exact', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^(?:npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});
