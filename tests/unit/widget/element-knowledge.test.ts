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
  // As on a page on which no other widget has brought them.
  let areHere = false;
  const screens: LaterScreens = { areHere: () => areHere, load: async () => (areHere = true) };
  const element = new ElementKnowledge({ changed: () => undefined, redraw: () => redrawn++ }, screens);
  const request = () => Promise.resolve(undefined);
  element.use(element.storeOf({ knowledge: known, base: undefined, apart, request }));
  return { element, redrawn: () => redrawn };
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
  const { element, redrawn } = knows(knowledge);
  await element.bringAnswers();
  expect(LATER.filter(screen => element.lacks(view(screen)))).toEqual([]);
  expect(element.isRefused).toBe(false);
  expect(redrawn()).toBeGreaterThan(0);
});

test('screens: they are here, the instructions do not come → only those with a remedy cannot be drawn', async () => {
  const bare: Knowledge = { ...knowledge, words: withoutInstructions(knowledge.words) };
  const { element } = knows(bare, { instructions: 'instructions.json' });
  await element.bringAnswers();
  expect(element.isRefused).toBe(true);
  expect(LATER.filter(screen => element.lacks(view(screen)))).toEqual(['concluded', 'mending']);
});
