import { describe, expect, test } from 'vitest';
import { nearestLanguage, systemLanguage, takeLanguage } from '../../../extension/helper/cli/language.ts';

describe('takeLanguage', () => {
  test.each<[words: string, rest: string, asked: string | undefined]>([
    ['check pc1', 'check pc1', undefined],
    ['--lang de check pc1', 'check pc1', 'de'],
    ['check pc1 --lang=pt-BR --json', 'check pc1 --json', 'pt-BR'],
    ['check --lang', 'check --lang', undefined],
  ])('%s → %s, in %s', (words, rest, asked) => {
    const taken = takeLanguage(words.split(' '));
    expect(taken.words.join(' ')).toBe(rest);
    expect(taken.asked).toBe(asked);
  });
});

describe('systemLanguage', () => {
  test.each<[env: Readonly<Record<string, string>>, language: string]>([
    [{ LANG: 'de_AT.UTF-8' }, 'de-AT'],
    [{ LANG: 'de_AT.UTF-8', LC_MESSAGES: 'fr_FR@euro', LC_ALL: '' }, 'fr-FR'],
    [{ LANG: 'de', LC_ALL: 'C' }, 'C'],
    [{}, ''],
  ])('%j → %s', (env, language) => {
    expect(systemLanguage(env, 'linux')).toBe(language);
  });
  test('Windows without a variable → what Node knows', () => {
    expect(systemLanguage({}, 'win32')).toBe(Intl.DateTimeFormat().resolvedOptions().locale);
  });
});

describe('nearestLanguage', () => {
  test.each<[wanted: string, nearest: string | undefined]>([
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['pt-BR', 'pt-BR'],
    ['pt-PT', undefined],
    ['zh-Hant-TW', 'zh-Hant'],
    ['C', undefined],
    ['', undefined],
  ])('%s → %s', (wanted, nearest) => {
    expect(nearestLanguage(wanted, ['en', 'de', 'pt-BR', 'zh-Hant'])).toBe(nearest);
  });
});
