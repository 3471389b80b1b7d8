import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Knowledge } from '../../machines/knowledge.ts';
import { allowedMarkup } from '../../site/widget/screens/allowed-markup.ts';

test('knowledge: all markup that our own content renders to → shown as it is', () => {
  const { words }: Knowledge = JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, '../../dist/knowledge.json'), 'utf8'),
  );
  const rendered = [
    ...Object.values(words.causes).flatMap(({ remedy, undo, verify }) => [remedy, undo, verify]),
    ...Object.values(words.questions).map(({ help }) => help),
  ].filter(text => text !== '');
  expect(rendered.length).toBeGreaterThan(60);
  expect(rendered.filter(markup => allowedMarkup(markup) !== markup)).toEqual([]);
});
