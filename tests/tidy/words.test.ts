import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HELPER_STATES } from '../../machines/diagnosis/check-events.ts';
import type { Knowledge } from '../../machines/knowledge.ts';
import { REJECTION_CODES } from '../../machines/target/target.ts';
import { CAUSE_IDS, QUESTION_IDS, QUESTIONS } from '../../machines/vocabulary.ts';

/** Where a person would look for a text, there is one. What it says is for its author and its reader. */
const dist = path.resolve(import.meta.dirname, '../../dist');
const knowledge = JSON.parse(readFileSync(path.join(dist, 'knowledge.json'), 'utf8')) as Knowledge;
const { questions, causes, ui } = knowledge.words;
const hasPage = (step: string) => existsSync(path.join(dist, 'site', 'steps', step, 'index.html'));
const isText = (value: string | undefined) => value !== undefined && value.replace(/<[^>]*>/g, '').trim().length > 2;

test.each(QUESTION_IDS)('question %s has its words, and so has each of its answers', id => {
  const words = questions[id];
  expect(words.title).toMatch(/\?$/);
  expect(isText(words.why)).toBe(true);
  const silent = QUESTIONS[id].answers.filter(answer => !isText(words.answers[answer]?.label));
  expect(silent).toEqual([]);
  if (words.step !== undefined) expect(hasPage(words.step)).toBe(true);
});

test.each(CAUSE_IDS)('cause %s has a remedy with an owner, a way back and a way to see that it worked', id => {
  const words = causes[id];
  for (const text of [words.title, words.short, words.who, words.remedy, words.undo, words.verify])
    expect(isText(text)).toBe(true);
});

test('the six steps of the guide are there', () => {
  for (const step of [
    'host-status',
    'reachability',
    'port-test',
    'service-listener',
    'name-resolution',
    'credentials-rights',
  ])
    expect(hasPage(step)).toBe(true);
});

test('every rejection and every helper state has its sentence', () => {
  const missing = [
    ...REJECTION_CODES.map(code => `rejection.${code}`),
    ...HELPER_STATES.flatMap(state => [`helper.${state}`, `helper.${state}.mend`]),
  ].filter(key => !isText(ui[key]));
  expect(missing).toEqual([]);
});
