import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headingsLacking, lackingIn } from '../../languages/lacking.ts';
import { writePseudoFolder } from '../../languages/pseudo-folder.ts';

const content = path.resolve(import.meta.dirname, '../../../content');
const english = path.join(content, 'en');
let folder = '';
beforeAll(async () => {
  folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'reconnect-language-')), 'xx');
  await writePseudoFolder(english, folder, 'en-XA');
});
afterAll(() => rm(path.dirname(folder), { recursive: true }));

/** What a language lacks while a file of it reads otherwise, or is not there. */
async function lackingWith(file: string, change?: (text: string) => string): Promise<readonly string[]> {
  const whole = path.join(folder, file);
  const kept = path.join(path.dirname(folder), 'kept');
  const before = await readFile(whole, 'utf8');
  await rename(whole, kept);
  if (change !== undefined) {
    expect(change(before)).not.toBe(before);
    await writeFile(whole, change(before));
  }
  try {
    return [...(await lackingIn(english, folder)), ...(await headingsLacking(folder))];
  } finally {
    await rename(kept, whole);
  }
}

test('every language that has pages of ours → has all that the flow says', async () => {
  const folders = await readdir(content, { withFileTypes: true });
  const withWords = await Promise.all(
    folders
      .filter(one => one.isDirectory())
      .map(async ({ name }) => ((await readdir(path.join(content, name))).includes('ui.yaml') ? [name] : [])),
  );
  const languages = withWords.flat();
  expect(languages).toContain('en');
  for (const language of languages) {
    expect(await lackingIn(english, path.join(content, language))).toEqual([]);
    expect(await headingsLacking(path.join(content, language))).toEqual([]);
  }
});

test('a whole language → lacks nothing', async () => {
  expect(await lackingIn(english, folder)).toEqual([]);
  expect(await headingsLacking(folder)).toEqual([]);
});

test('a guide that is not translated yet → is no fault', async () => {
  expect(await lackingWith('guides/glossary.mdx')).toEqual([]);
});

test.each<[what: string, file: string, change: (text: string) => string, says: string]>([
  [
    'a sentence',
    'ui.yaml',
    text => text.replace(/^popup\.check: .*\n/m, ''),
    'content/xx/ui.yaml: "popup.check" is missing',
  ],
  [
    'a key',
    'ui.yaml',
    text => text.replace(/^popup\.check:/m, 'popup.chek:'),
    'content/xx/ui.yaml: "popup.chek" is no key of English',
  ],
  [
    'a placeholder',
    'ui.yaml',
    text => text.replace(/^(popup\.menu: .*)\{text\}/m, '$1'),
    'content/xx/ui.yaml: "popup.menu" lacks {text}',
  ],
  [
    'a meaning',
    'codes.yaml',
    text => text.replace(/^ {2}"?0xa2f"?: .*\n/m, ''),
    'content/xx/codes.yaml: "android-client.0xa2f" is missing',
  ],
])('%s is forgotten → file and key', async (_, file, change, says) => {
  expect(await lackingWith(file, change)).toContain(says);
});

test.each([
  ['terminal.yaml', 'content/xx/terminal.yaml is missing'],
  ['questions/vpn.mdx', 'content/xx/questions/vpn.mdx is missing'],
])('%s is forgotten → its name', async (file, says) => {
  expect(await lackingWith(file)).toEqual([says]);
});

test('a heading of a cause in other words than site.yaml has → page and heading', async () => {
  expect(await lackingWith('causes/broker.mdx', text => text.replace(/^## Ŕ.*$/m, '## Other'))).toEqual([
    expect.stringMatching(/^causes\/broker\.mdx lacks “## Ŕ/),
  ]);
});
