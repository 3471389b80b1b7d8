import { expect, test } from 'vitest';
import { sayings } from '../../shared-sayings.ts';

/** What no phrase gives: the form of a word tells it (`numbersAt` in lexicon.ts). */
const FORMED = ['IPADDR', 'DOTTED', 'HOSTNAME', 'PORTOTHER'];

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
