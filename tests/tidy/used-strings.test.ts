import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadStrings } from '../../content/words.ts';

/** A sentence that no screen asks for is still translated, reviewed and shipped: each one is asked for by its key. */
const root = path.resolve(import.meta.dirname, '../..');
const tracked = ['ls-files', '--cached', '--others', '--exclude-standard', 'site', 'extension', 'machines', '.tasks'];
const files = execFileSync('git', tracked, { cwd: root, encoding: 'utf8' }).split('\n');
const sourcesOf = (kinds: RegExp) =>
  files
    .filter(file => kinds.test(file))
    .map(file => readFileSync(path.join(root, file), 'utf8'))
    .join('\n');

const code = sourcesOf(/\.(?:ts|astro)$/);
const markup = sourcesOf(/\.html$/);
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What stands in quotes, read once: a search of all sources for each key would take seconds. */
const quoted = new Set([...code.matchAll(/['"]([\w.-]+)(?=['"])/g)].map(([, text = '']) => text));

/** Keys that the code puts together, such as `helper.${state}.mend`, as one expression. */
const PLACEHOLDER = '\u0000';
const shapes = [...code.matchAll(/`([^`\s]*\$\{[^`]*)`/g)]
  .map(([, template = '']) => template.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, PLACEHOLDER))
  .filter(shape => new RegExp(`^[\\w.${PLACEHOLDER}-]*[\\w-]{2}[\\w.${PLACEHOLDER}-]*$`).test(shape));
const composed = new RegExp(
  `^(?:${[...new Set(shapes)].map(shape => shape.split(PLACEHOLDER).map(escaped).join('[\\w.-]+')).join('|')})$`,
);

/** Groups that a page gets whole: its script then asks without the group's name. */
const groups = [...code.matchAll(/\btexts\('([^']+)'\)/g)].map(([, group = '']) => group);

/** What is told of somebody else's case, or of a file, has its own words under the same keys: `wordsFor`. */
const PURPOSES = ['handed.', 'recorded.'];

/** A form of a sentence with a count is asked for by the sentence's key. */
const FORM = /\.(?:zero|one|two|few|many|other)$/;

const isAskedFor = (key: string): boolean => isNamed(key) || (FORM.test(key) && isNamed(key.replace(FORM, '')));

function isNamed(key: string): boolean {
  const names = [key, ...groups.filter(group => key.startsWith(`${group}.`)).map(group => key.slice(group.length + 1))];
  for (const purpose of PURPOSES) if (key.startsWith(purpose)) names.push(key.slice(purpose.length));
  return names.some(
    name =>
      composed.test(name) ||
      quoted.has(name) ||
      new RegExp(`(?<![\\w.-])${escaped(name)}(?![\\w-]|\\.\\w)`).test(markup),
  );
}

test.each([
  ['ui', 300],
  ['site', 300],
  ['terminal', 80],
])('%s.yaml: every sentence → some source asks for it', async (file, least) => {
  const keys = Object.keys(await loadStrings(path.join(root, `content/en/${file}.yaml`)));
  expect(keys.length).toBeGreaterThan(least);
  expect(keys.filter(key => !isAskedFor(key))).toEqual([]);
});

test('a sentence that nothing asks for → is found', () => {
  expect(isAskedFor('check.nobody-asks')).toBe(false);
  expect(isAskedFor('helper.crashed.mend')).toBe(true);
});
