import { expect, test } from 'vitest';
import { standingPath } from '../../../extension/helper/cli/path-picture.ts';
import type { PlaceState } from '../../../machines/diagnosis/place-state.ts';
import { STOPS } from '../../../machines/vocabulary.ts';

const STYLE = { colour: false, unicode: true };

test.each([
  ['Fine', 'Fine'],
  ['An address is used, no name. The remote PC can be reached', 'An address is used, no name'],
  ['One sentence that goes on and on and has no end in sight for anybody', 'One sentence that goes on and on and ha…'],
])('%j is shown as %j', (seen, shown) => {
  const place = { id: 'network', name: 'Network', state: 'passed', word: 'Passed', seen, time: '5 ms' } as const;
  const [line = ''] = standingPath({ places: [place] }, STYLE, 80).split('\n');
  expect(line.replace(/^ *● Network */, '').replace(/ *5 ms$/, '')).toBe(shown);
});

const five = (states: readonly PlaceState[]) =>
  states.map((state, index) => {
    const id = STOPS[index] ?? 'device';
    return { id, name: id, state, word: '', seen: '', time: '' };
  });
const WAITING = five(['waiting', 'waiting', 'waiting', 'waiting', 'waiting']);

test.each<[what: string, style: { colour: boolean; unicode: boolean }, over: number, drawn: readonly string[]]>([
  ['several places', { colour: false, unicode: true }, 2, ['  ○', '╭ ○', '╰ ○', '  ○', '  ○']],
  ['several, in plain letters', { colour: false, unicode: false }, 3, ['  (', '/ (', ': (', '\\ (', '  (']],
  ['one place', { colour: false, unicode: true }, 1, ['  ○', '( ○', '  ○', '  ○', '  ○']],
])('standingPath: belief over %s → a soft bracket before them', (_, style, over, drawn) => {
  const picture = standingPath({ places: WAITING, belief: { from: 1, over, words: '' } }, style, 80);
  const joints = picture.split('\n').filter((_line, index) => index % 2 === 0);
  expect(joints.slice(0, 5).map(line => line.slice(0, 3))).toEqual(drawn);
});

test('standingPath: all of it clear → its end is joined; while it runs there is none', () => {
  const places = five(['passed', 'passed', 'passed', 'passed', 'passed']);
  expect(standingPath({ places, clear: true }, STYLE, 80)).toContain('▣');
  expect(standingPath({ places }, STYLE, 80)).not.toContain('▣');
});
