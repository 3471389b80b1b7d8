import { expect, test } from 'vitest';
import { baseOf } from '../../../.tasks/languages.ts';

test.each([
  ['', 'en', ''],
  ['/', 'en', ''],
  ['/help', 'en', '/help'],
  ['', 'de', '/de'],
  ['/', 'de', '/de'],
  ['/help', 'de', '/help/de'],
  ['/help/', 'de', '/help/de'],
])('baseOf: a site under "%s", its pages in %s → under "%s"', (base, language, under) => {
  expect(baseOf(base, language)).toBe(under);
});
