import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isAnswer, isQuestionId } from '../../../machines/vocabulary.ts';
import { guidesFor } from '../../../site/widget/screens/guide-links.ts';
import { knowledge } from '../flow/known.ts';

const { ui } = knowledge.words;
const say = (key: string) => ui[key] ?? key;

test('guidesFor: who is in, and something does not work → the guide about that', () => {
  expect(guidesFor([{ question: 'progress', answerId: 'works-but' }], say)).toEqual([
    ['connected-but', 'You’re in, but something doesn’t work'],
  ]);
});

test('guidesFor: answers without a special case → no guide', () => {
  expect(guidesFor([{ question: 'port', answerId: 'silent' }, { question: 'vpn' }], say)).toEqual([]);
});

test('guidesFor: many answers, two of one guide → the newest two guides, each once', () => {
  const history = [
    { question: 'host-kind', answerId: 'linux' },
    { question: 'drop', answerId: 'freezes' },
    { question: 'drop', answerId: 'reconnecting' },
    { question: 'sign-in-way', answerId: 'hello' },
    { question: 'account-kind', answerId: 'microsoft' },
  ] as const;
  expect(guidesFor(history, say).map(([page]) => page)).toEqual(['microsoft-account', 'freezes-and-udp']);
});

const answers = Object.keys(ui).flatMap(key => /^guide\.([\w-]+)\.([\w-]+)\.page$/.exec(key)?.slice(1, 3) ?? []);

test('guides of answers: each names an answer of the vocabulary, a name and a page that is there', () => {
  const pairs = answers.flatMap((question, at) => (at % 2 === 0 ? [[question, answers[at + 1] ?? ''] as const] : []));
  expect(pairs.length).toBeGreaterThan(10);
  const wrong = pairs.filter(([question, answer]) => {
    const guide = path.resolve(
      import.meta.dirname,
      `../../../content/en/guides/${say(`guide.${question}.${answer}.page`)}.mdx`,
    );
    return (
      !isQuestionId(question) ||
      !isAnswer(question, answer) ||
      ui[`guide.${question}.${answer}`] === undefined ||
      !existsSync(guide)
    );
  });
  expect(wrong).toEqual([]);
});
