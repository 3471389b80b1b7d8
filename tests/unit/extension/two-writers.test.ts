import { beforeEach, expect, test } from 'vitest';
import { fake } from './fake-browser.ts';

const { changeSettings, loadSettings } = await import('../../../extension/storage/stored-settings.ts');
const { addRecent, forgetRecents, loadRecents } = await import('../../../extension/storage/recents.ts');
const { loadWatches, startWatch, stopWatch } = await import('../../../extension/storage/watches.ts');
const { takeHandoffText, putHandoffText } = await import('../../../extension/storage/handoff-text.ts');
const { admitCheck } = await import('../../../extension/background/rate.ts');
beforeEach(() => fake.reset());

const recent = (target: string) => ({ target, checkedAt: 1, elapsedMs: 1, places: [], sentence: 'Fine.' });
const kept = async () => true;

test('settings: popup and options change them at once → both changes are kept', async () => {
  await Promise.all([
    changeSettings(({ pinned }) => ({ pinned: ['pc1', ...pinned] })),
    changeSettings(() => ({ redact: false })),
    changeSettings(({ pinned }) => ({ pinned: ['pc2', ...pinned] })),
  ]);
  expect(await loadSettings()).toMatchObject({ pinned: ['pc2', 'pc1'], redact: false });
});

test('recent hosts: checks that end at once → each is kept', async () => {
  await Promise.all(['pc1', 'pc2', 'pc3'].map(target => addRecent(recent(target), kept)));
  expect((await loadRecents()).map(({ target }) => target)).toEqual(['pc3', 'pc2', 'pc1']);
});

test('recent hosts: history is switched off while a check ends → nothing comes back', async () => {
  await addRecent(recent('pc1'), kept);
  await changeSettings(() => ({ history: false }));
  await Promise.all([forgetRecents(), addRecent(recent('pc2'), async () => (await loadSettings()).history)]);
  expect(await loadRecents()).toEqual([]);
});

test('watches: one starts while another one stops → both happen', async () => {
  Reflect.set(Reflect.get(globalThis, 'browser'), 'alarms', { create: () => {} });
  const settings = { everyMinutes: 2, hours: 1 };
  await startWatch('pc1', settings);
  await Promise.all([startWatch('pc2', settings), stopWatch('pc1'), startWatch('pc3', settings)]);
  expect((await loadWatches()).map(({ target }) => target)).toEqual(['pc2', 'pc3']);
});

test('handed-over text: two popups take it at once → one of them gets it', async () => {
  await putHandoffText('office-pc');
  const taken = await Promise.all([takeHandoffText(), takeHandoffText()]);
  expect(taken.filter(text => text !== undefined)).toEqual(['office-pc']);
});

test('rate: many at once, of two pages → each has its own six a minute', async () => {
  const now = 1_800_000_000_000;
  const ask = (origin: string) => Promise.all(Array.from({ length: 20 }, () => admitCheck(origin, now)));
  const [a, b] = await Promise.all([ask('https://a.example'), ask('https://b.example')]);
  for (const answers of [a, b]) expect(answers.filter(Boolean)).toHaveLength(6);
});
