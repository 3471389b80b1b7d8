import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadUpdates } from '../../content/knowledge.ts';

/** A command or a menu path is true on some systems: its page says on which, how that is known, and since when. */
const content = path.resolve(import.meta.dirname, '../../content/en');
const pages = ['guides', 'causes', 'steps'].flatMap(folder =>
  readdirSync(path.join(content, folder)).map(file => `${folder}/${file}`),
);

/** What a text tells people to type or to click, by the systems that have it. */
const NEEDS: readonly (readonly [what: string, found: RegExp, named: RegExp])[] = [
  ['a command of Windows', /```(?:bat|powershell)\n/, /Windows/],
  ['a menu of Windows', /\*\*Settings → |gpedit|Event Viewer →/, /Windows|GNOME/],
  ['a menu of macOS', /\*\*System Settings\b[^*]*→|\*\*macOS:\*\*/, /macOS|KRDP/],
  [
    'a command of Linux or macOS',
    /```sh\n/,
    /Linux|Debian|macOS|FreeRDP|Docker|OpenSSH|xrdp|GNOME|NetworkManager|tcpdump/,
  ],
];

const matter = z.looseObject({
  reviewed: z.coerce.date(),
  sources: z.array(z.string()).default([]),
  checked: z
    .array(z.looseObject({ system: z.string(), by: z.string().optional(), day: z.coerce.date().optional() }))
    .default([]),
});

/** What a page says was looked up, without a word on where. */
function unsourced(text: string): readonly string[] {
  const { sources, checked } = matter.parse(parse(text.split(/^---$/m)[1] ?? ''));
  // The guide on 0x4 has a source for each claim, under the text.
  if (sources.length > 0 || /<Fold summary="Where this comes from">/.test(text)) return [];
  return checked.filter(({ by }) => by === 'documents').map(({ system }) => system);
}

/** What a page asks people to do on systems that it does not name. */
function unnamed(text: string): readonly string[] {
  const [, front = '', ...rest] = text.split(/^---$/m);
  const body = rest.join('---');
  const named = matter
    .parse(parse(front))
    .checked.map(({ system }) => system)
    .join('\n');
  return NEEDS.filter(([, found, by]) => found.test(body) && !by.test(named)).map(([what]) => what);
}

test.each(pages)('%s names the systems that its commands and menus were checked for', file => {
  expect(unnamed(readFileSync(path.join(content, file), 'utf8'))).toEqual([]);
});

test.each(pages)('%s names where it was looked up', file => {
  expect(unsourced(readFileSync(path.join(content, file), 'utf8'))).toEqual([]);
});

const questions = readdirSync(path.join(content, 'questions')).map(file => `questions/${file}`);

test.each(questions)('%s names where its commands were looked up', file => {
  const [, front = '', ...body] = readFileSync(path.join(content, file), 'utf8').split(/^---$/m);
  const { sources } = z.looseObject({ sources: z.array(z.string()).default([]) }).parse(parse(front));
  expect(/^```/m.test(body.join('---')) && sources.length === 0).toBe(false);
});

test('the linter sees a page that was looked up nowhere', () => {
  const page = (sources: string) =>
    `---\nreviewed: 2026-11-30\n${sources}checked:\n  - { system: Windows 11, by: documents }\n---\n`;
  expect(unsourced(page(''))).toEqual(['Windows 11']);
  expect(unsourced(page('sources: [a document of its maker]\n'))).toEqual([]);
});

test.each(pages)('%s was checked by today', file => {
  const [, front = ''] = readFileSync(path.join(content, file), 'utf8').split(/^---$/m);
  const { reviewed, checked } = matter.parse(parse(front));
  for (const day of [reviewed, ...checked.map(row => row.day ?? reviewed)])
    expect(day.getTime()).toBeLessThanOrEqual(Date.now());
});

describe('the linter sees a page that names no system', () => {
  const page = (front: string, body: string) => `---\nreviewed: 2026-11-30\n${front}---\n${body}`;
  test.each([
    page('', '```bat\nwinver\n```'),
    page('checked:\n  - { system: macOS 26 }\n', 'Open **Settings → System**.'),
    page('checked:\n  - { system: Windows 11 }\n', '```sh\nss -tln\n```'),
  ])('%j', text => {
    expect(unnamed(text)).toHaveLength(1);
  });
  test('and lets pass one that does', () => {
    expect(unnamed(page('checked:\n  - { system: Windows 11 }\n', '```bat\nwinver\n```'))).toEqual([]);
  });
});

test('updates: every link of a row leads to a page of ours', async () => {
  const rows = await loadUpdates();
  const links = rows.flatMap(row =>
    [row.shows, row.see, row.cure, row.meanwhile ?? ''].flatMap(text => [...text.matchAll(/\]\((\/[^)#]+)/g)]),
  );
  expect(rows.length).toBeGreaterThan(12);
  expect(links.length).toBeGreaterThan(3);
  const known = new Set(pages.map(file => `/${file.replace('.mdx', '')}/`));
  expect(links.map(([, address = '']) => address).filter(address => !known.has(address))).toEqual([]);
});
