import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readInPieces } from '../../../site/widget/lazy/read-in-pieces.ts';
import { captureOf, HOST, Scene } from './scene.ts';

const BYTES = captureOf(new Scene().client('S').server('RA').packets);
const FILE = new Blob([Buffer.from(BYTES)]);
const PIECE_BYTES = 10;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Pieces of which each takes so long to come. */
async function* piecesEach(ms: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < BYTES.length; at += PIECE_BYTES) {
    vi.advanceTimersByTime(ms);
    yield BYTES.slice(at, at + PIECE_BYTES);
  }
}

async function readWith(ms: number, goesOn: (share: number) => boolean) {
  const seconds: number[] = [];
  const shares: number[] = [];
  const startMs = performance.now();
  const found = await readInPieces(FILE, piecesEach(ms), {
    wanted: { host: HOST, port: 3389 },
    goesOn: share => {
      seconds.push((performance.now() - startMs) / 1_000);
      shares.push(share);
      return goesOn(share);
    },
  });
  return { found, seconds, shares };
}

test('readInPieces: many pieces a second → its share at the start, then at most once a second', async () => {
  const { found, seconds, shares } = await readWith(150, () => true);
  expect(found).toMatchObject({ kind: 'capture', reading: { target: { host: HOST } } });
  expect(shares[0]).toBe(0);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  const gaps = seconds.slice(1).map((second, at) => second - (seconds[at] ?? 0));
  expect(gaps.length).toBeGreaterThan(0);
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1);
});

test('readInPieces: broken off in the middle → nothing, and no later piece is asked for', async () => {
  const { found, seconds } = await readWith(1_000, share => share < 0.5);
  expect(found).toBeUndefined();
  expect(seconds.at(-1)).toBeLessThan(BYTES.length / PIECE_BYTES);
});
