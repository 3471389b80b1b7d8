import { describe, expect, test } from 'vitest';
import { checkYaml, loadUpdates } from '../../../content/knowledge.ts';
import { updatesFile } from '../../../content/schema.ts';

const row = {
  id: 'freezes',
  title: 'The picture freezes',
  kind: 'fault',
  since: '2026-01-13',
  where: 'host',
  when: 'after some minutes',
  systems: 'Windows 11',
  shows: 'The picture stops.',
  see: 'Run `winver`.',
  broke: ['KB5074109'],
  cured: '2026-01-17',
  cures: { 'Windows 11': 'KB5077744' },
  cure: 'A later update.',
  meanwhile: 'Restart it.',
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
    ['a cured fault without what helps meanwhile', { meanwhile: undefined }, /0\.meanwhile: expected what helps/],
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
