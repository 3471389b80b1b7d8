import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { lookUpCode } from '../../../machines/codes/look-up.ts';
import { parseWordings, withTitlesOnly, withWordings, wordingsIn } from '../../../machines/codes/with-wordings.ts';
import { DIALOG_LANGUAGES, type DialogLanguage } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';

const { codes } = model;
/** For English, of 60 KB for all that comes once somebody types. */
const MAX_GZIPPED_BYTES = 9 * 1024;

test('wordings: taken out by language and put back → the same catalogue', () => {
  const fileOf = (language: DialogLanguage): unknown => JSON.parse(JSON.stringify(wordingsIn(codes, language)));
  const again = DIALOG_LANGUAGES.reduce(
    (known, language) => withWordings(known, language, parseWordings(fileOf(language))),
    withTitlesOnly(codes),
  );
  expect(again).toEqual(codes);
});

test('wordings: before they are here → codes and titles are known, other languages are not', () => {
  const first = withTitlesOnly(codes);
  expect(lookUpCode(first, 'An internal error has occurred')[0]?.code).toBe('internal-error');
  expect(lookUpCode(first, 'mstsc-disconnect:0x204')[0]?.code).toBe('0x204');
  expect(lookUpCode(first, 'произошла внутренняя ошибка')).toEqual([]);
});

test.each<unknown>([
  undefined,
  null,
  'text',
  7,
  [],
  { 'internal-error': 'text' },
  { 'internal-error': [] },
  { 'internal-error': [7] },
  { 'no-such-message': ['text'] },
  { toString: ['text'] },
])('wordings: %j in place of the file → none', value =>
  expect(withWordings(codes, 'en', parseWordings(value))).toEqual(codes),
);

test('wordings: the English file as it is served → light', () => {
  expect(gzipSync(JSON.stringify(wordingsIn(codes, 'en')), { level: 9 }).length).toBeLessThan(MAX_GZIPPED_BYTES);
});
