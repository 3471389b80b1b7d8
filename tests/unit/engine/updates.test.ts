import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkYaml, loadUpdates } from '../../../content/knowledge.ts';
import { updatesFile } from '../../../content/schema.ts';

const row = {
  id: 'freezes',
  kind: 'fault',
  since: '2026-01-13',
  where: 'host',
  broke: ['KB5074109'],
  cured: '2026-01-17',
  cures: { 'Windows 11': 'KB5077744' },
  sure: 'reported',
  sources: ['KB 5077744'],
  checked: '2026-11-29',
};
const read = (...rows: readonly object[]) => checkYaml('updates.yaml', JSON.stringify(rows), updatesFile);

test('updates: our own file → every row is read, the newest first', async () => {
  const rows = await loadUpdates();
  for (const kind of ['fault', 'change'] as const) {
    const days = rows.filter(update => update.kind === kind).map(({ since }) => since);
    expect(days.length).toBeGreaterThan(5);
    expect(days).toEqual(days.toSorted().reverse());
  }
  expect(rows.some(({ listed }) => listed)).toBe(true);
});

test('updates: a whole row → as it is', () => {
  expect(read(row)).toEqual([row]);
});

describe('updates: a row that is wrong → one sentence that says where', () => {
  test.each<[what: string, change: object, says: RegExp]>([
    ['no day on which it was checked', { checked: undefined }, /0\.checked: expected a day such as/],
    ['a KB number without its letters', { broke: ['5074109'] }, /0\.broke\.0: expected KB and seven digits/],
    ['cured before it broke', { cured: '2026-01-01' }, /0\.checked: expected the days in their order/],
    ['checked before it was cured', { checked: '2026-01-15' }, /0\.checked: expected the days in their order/],
    ['no source', { sources: [] }, /0\.sources: expected 1 or more/],
    ['an end that is none', { where: 'hots' }, /0\.where: expected an end, got "hots"; did you mean "host"/],
    ['a field that is none', { fix: 'x' }, /0: expected no further fields, got "fix"/],
  ])('%s', (_, change, says) => {
    expect(() => read({ ...row, ...change })).toThrow(says);
  });

  test('an id twice, an older one first', () => {
    expect(() => read(row, { ...row, since: '2026-01-12' })).toThrow(/1\.id: expected each id once/);
    expect(() => read({ ...row, since: '2025-01' }, { ...row, id: 'other' })).toThrow(
      /1\.since: expected the newest first/,
    );
  });
});

test('updates: a cured fault whose words lack what helps meanwhile → file and field', async () => {
  const content = path.resolve(import.meta.dirname, '../../../content');
  const words = await mkdtemp(path.join(os.tmpdir(), 'reconnect-updates-'));
  const text = await readFile(path.join(content, 'en/updates.yaml'), 'utf8');
  await writeFile(path.join(words, 'updates.yaml'), text.replace(/^ {2}meanwhile: .*\n/m, ''));
  await expect(loadUpdates(content, words)).rejects.toThrow(/host-hangs-hours-later\.meanwhile: expected what helps/);
  await rm(words, { recursive: true });
});
