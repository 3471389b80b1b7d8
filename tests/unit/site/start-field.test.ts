import { expect, test } from 'vitest';
import { onceLoaded } from '../../../site/browser/once-loaded.ts';
import type { Understood } from '../../../site/browser/understand.ts';
import { isReadAgain } from '../../../site/browser/understood-parts.ts';

const readingOf = (text: string): Understood => ({
  text,
  findings: [],
  codes: [],
  said: [],
  words: { told: {}, seen: {} },
  meaningOf: () => '',
});
const capture = readingOf('');

test.each<[what: string, before: Understood | undefined, now: Understood, isSame: boolean]>([
  ['nothing, then a text', undefined, readingOf('0x4'), false],
  ['the same text, sent', readingOf('0x4'), readingOf('0x4'), true],
  ['another text', readingOf('0x4'), readingOf('0x204'), false],
  ['a capture after a text', readingOf('0x4'), capture, false],
  ['the same capture, sent', capture, capture, true],
  ['another capture', capture, readingOf(''), false],
])('isReadAgain: %s → %s', (_, before, now, isSame) => {
  expect(isReadAgain(before, now)).toBe(isSame);
});

test('onceLoaded: asked for twice → loaded once; failed → tried anew when it is asked for again', async () => {
  const answers = [Promise.reject(new Error('offline')), Promise.resolve('here')];
  let loads = 0;
  const load = onceLoaded(() => answers[loads++] ?? Promise.reject(new Error('loaded again')));
  await expect(load()).rejects.toThrow('offline');
  expect(await Promise.all([load(), load(), load()])).toEqual(['here', 'here', 'here']);
  expect(loads).toBe(2);
});
