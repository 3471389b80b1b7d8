import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ConfigData, HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';

const dist = path.resolve(import.meta.dirname, '../../dist');
/** Only rules that the HTML standard, ARIA or WCAG backs: no taste in attributes, quotes or names. */
const config: ConfigData = { root: true, extends: ['html-validate:standard', 'html-validate:a11y'] };
/** Of folders that hold hundreds of pages of one template, so many are looked at; a page of each program is among them. */
const OF_EACH = 3;

const htmlIn = (folder: string) =>
  readdirSync(path.join(dist, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.html'))
    .map(file => path.join(folder, file))
    .sort();

/** Every page of the site and the extension, with the index of codes; of the codes of one program the first few. */
function pages(): readonly string[] {
  const seen = new Map<string, number>();
  const isOneOfMany = (file: string) => /^site\/(codes\/[^/]+|causes|steps)\/[^/]+\//.test(file);
  const site = htmlIn('site').filter(file => {
    if (!isOneOfMany(file)) return true;
    const folder = path.dirname(path.dirname(file));
    const count = (seen.get(folder) ?? 0) + 1;
    seen.set(folder, count);
    return count <= OF_EACH;
  });
  return [...site, ...htmlIn('extension/chrome')];
}

const validator = new HtmlValidate(config);
/** They hold many screens and show one: landmarks need names of their own only beside each other. */
const oneOfManyScreens = new HtmlValidate({ ...config, rules: { 'unique-landmark': 'off' } });
const HOLDS_SCREENS = /reconnect\.html$|extension\/chrome\/(?:popup|page)\.html$/;

async function findingsIn(html: string, by = validator): Promise<readonly string[]> {
  const { results } = await by.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`),
  );
}

test('html: every built page type → valid by the standard', async () => {
  const files = pages();
  expect(files.length).toBeGreaterThan(80);
  const wrong: string[] = [];
  for (const file of files) {
    const html = readFileSync(path.join(dist, file), 'utf8');
    const found = await findingsIn(html, HOLDS_SCREENS.test(file) ? oneOfManyScreens : validator);
    wrong.push(...found.map(what => `${file}:${what}`));
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['a fold inside a line of text', '<!doctype html><html lang="en"><title>a</title><span><details></details></span>'],
  [
    'a caption in the middle of its figure',
    '<!doctype html><html lang="en"><title>a</title><figure><p>a</p><figcaption>b</figcaption><p>c</p></figure>',
  ],
  ['two elements of one name', '<!doctype html><html lang="en"><title>a</title><p id="a"></p><p id="a"></p>'],
])('html: %s → found', async (_, html) => {
  expect(await findingsIn(html)).not.toEqual([]);
});
