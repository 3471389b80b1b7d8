import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { READERS } from '../../../machines/reading/readers/index.ts';
import { expectedOf, expectReading } from './expect-reading.ts';

const FOLDER = new URL('../../fixtures/transcripts/', import.meta.url).pathname;
const FILES = globSync('*/*.txt', { cwd: FOLDER }).sort();

/** A text as somebody pastes it, under a first line that says what must be read of it and, if told, for which host. */
function parseFixture(file: string): { expected: string; host: string | undefined; text: string } {
  const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n');
  const expected = /^# expect: (.+)$/.exec(lines[0] ?? '')?.[1];
  const host = /^# target: (\S+)$/.exec(lines[1] ?? '')?.[1];
  if (expected === undefined)
    throw new Error(`${file}: the first line is "# expect: question: answer · …" or "# expect: nothing"`);
  return { expected, host, text: lines.slice(host === undefined ? 1 : 2).join('\n') };
}

describe('transcripts as files', () => {
  test.each(FILES)('%s', file => {
    const { expected, host, text } = parseFixture(file);
    expectReading(text, expectedOf(expected), host === undefined ? undefined : { host });
  });

  test.each([...new Set(FILES.map(dirname))])('the folder %s: named after a reader', folder => {
    expect(READERS.map(({ id }) => id)).toContain(basename(folder));
  });
});
