import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startedBy } from '../../../extension/helper/invocation.ts';
import { PROGRAM_VERSION } from '../../../extension/helper/version.ts';
import { CHROMIUM_ID, CHROMIUM_KEY, GECKO_ID } from '../../../extension/wire/identity.ts';

test.each<[words: readonly string[], by: 'browser' | 'person']>([
  [[`chrome-extension://${CHROMIUM_ID}/`], 'browser'],
  [[`chrome-extension://${CHROMIUM_ID}/`, '--parent-window=0'], 'browser'],
  [['/a/manifest.json', GECKO_ID], 'browser'],
  [[], 'person'],
  [['check', 'pc1'], 'person'],
  [['check', GECKO_ID], 'person'],
  [['/a/manifest.json'], 'person'],
])('%j was started by a %s', (words, by) => {
  expect(startedBy(words)).toBe(by);
});

test('the Chromium id follows from the key', () => {
  const digest = createHash('sha256').update(Buffer.from(CHROMIUM_KEY, 'base64')).digest('hex').slice(0, 32);
  const id = digest.replace(/./g, digit => String.fromCharCode(97 + Number.parseInt(digit, 16)));
  expect(CHROMIUM_ID).toBe(id);
});

test('the program tells the version of its package', () => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(text).version).toBe(PROGRAM_VERSION);
});
