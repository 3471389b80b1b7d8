import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Knowledge } from '../../machines/knowledge.ts';
import { QUESTION_IDS } from '../../machines/vocabulary.ts';
import { proseOf, readingGrade } from './reading-grade.ts';

/** People read this tired and under pressure: the words of grade 8 or lower, Flesch–Kincaid on what is rendered. */
const MAX_GRADE = 8;
/** What may be harder, with its reason. */
const HARDER: Readonly<Record<string, string>> = {};

const dist = path.resolve(import.meta.dirname, '../../dist');
const knowledge = JSON.parse(readFileSync(path.join(dist, 'knowledge.json'), 'utf8')) as Knowledge;
const pages = ['guides', 'causes', 'steps'].flatMap(folder =>
  readdirSync(path.join(dist, 'site', folder))
    .filter(name => name !== 'index.html')
    .map(id => `${folder}/${id}`),
);

const manual = ['helper', 'helper/install', 'helper/use', 'helper/company', 'helper/privacy', 'helper/support'];

test.each([...pages, ...manual])('%s can be read by anyone', page => {
  const [article = ''] =
    /<article[\s\S]*<\/article>/.exec(readFileSync(path.join(dist, 'site', page, 'index.html'), 'utf8')) ?? [];
  const prose = proseOf(article);
  expect(prose.length).toBeGreaterThan(200);
  if (HARDER[page] === undefined) expect(readingGrade(prose)).toBeLessThanOrEqual(MAX_GRADE);
});

test.each(QUESTION_IDS)('question %s can be read by anyone', id => {
  const { title, why, answers, help } = knowledge.words.questions[id];
  const labels = Object.values(answers).map(answer => `<li>${answer?.label}</li><li>${answer?.hint ?? ''}</li>`);
  const prose = proseOf(`<p>${title}</p><p>${why}</p>${labels.join('')}${help}`);
  if (HARDER[`questions/${id}`] === undefined) expect(readingGrade(prose)).toBeLessThanOrEqual(MAX_GRADE);
});

test.each<[sentence: string, from: number, to: number]>([
  ['The cat sat on the mat. The dog ran to the man.', -3, 2],
  ['Check that the host is on, and that the switch for Remote Desktop is on as well.', 2, 7],
  [
    'Authentication infrastructure misconfiguration necessitates comprehensive verification of organisational certificate authorities.',
    20,
    60,
  ],
])('the measure separates plain from hard: %s', (sentence, from, to) => {
  const grade = readingGrade(sentence);
  expect(grade).toBeGreaterThan(from);
  expect(grade).toBeLessThan(to);
});
