import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tellingDialogs } from '../../../content/telling-dialogs.ts';
import { dialogLanguagesIn } from '../../../machines/codes/dialog-languages.ts';
import type { DialogLanguage } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';

const { codes } = model;
const telling = tellingDialogs(codes);

const wordings = codes.flatMap(({ wordings = {} }) =>
  Object.entries(wordings).flatMap(([language, fragments]) => fragments.map(fragment => ({ language, fragment }))),
);

describe('dialog languages', () => {
  test.each([
    ['by itself', (fragment: string) => fragment],
    ['in an English sentence', (fragment: string) => `since monday it only says "${fragment}" and closes`],
    ['in capitals', (fragment: string) => fragment.toUpperCase()],
  ])('every wording of the catalogue %s → its language is among those that are brought', (_, frame) => {
    const lost = wordings.filter(
      ({ language, fragment }) => !dialogLanguagesIn(telling, frame(fragment)).some(one => one === language),
    );
    expect(lost).toEqual([]);
  });

  test('English sentences → hardly ever another language comes along', () => {
    const file = path.resolve(import.meta.dirname, '../../fixtures/sentences/held.jsonl');
    const rows: readonly { lang: string; text: string }[] = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const english = rows.filter(({ lang }) => lang === 'en');
    const more = english.filter(({ text }) => dialogLanguagesIn(telling, text).length > 1);
    expect(english.length).toBeGreaterThan(50);
    expect(more.length / english.length).toBeLessThan(0.05);
  });

  test.each<[text: string, languages: readonly DialogLanguage[]]>([
    ['', ['en']],
    ['0x204', ['en']],
    ['リモート デスクトップ接続', ['en', 'ja']],
    ['登录没有成功', ['en', 'zh-CN', 'zh-TW', 'ja']],
    ['자격 증명', ['en', 'ko']],
  ])('%j → %j', (text, languages) => expect(dialogLanguagesIn(telling, text)).toEqual(languages));
});
