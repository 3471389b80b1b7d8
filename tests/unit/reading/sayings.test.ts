import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadSayings } from '../../../content/sayings.ts';
import { sayings } from '../../shared-sayings.ts';

/** What no phrase gives: the form of a word tells it (`numbersAt` in lexicon.ts). */
const FORMED = ['IPADDR', 'LOOPBACK', 'DOTTED', 'HOSTNAME', 'PORTOTHER'];

const { groups, names, languages, rules } = sayings;
const answersOf = (told: Readonly<Record<string, Readonly<Record<string, unknown>>>>) =>
  Object.entries(told).flatMap(([question, answers]) => Object.keys(answers).map(answer => `=${question}:${answer}`));
const given = new Set([
  ...FORMED,
  ...Object.keys(groups),
  ...Object.keys(names),
  ...Object.values(languages).flatMap(({ words, sayings: told }) => [...Object.keys(words), ...answersOf(told)]),
]);
const classesIn = (rule: string) =>
  rule
    .split(/[\s/|]+/u)
    .map(word => word.replace(/^[-^]/u, ''))
    .filter(word => /[A-Z]|^=/u.test(word));

test.each(
  Object.entries(rules).flatMap(([question, answers]) =>
    Object.entries(answers).map(([answer, list]) => [`${question}: ${answer}`, list] as const),
  ),
)('rules of %s → some language gives every class that they name', (_, list) => {
  expect(list.flatMap(classesIn).filter(name => !given.has(name))).toEqual([]);
});

test.each(Object.entries(groups))('group %s → some language gives every class in it', (_, members) => {
  expect(members.filter(name => !given.has(name))).toEqual([]);
});

const ofWorks = (phrases: string) => `small: de\nwords:\n  WORKS: '${phrases}'\nsayings: {}\n`;

test.each([
  ['a phrase twice', ofWorks('works, connects, Works'), 'words.WORKS: a phrase stands twice'],
  ['nothing between two commas', ofWorks('works, , connects'), 'words.WORKS: nothing stands between two commas'],
  ['a comma at the end', ofWorks('works,'), 'words.WORKS: nothing stands between two commas'],
  ['a way twice in a group', ofWorks('(gets|goes|gets) in'), 'words.WORKS: a way stands twice in a group'],
  ['a group in a group', ofWorks('(gets (right|) in)'), 'words.WORKS: a group of ways holds no other group'],
  [
    'a synonym of two words',
    'small: de\nalike: pw=pass word\nwords: {}\nsayings: {}\n',
    'alike: what another stands for is one word',
  ],
])('loader: %s → refused with the file and the place', async (_, yaml, message) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sayings-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const shared = path.resolve(import.meta.dirname, '../../../content/model/sayings.yaml');
  await cp(shared, path.join(folder, 'model/sayings.yaml'));
  await mkdir(path.join(folder, 'nl'));
  await writeFile(path.join(folder, 'nl/sayings.yaml'), yaml);
  await expect(loadSayings(folder)).rejects.toThrow(`content/nl/sayings.yaml: ${message}`);
});
