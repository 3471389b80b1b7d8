import { expect, test } from 'vitest';
import type { Door } from './door.ts';
import { DOORS, fuzz } from './doors.ts';

/** About a minute over all doors; `npm run bench -- fuzz` gives them ten million. Other bytes with FUZZ_SEED. */
const INPUTS = 2_000_000;
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123);

test('the doors share out all inputs', () => {
  expect(DOORS.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
});

test.each(DOORS.map((door): [string, Door] => [door.name, door]))('%s: whatever comes', (_, door) => {
  const { slowestMs } = fuzz(door, INPUTS * door.share, SEED);
  // No input of some hundred bytes may hang a door; a busy machine alone takes no seconds.
  expect(slowestMs).toBeLessThan(5_000);
});
