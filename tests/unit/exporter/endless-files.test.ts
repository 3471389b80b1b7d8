import { mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../../extension/helper/exporter/config.ts';
import { readTargetGroups } from '../../../extension/helper/exporter/discovery.ts';
import { readAtMost, readTextAtMost } from '../../../extension/helper/read-at-most.ts';

/** More than Node reads in one piece, and no room on the disk. */
const HUGE_BYTES = 3 * 1024 ** 3;

let folder = '';
let huge = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-huge-'));
  huge = path.join(folder, 'huge');
  const file = await open(huge, 'w');
  await file.truncate(HUGE_BYTES);
  await file.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('exporter: a huge configuration → “too large”, of which only the beginning was read', async () => {
  expect(await readConfig(huge)).toMatchObject({ key: 'cli.exporter.config.too-large' });
});

test('exporter: a huge list of hosts → nothing, so that Prometheus keeps what it had', async () => {
  expect(await readTargetGroups(huge)).toBeUndefined();
});

test('readAtMost: a huge file → one byte over the limit, which tells that there is more', async () => {
  expect(await readAtMost(huge, 10)).toHaveLength(11);
});

test('readTextAtMost: a file over the limit, and one that is not there → nothing', async () => {
  expect(await readTextAtMost(huge, 10)).toBeUndefined();
  expect(await readTextAtMost(path.join(folder, 'absent'), 10)).toBeUndefined();
});
