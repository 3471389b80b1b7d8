import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadModel } from '../../../content/knowledge.ts';
import { lookUpCode } from '../../../machines/codes/look-up.ts';
import { parseWordings, withTitlesOnly, withWordings, wordingsOf } from '../../../machines/codes/with-wordings.ts';

const { codes } = await loadModel();
/** For the catalogue of wordings, of 60 KB for all that comes once somebody types. */
const MAX_GZIPPED_BYTES = 27 * 1024;

test('wordings: taken out and put back → the same catalogue', () => {
  const text: unknown = JSON.parse(JSON.stringify(wordingsOf(codes)));
  expect(withWordings(withTitlesOnly(codes), parseWordings(text))).toEqual(codes);
});

test('wordings: before they are here → codes and titles are known, other languages are not', () => {
  const first = withTitlesOnly(codes);
  expect(lookUpCode(first, 'An internal error has occurred')[0]?.code).toBe('internal-error');
  expect(lookUpCode(first, 'mstsc-disconnect:0x204')[0]?.code).toBe('0x204');
  expect(lookUpCode(first, 'произошла внутренняя ошибка')).toEqual([]);
});

test.each([
  undefined,
  null,
  'text',
  7,
  [],
  { messages: ['internal-error'] },
  { messages: [7], languages: { en: ['text'] } },
  { messages: ['internal-error'], languages: 'en' },
  { messages: ['internal-error'], languages: { en: [7] } },
])('wordings: %j in place of the file → none', value =>
  expect(withWordings(codes, parseWordings(value))).toEqual(codes),
);

test('wordings: as the file is served → light', () => {
  expect(gzipSync(JSON.stringify(wordingsOf(codes)), { level: 9 }).length).toBeLessThan(MAX_GZIPPED_BYTES);
});
