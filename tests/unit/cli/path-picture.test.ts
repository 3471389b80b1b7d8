import { expect, test } from 'vitest';
import { standingPath } from '../../../extension/helper/cli/path-picture.ts';

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
