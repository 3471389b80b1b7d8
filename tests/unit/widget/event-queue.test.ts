import { expect, test } from 'vitest';
import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import { EventQueue } from '../../../site/widget/element/event-queue.ts';

const PASTED: DiagnosisEvent = { type: 'text.pasted', text: 'Request timed out.' };
const TAKEN: DiagnosisEvent = { type: 'reading.taken' };
const BACK: DiagnosisEvent = { type: 'step.back' };

/** A line whose reader comes when the test says so. */
function lineOf(isHere: boolean) {
  const passed: DiagnosisEvent[] = [];
  const coming = Promise.withResolvers<boolean>();
  let [isReady, lost] = [isHere, 0];
  const line = new EventQueue({
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
  return { line, passed, come, timesLost: () => lost };
}

test('waiting line: the reader is here → a text passes at once', () => {
  const { line, passed } = lineOf(true);
  line.add(PASTED);
  expect(passed).toEqual([PASTED]);
});

test('waiting line: the reader is on its way → what comes after a text stays behind it', async () => {
  const { line, passed, come } = lineOf(false);
  for (const event of [BACK, PASTED, TAKEN, BACK]) line.add(event);
  expect(passed).toEqual([BACK]);
  await come(true);
  expect(passed).toEqual([BACK, PASTED, TAKEN, BACK]);
});

test.each<[how: string, came: boolean | Error]>([
  ['cannot be had', false],
  ['breaks', new Error('no reader')],
])('waiting line: the reader %s → it is told once, and the next event passes', async (_, came) => {
  const { line, passed, come, timesLost } = lineOf(false);
  line.add(PASTED);
  line.add(TAKEN);
  await come(came);
  line.add(BACK);
  expect([timesLost(), passed]).toEqual([1, [BACK]]);
});

test('waiting line: another case begins → what waited is forgotten', async () => {
  const { line, passed, come } = lineOf(false);
  line.add(PASTED);
  line.clear();
  await come(true);
  expect(passed).toEqual([]);
});
