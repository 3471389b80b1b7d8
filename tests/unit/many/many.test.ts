import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint, readCheckpoint } from '../../../extension/helper/many/checkpoint.ts';
import { hostsAtOnce } from '../../../extension/helper/many/open-files.ts';
import { forEachPaced } from '../../../extension/helper/many/paced.ts';
import { addTo, EMPTY_TALLY } from '../../../extension/helper/many/tally.ts';
import { targetLines } from '../../../extension/helper/many/target-lines.ts';
import { Turns } from '../../../extension/helper/turns.ts';
import { run } from '../cli/command-line.ts';
import { HEALTHY, SILENT } from '../cli/events.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-many-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function* numbers(count: number): AsyncGenerator<number> {
  for (let at = 1; at <= count; at++) yield at;
}
const never = new AbortController().signal;

test('pace: more items than may run at once → never more, and each is worked on', async () => {
  let running = 0;
  let most = 0;
  const seen: number[] = [];
  const work = async (item: number) => {
    most = Math.max(most, ++running);
    await new Promise(resolve => setImmediate(resolve));
    running--;
    seen.push(item);
  };
  await forEachPaced(numbers(500), work, { atOnce: 7, perSecond: 10_000, signal: never });
  expect(most).toBeLessThanOrEqual(7);
  expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, at) => at + 1));
});

test('pace: hosts that never answer → hold nobody back but for their own number', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let finished = 0;
  const work = async (item: number) => {
    if (item <= 200) return promise;
    if (++finished === 300) resolve();
  };
  await forEachPaced(numbers(500), work, { atOnce: 256, perSecond: 10_000, signal: never });
  expect(finished).toBe(300);
});

test('pace: a list that is read no further than there is room → memory does not depend on its length', async () => {
  let read = 0;
  let done = 0;
  let ahead = 0;
  async function* endless() {
    for (;;) yield ++read;
  }
  const stop = new AbortController();
  const work = async () => {
    await new Promise(resolve => setImmediate(resolve));
    ahead = Math.max(ahead, read - done);
    if (++done === 2_000) stop.abort();
  };
  await forEachPaced(endless(), work, { atOnce: 16, perSecond: 10_000, signal: stop.signal });
  expect(ahead).toBeLessThanOrEqual(17);
});

test('pace: so many a second → not faster', async () => {
  const started = performance.now();
  await forEachPaced(numbers(11), async () => {}, { atOnce: 100, perSecond: 100, signal: never });
  // The first one at once, and ten gaps of 10 ms after it; a busy machine may take longer.
  expect(performance.now() - started).toBeGreaterThanOrEqual(85);
});

test('pace: Ctrl-C while the list is waited for → ends', async () => {
  const stop = new AbortController();
  async function* stuck(): AsyncGenerator<number> {
    yield 1;
    await new Promise(() => {});
  }
  const work = async () => void setImmediate(() => stop.abort());
  await forEachPaced(stuck(), work, { atOnce: 4, perSecond: 1_000, signal: stop.signal });
  expect(stop.signal.aborted).toBe(true);
});

test('turns: full → who waits gets the next one in order, and who is aborted gets none', async () => {
  const turns = new Turns(1);
  const stop = new AbortController();
  expect(await turns.take(never)).toBe(true);
  const [second, third, fourth] = [turns.take(never), turns.take(stop.signal), turns.take(never)];
  stop.abort();
  expect(await third).toBe(false);
  turns.give();
  expect(await second).toBe(true);
  turns.give();
  expect(await fourth).toBe(true);
  turns.give();
  expect(turns.isFull).toBe(false);
  expect(await turns.take(stop.signal)).toBe(false);
});

test.each<[chunks: readonly string[], lines: readonly (readonly [number, string])[] | undefined]>([
  [
    ['a\nb\n', 'c'],
    [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ],
  ],
  [
    ['a\r\n\r\n# no\r\nb'],
    [
      [1, 'a'],
      [4, 'b'],
    ],
  ],
  [['lo', 'ng', 'er\n'], [[1, 'longer']]],
  [['pc\u00e4'.slice(0, 3)], [[1, 'pcä']]],
  [['', ''], []],
  [['x'.repeat(5_000)], undefined],
  [['a\n', 'x'.repeat(3_000), 'x'.repeat(3_000)], undefined],
])('list: %j → lines with their numbers', async (chunks, lines) => {
  async function* input() {
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  const read: (readonly [number, string])[] = [];
  let isList = true;
  for await (const batch of targetLines(input())) {
    if (batch === undefined) isList = false;
    read.push(...(batch ?? []).map(({ line, text }) => [line, text] as const));
  }
  expect(isList ? read : undefined).toEqual(lines);
});

test('list: a letter that is cut between two chunks → is whole', async () => {
  const bytes = Buffer.from('pcä\n');
  async function* input() {
    yield bytes.subarray(0, 3);
    yield bytes.subarray(3);
  }
  const batches: unknown[] = [];
  for await (const batch of targetLines(input())) batches.push(batch);
  expect(batches).toEqual([[{ line: 1, text: 'pcä' }]]);
});

test.each([
  [20_000, 512],
  [1_024, 432],
  [256, 48],
  [64, 8],
])('open files: %i descriptors → %i hosts at once', async (limit, hosts) => {
  expect(await hostsAtOnce(limit)).toBe(hosts);
});

const LIST = Array.from({ length: 40 }, (_, at) => `pc${at + 1}`);
const hostsIn = (out: string) =>
  out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).target.host);

test('resume: Ctrl-C after the first host, then again to the end → each host has its line once', async () => {
  const file = path.join(folder, 'state');
  const words = ['check', '-', '--json', '--resume', file];
  const input = LIST.join('\n');
  const first = await run(words, { input, events: HEALTHY, stopAfter: 5 });
  expect(first.exit).toBe(130);
  const done = first.out === '' ? [] : hostsIn(first.out);
  expect(done.length).toBeGreaterThan(0);
  expect(done.length).toBeLessThan(LIST.length);
  const second = await run(words, { input, events: SILENT });
  expect(second.exit).toBe(1);
  expect([...done, ...hostsIn(second.out)].toSorted()).toEqual(LIST.toSorted());
  // The summary is the whole list's.
  expect(second.err).toContain(`40 checked: ${done.length} healthy, ${40 - done.length} with a fault`);
  // Nothing is left, so the next run is a new one.
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

test.each([
  ['one line changed', ['other', ...LIST.slice(1)]],
  ['a shorter one', LIST.slice(0, 2)],
])('resume: with another list (%s) → nothing is checked', async (_, list) => {
  const file = path.join(folder, 'other');
  const words = ['check', '-', '--json', '--resume', file];
  await run(words, { input: LIST.join('\n'), events: HEALTHY, stopAfter: 9 });
  const before = await readFile(file, 'utf8');
  const { exit, checks, err } = await run(words, { input: list.join('\n'), events: HEALTHY });
  expect([exit, checks]).toEqual([2, 0]);
  expect(err).toContain('list.another-list');
  expect(await readFile(file, 'utf8')).toBe(before);
  await rm(file);
});

test.each(['', '{}', '{"version":1}', '{"version":2,"done":0}', 'pc1\npc2'])(
  'resume: a file that holds %j → refused',
  async text => {
    const file = path.join(folder, 'foreign');
    await writeFile(file, text);
    const { exit, checks, err } = await run(['check', '-', '--resume', file], { input: 'pc1', events: HEALTHY });
    expect([exit, checks]).toEqual([2, 0]);
    expect(err).toMatch(/^The file of --resume .*\n$/);
    expect(await readFile(file, 'utf8')).toBe(text);
  },
);

test('resume: a file in a folder that is not there → one sentence, and nothing is checked', async () => {
  const file = path.join(folder, 'nowhere', 'state');
  const { exit, checks, err } = await run(['check', '-', '--resume', file], { input: 'pc1', events: HEALTHY });
  expect([exit, checks]).toEqual([2, 0]);
  expect(err).toMatch(/^The folder of .* --resume .*\n$/);
});

test('checkpoint: no file → nothing done yet; a file with an error code for its text → no checkpoint', async () => {
  const file = path.join(folder, 'checkpoint');
  expect((await readCheckpoint(file))?.done).toBe(0);
  await writeFile(file, 'ENOENT');
  expect(await readCheckpoint(file)).toBeUndefined();
});

test('checkpoint: written and read → the same; ids of another version are left out', () => {
  const tally = addTo(EMPTY_TALLY, { as: 'fault', stage: 'port', cause: 'port-blocked' });
  const checkpoint = { done: 3, beyond: [5, 9], digest: 'ab', tally };
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  const text = encodeCheckpoint(checkpoint).replace('"port-blocked"', '"a-cause-of-later"');
  expect(decodeCheckpoint(text)?.tally.causes).toEqual({});
});

test('check: a bad line that comes later → reported with its number and counted, and the others are checked', async () => {
  const { exit, err, checks } = await run(['check', '-', '--json'], {
    chunks: ['pc1\n', 'http://x\npc2\n'],
    events: HEALTHY,
  });
  expect([exit, checks]).toEqual([2, 2]);
  expect(err).toMatch(/^Line 2: .+\n2 checked: 2 healthy, 0 with a fault, 0 not settled\.\nlist\.unreadable\n$/);
});

test('check: a list of hosts that fail → the summary says where and why', async () => {
  const { out } = await run(['check', 'pc1', 'pc2'], { events: SILENT });
  expect(out).toMatch(/\n2 checked: 0 healthy, 2 with a fault, 0 not settled\.\nlist\.stages\nlist\.cause\n$/);
});

test.each([
  [['--rate', '0']],
  [['--rate', 'fast']],
  [['--resume', 'file']],
  [['--format', 'xml']],
  [['--warning', '1']],
])('check: %j where it does not belong → one sentence, exit 2', async words => {
  const { exit, err, out } = await run(['check', 'pc1', 'pc2', ...words]);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toMatch(/^.{10,200}\n$/);
});

test('turns: full, and the time to wait is over already → no turn, and Node warns of no timer', async () => {
  const warned: string[] = [];
  const listen = ({ name }: Error) => warned.push(name);
  process.on('warning', listen);
  const turns = new Turns(1);
  expect(await turns.take(never, -5)).toBe(true);
  expect(await turns.take(never, -5)).toBe(false);
  await new Promise(resolve => setTimeout(resolve, 5));
  process.off('warning', listen);
  expect(warned).toEqual([]);
});
