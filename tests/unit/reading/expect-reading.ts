import { describe, expect, test } from 'vitest';
import type { Wanted } from '../../../machines/reading/observation.ts';
import { read } from '../../../machines/reading/read.ts';
import { model } from '../../shared-model.ts';

const { codes } = model;

/** What a text must give: question → answer or answers, nothing else. */
export type Expected = Readonly<Record<string, string | readonly string[]>>;

/** Every finding of the text, no more and no less; `quality` counts only where it is expected. */
export function expectReading(text: string | Uint8Array, expected: Expected, target?: Wanted): void {
  const reading = read(text, { codes, ...(target && { target }) });
  const got: Record<string, string[]> = {};
  for (const { question, answer } of reading.findings) {
    if (question === 'quality' && expected.quality === undefined) continue;
    got[question] = [...(got[question] ?? []), answer].sort();
  }
  const want = Object.fromEntries(
    Object.entries(expected).map(([question, answer]) => [question, [answer].flat().sort()]),
  );
  expect(got).toEqual(want);
}

/** `question: answer · question: answer`, as rows are written. */
export function expectedOf(row: string): Expected {
  if (row === 'nothing') return {};
  const expected: Record<string, string[]> = {};
  for (const part of row.split('·')) {
    const [question = '', ...answer] = part.trim().split(': ');
    expected[question] = [...(expected[question] ?? []), answer.join(': ')];
  }
  return expected;
}

/** What a text is, the text, what must be read of it, and what the person wants to reach. */
export type Row = [title: string, text: string, expected: string, target?: Wanted | undefined];

/** Rows about one tool. */
export function table(tool: string, rows: readonly Row[]): void {
  describe(tool, () => {
    test.each<Row>([...rows])('%s', (_, text, expected, target) => expectReading(text, expectedOf(expected), target));
  });
}
