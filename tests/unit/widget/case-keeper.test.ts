import { afterEach, expect, test, vi } from 'vitest';
import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import { CaseKeeper } from '../../../site/widget/element/case-keeper.ts';
import type { CaseStore } from '../../../site/widget/index.ts';

afterEach(() => vi.useRealTimers());

const saved: SavedCase = { version: 1, screen: 'asking', probe: true, stages: [], findings: [], asked: [], tried: [] };

test.each<[what: string, save: CaseStore['save'], told: unknown]>([
  ['says nothing', () => undefined, undefined],
  ['resolves', async () => undefined, undefined],
  ['has kept it', async () => 'kept' as const, undefined],
  ['is full', async () => 'not-kept' as const, 'not-kept'],
  ['rejects', async () => Promise.reject<'kept'>(new DOMException('full', 'QuotaExceededError')), 'not-kept'],
  [
    'throws',
    () => {
      throw new Error('no storage');
    },
    'not-kept',
  ],
  ['has it deleted', async () => 'deleted' as const, 'deleted'],
])('CaseKeeper: a store that %s → %s', async (_, save, expected) => {
  const told: unknown[] = [];
  await new CaseKeeper(unkept => told.push(unkept)).save({ load: async () => undefined, save }, saved);
  expect(told).toEqual([expected]);
});

test.each<[what: string, load: () => Promise<unknown>]>([
  ['never answers', () => new Promise(() => undefined)],
  ['rejects', () => Promise.reject(new Error('no database'))],
])('CaseKeeper: a store that %s → the flow begins, and nothing is written over what may be there', async (_, load) => {
  vi.useFakeTimers();
  const save = vi.fn();
  const told: unknown[] = [];
  const keeper = new CaseKeeper(unkept => told.push(unkept));
  const loading = keeper.load({ load, save });
  await vi.runAllTimersAsync();
  expect(await loading).toBeUndefined();
  await keeper.save({ load, save }, saved);
  expect(save).not.toHaveBeenCalled();
  expect(told).toEqual(['not-kept']);
});
