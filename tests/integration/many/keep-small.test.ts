import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const KEEP_SMALL = path.resolve(import.meta.dirname, '../../../extension/helper/many/keep-small.ts');

/** Hosts that live for some collections and are then done with, as those of a list are: the most that the heap came to. */
const CHURN = `
const under = [];
let most = 0;
for (let at = 0; at < 12_000; at++) {
  under[at % 600] = Array.from({ length: 400 }, (_, field) => ({ at, field }));
  if (at % 100 !== 0) continue;
  most = Math.max(most, process.memoryUsage().heapTotal);
  await new Promise(resolve => setImmediate(resolve));
}
console.log(Math.round(most / 1_048_576));
`;

test('keepSmall: thousands of hosts that come and go → the heap is little more than those under way', async () => {
  const start = `(await import(${JSON.stringify(KEEP_SMALL)})).keepSmall();`;
  const words = ['--input-type=module', '--eval', `${start}${CHURN}`];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  // 9 MB are under way. Otherwise it comes to 220 MB before the first whole collection.
  expect(Number(stdout)).toBeLessThan(80);
});
