import { expect, test } from 'vitest';
import { ageOf } from '../../../site/browser/ages.ts';
import { inlineHtml } from '../../../site/data/inline.ts';

const NOW = Date.parse('2026-11-30T12:00:00Z');

test.each<[date: string, age: string]>([
  ['2026-11-30', 'today'],
  ['2026-11-29', 'yesterday'],
  ['2026-11-20', '10 days ago'],
  ['2026-11-10', '2 weeks ago'],
  ['2026-09-08', '2 months ago'],
  ['2025-01', '22 months ago'],
  ['2024-07-09', '2 years ago'],
  ['2026-12-01', ''],
  ['no date', ''],
])('ageOf: %s on 30 November 2026 → %s', (date, age) => {
  expect(ageOf(date, NOW, 'en')).toBe(age);
});

test('ageOf: another language → its words', () => {
  expect(ageOf('2026-09-08', NOW, 'de')).toBe('vor 2 Monaten');
});

test.each<[sentence: string, html: string]>([
  ['Run `winver` now.', 'Run <code>winver</code> now.'],
  ['Open **Settings → System**.', 'Open <b>Settings → System</b>.'],
  ['See [the page](/causes/licensing/).', 'See <a href="/base/causes/licensing/">the page</a>.'],
  ['[not ours](https://example.test/)', '[not ours](https://example.test/)'],
  ['a < b & "c"', 'a &lt; b &amp; &quot;c&quot;'],
  ['<script>`x`</script>', '&lt;script&gt;<code>x</code>&lt;/script&gt;'],
])('inlineHtml: %j → %j', (sentence, html) => {
  expect(inlineHtml(sentence, path => `/base${path}`)).toBe(html);
});
