import { expect, test } from 'vitest';
import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import { EventQueue } from '../../../site/widget/element/event-queue.ts';

const PASTED: DiagnosisEvent = { type: 'text.pasted', text: 'Request timed out.' };
const TAKEN: DiagnosisEvent = { type: 'reading.taken' };
const BACK: DiagnosisEvent = { type: 'step.back' };

/** A queue whose reader comes when the test says so. */
function queueOf(isHere: boolean) {
  const passed: DiagnosisEvent[] = [];
  const coming = Promise.withResolvers<boolean>();
  let [isReady, lost] = [isHere, 0];
  const queue = new EventQueue({
    pass: event => passed.push(event),
    canRead: () => isReady,
    bringReader: () => coming.promise,
    lost: () => lost++,
  });
  const come = async (came: boolean | Error) => {
    isReady = came === true;
    if (came instanceof Error) coming.reject(came);
    else coming.resolve(came);
    await new Promise(resolve => setTimeout(resolve));
  };
  return { queue, passed, come, timesLost: () => lost };
}

test('event queue: the reader is here → a text passes at once', () => {
  const { queue, passed } = queueOf(true);
  queue.add(PASTED);
  expect(passed).toEqual([PASTED]);
});

test('event queue: the reader is on its way → what comes after a text stays behind it', async () => {
  const { queue, passed, come } = queueOf(false);
  for (const event of [BACK, PASTED, TAKEN, BACK]) queue.add(event);
  expect(passed).toEqual([BACK]);
  await come(true);
  expect(passed).toEqual([BACK, PASTED, TAKEN, BACK]);
});

test.each<[how: string, came: boolean | Error]>([
  ['cannot be had', false],
  ['breaks', new Error('no reader')],
])('event queue: the reader %s → called once, and the next event passes', async (_, came) => {
  const { queue, passed, come, timesLost } = queueOf(false);
  queue.add(PASTED);
  queue.add(TAKEN);
  await come(came);
  queue.add(BACK);
  expect([timesLost(), passed]).toEqual([1, [BACK]]);
});

test('event queue: another case begins → what waited is forgotten', async () => {
  const { queue, passed, come } = queueOf(false);
  queue.add(PASTED);
  queue.clear();
  await come(true);
  expect(passed).toEqual([]);
});
