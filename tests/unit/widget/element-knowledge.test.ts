import { expect, test } from 'vitest';
import type { View } from '../../../machines/diagnosis/view.ts';
import { viewOf } from '../../../machines/diagnosis/view.ts';
import { withoutInstructions } from '../../../machines/instructions.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { ElementKnowledge, type LaterScreens } from '../../../site/widget/element/element-knowledge.ts';
import { factsOf, knowledge } from '../flow/known.ts';

const view = (value: string, more: Parameters<typeof factsOf>[1] = {}): View =>
  viewOf({ value, context: factsOf('', more) }, knowledge);

function knows(known: Knowledge, apart: { readonly instructions?: string } = {}) {
  let redrawn = 0;
  let brought: Promise<unknown> | undefined;
  // As on a page on which no other widget has brought them.
  let areHere = false;
  const screens: LaterScreens = { areHere: () => areHere, load: async () => (areHere = true) };
  const element = new ElementKnowledge(
    { changed: () => undefined, redraw: () => redrawn++, guard: running => (brought = running) },
    screens,
  );
  const request = () => Promise.resolve(undefined);
  element.use(element.storeOf({ knowledge: known, base: undefined, apart, request }));
  const bring = () => {
    element.bringAnswers();
    return brought;
  };
  return { element, bring, redrawn: () => redrawn };
}

const LATER = ['checking', 'reading', 'concluded', 'cannot-tell', 'crossed-off', 'mending', 'resolved', 'handed-over'];

test('screens: nothing came after the first frame → the first question can be drawn, no later screen', () => {
  const { element } = knows(knowledge);
  expect(['describing', 'asking'].filter(screen => element.lacks(view(screen)))).toEqual([]);
  expect(LATER.filter(screen => !element.lacks(view(screen)))).toEqual([]);
});

test('screens: a question whose way of finding out stands open → it waits for what draws that', () => {
  const { element } = knows(knowledge);
  expect(element.lacks(view('asking', { question: 'code' }))).toBe(true);
  expect(element.lacks(view('asking', { question: 'port' }))).toBe(false);
});

test('screens: they are brought → each can be drawn, and the element is notified', async () => {
  const { element, bring, redrawn } = knows(knowledge);
  await bring();
  expect(LATER.filter(screen => element.lacks(view(screen)))).toEqual([]);
  expect(element.isRefused).toBe(false);
  expect(redrawn()).toBeGreaterThan(0);
});

test('screens: they are here, the instructions do not come → only those with a remedy cannot be drawn', async () => {
  const bare: Knowledge = { ...knowledge, words: withoutInstructions(knowledge.words) };
  const { element, bring } = knows(bare, { instructions: 'instructions.json' });
  await bring();
  expect(element.isRefused).toBe(true);
  expect(LATER.filter(screen => element.lacks(view(screen)))).toEqual(['concluded', 'mending']);
});

test('screens: the line of a question was drawn by a check → it waits for what draws a checked line', async () => {
  const { element, bring } = knows(knowledge);
  const checked = view('asking', { question: 'port', stages: [{ stage: 'name', outcome: 'passed' }] });
  expect(element.lacks(checked)).toBe(true);
  await bring();
  expect(element.lacks(checked)).toBe(false);
});
