import { describe, expect, test } from 'vitest';
import { fileIn, messagesFile, messagesIn, pageIn, withSwitch } from '../../../extension/pages/in-language.ts';
import { formatElapsed } from '../../../machines/elapsed.ts';
import { format } from '../../../machines/format.ts';
import { directionOf } from '../../../machines/language.ts';
import { knowledge } from '../cli/command-line.ts';

describe('format', () => {
  const strings = {
    'file.one': '{count} plik',
    'file.few': '{count} pliki',
    'file.many': '{count} plików',
    plain: '{a} und {b}',
  };
  test.each<[count: number, text: string]>([
    [1, '1 plik'],
    [3, '3 pliki'],
    [5, '5 plików'],
  ])('%i, in Polish → %s', (count, text) => {
    expect(format(strings, 'pl', 'file', { count })).toBe(text);
  });
  test.each<[what: string, key: string, values: Readonly<Record<string, number>>, text: string]>([
    ['a form that is not there', 'plain', { count: 2, a: 1 }, '1 und {b}'],
    ['a key that is not there', 'nothing', {}, 'nothing'],
  ])('%s → what is there', (_, key, values, text) => {
    expect(format(strings, 'de', key, values)).toBe(text);
  });
});

test.each([
  ['en', 12.4, '12 ms'],
  ['en', 3420, '3.4 sec'],
  ['de', 3420, '3,4 Sek.'],
  ['ja', 999.6, '1,000 ms'],
])('formatElapsed: %s, %d → %s', (language, elapsedMs, text) => {
  expect(formatElapsed(elapsedMs, language).replaceAll('\u00a0', ' ')).toBe(text);
});

test.each([
  ['en', 'ltr'],
  ['ar', 'rtl'],
  ['ar-XB', 'rtl'],
  ['he-IL', 'rtl'],
  ['az', 'ltr'],
  ['az-Arab', 'rtl'],
  ['th', 'ltr'],
  ['dv', 'rtl'],
])('directionOf: %s → %s', (language, direction) => {
  expect(directionOf(language)).toBe(direction);
});

describe('a page of the extension', () => {
  const german = {
    ...knowledge,
    language: 'de',
    words: { ...knowledge.words, ui: { 'popup.check': 'Prüfen & <sehen>' } },
  };
  test('its words, its language and its direction stand in it', () => {
    expect(pageIn('<html lang="en"><b>{popup.check}</b>', german)).toBe(
      '<html lang="de" dir="ltr"><b>Prüfen &amp; &lt;sehen></b>',
    );
  });
  test('a word that the language lacks → file and key', () => {
    expect(() => pageIn('{popup.hint}', german)).toThrow('content/de/ui.yaml has no "popup.hint"');
  });
  test('a page in English with others beside it → asks first which one is wanted, and no other page does', () => {
    for (const meta of ['<meta charset="utf-8">', '<meta charset="utf-8" />'])
      expect(withSwitch(meta, 'en', ['de'])).toBe(`${meta}<script src="/language.js"></script>`);
    expect(withSwitch('<meta charset="utf-8">', 'de', ['de'])).toBe('<meta charset="utf-8">');
    expect(withSwitch('<meta charset="utf-8">', 'en', [])).toBe('<meta charset="utf-8">');
  });
  test('files and messages are named after the language', () => {
    expect(fileIn('popup.html', 'de')).toBe('popup.de.html');
    expect(fileIn('knowledge.json', 'en')).toBe('knowledge.json');
    expect(messagesFile('pt-BR')).toBe('_locales/pt_BR/messages.json');
    expect(JSON.parse(messagesIn(german)).knowledge).toEqual({ message: 'knowledge.de.json' });
  });
});
