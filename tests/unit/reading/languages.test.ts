import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { carriedReader } from '../../../machines/reading/sentences/carried-reader.ts';
import { languageOf } from '../../../machines/reading/sentences/language.ts';
import { readSentences } from '../../../machines/reading/sentences/read-sentences.ts';
import { tokenize } from '../../../machines/reading/sentences/tokens.ts';
import { sayings } from '../../shared-sayings.ts';

const { languages, ...shared } = sayings;
const folder = path.resolve(import.meta.dirname, '../../fixtures/sentences');
const rows: readonly { lang: string; text: string }[] = readdirSync(folder).flatMap(file =>
  readFileSync(path.join(folder, file), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line)),
);

test('language: the sentences of the fixtures → at most one in 500 is taken for another language', () => {
  const told = (text: string) => languageOf(shared, tokenize(text));
  const wrong = rows.filter(({ lang, text }) => told(text) !== lang);
  expect(wrong.length, wrong.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(rows.length / 500);
  expect(rows.length).toBeGreaterThan(400);
});

test('language: what identifies it → one and a half kilobytes a language at most', () => {
  const heavy = Object.entries(shared.telling).filter(([, words]) => Buffer.byteLength(words) > 1536);
  expect(heavy).toEqual([]);
});

/** A carried reader whose languages come one by one, and what was asked for. */
function carried(isOnline = () => true) {
  const asked: string[] = [];
  const loaders = Object.entries(languages).map(([language, told]) => [
    language,
    async () => {
      asked.push(language);
      if (!isOnline()) throw new TypeError('offline');
      return told;
    },
  ]);
  return { asked, ...carriedReader({ shared, languages: Object.fromEntries(loaders) }) };
}
const GERMAN = 'Das VPN ist an und es geht trotzdem nicht';

test('carried reader: a text in one language → only that one is brought, and read as with all', async () => {
  const reader = carried();
  expect(reader.isReadyFor(GERMAN)).toBe(false);
  expect(reader.readSentences(GERMAN).said).toEqual([]);
  await reader.bringFor(GERMAN);
  await reader.bringFor(GERMAN);
  expect(reader.asked).toEqual(['de']);
  expect(reader.isReadyFor(GERMAN)).toBe(true);
  expect(reader.isReadyFor('the vpn is on')).toBe(false);
  expect(reader.readSentences(GERMAN)).toEqual(readSentences({ ...shared, languages }, GERMAN));
  expect(reader.readSentences(GERMAN).said).not.toEqual([]);
});

test('carried reader: a language is prepared → it is here before the first text in it, read as ever', async () => {
  const reader = carried();
  await Promise.all(['de', 'sv', ''].map(language => reader.prepare(language)));
  expect(reader.asked).toEqual(['de']);
  expect(reader.isReadyFor(GERMAN)).toBe(true);
  expect(reader.readSentences(GERMAN)).toEqual(readSentences({ ...shared, languages }, GERMAN));
});

test('carried reader: a language to be prepared does not come → no error', async () => {
  const reader = carried(() => false);
  await reader.prepare('de');
  expect(reader.readSentences(GERMAN).said).toEqual([]);
});

test('carried reader: the language does not come → texts are let through, and it is asked for again', async () => {
  let online = false;
  const reader = carried(() => online);
  await reader.bringFor(GERMAN);
  expect(reader.isReadyFor(GERMAN)).toBe(true);
  expect(reader.readSentences(GERMAN).said).toEqual([]);
  online = true;
  await reader.bringFor(GERMAN);
  expect(reader.readSentences(GERMAN).said).not.toEqual([]);
});
