import { expect, test } from 'vitest';
import { SCREENS } from '../../../machines/diagnosis/context.ts';
import { firstViewOf } from '../../../machines/diagnosis/first-view.ts';
import { viewOf } from '../../../machines/diagnosis/view.ts';
import { factsOf, knowledge } from './known.ts';

const FACTS = factsOf('port: silent', { question: 'path', asked: ['vpn'], note: 'It worked last week.' });

test.each(['describing', 'asking'])('firstViewOf: %s → all that the whole view shows', screen => {
  const state = { value: screen, context: FACTS };
  expect(firstViewOf(state, knowledge)).toEqual(viewOf(state, knowledge));
});

test.each(SCREENS)(
  'firstViewOf: %s → what it shows does not change once the whole view is here, but for its words',
  screen => {
    const state = { value: screen === 'verifying' ? { verifying: 'trying' } : screen, context: FACTS };
    const { heading: _said, announcement: _told, path: _joined, ...first } = firstViewOf(state, knowledge);
    expect(viewOf(state, knowledge)).toMatchObject(first);
  },
);
