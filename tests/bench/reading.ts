import { pathToFileURL } from 'node:url';
import { loadModel } from '../../content/knowledge.ts';
import type { CodeKnowledge } from '../../machines/knowledge.ts';
import { MAX_INPUT_LENGTH, read } from '../../machines/reading/read.ts';

/** What a megabyte of junk costs the reading: the goal is under 50 ms, whatever the junk. */
export interface JunkTime {
  readonly junk: string;
  readonly cpuMs: number;
}

/** The same junk every time: xorshift32, seeded. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function fill(part: (next: () => number) => string): string {
  const next = random(20_260_101);
  const parts: string[] = [];
  for (let size = 0; size < MAX_INPUT_LENGTH; ) {
    const piece = part(next);
    parts.push(piece);
    size += piece.length;
  }
  return parts.join('').slice(0, MAX_INPUT_LENGTH);
}

const pick = (next: () => number, from: string) => from[Math.floor(next() * from.length)] ?? '';
const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

const JUNK: readonly (readonly [string, () => string | Uint8Array])[] = [
  ['one line', () => 'a'.repeat(MAX_INPUT_LENGTH)],
  ['empty lines', () => '\n'.repeat(MAX_INPUT_LENGTH)],
  ['base64', () => fill(next => `${Array.from({ length: 76 }, () => pick(next, 'ABCDabcd0123+/')).join('')}\n`)],
  ['printable', () => fill(next => pick(next, printable) + (next() < 0.02 ? '\n' : ''))],
  ['Cyrillic', () => fill(next => String.fromCharCode(0x400 + Math.floor(next() * 80)) + (next() < 0.02 ? '\n' : ''))],
  [
    'bytes',
    () =>
      Uint8Array.from(
        fill(next => String.fromCharCode(Math.floor(next() * 256))),
        c => c.charCodeAt(0),
      ),
  ],
  ['tags', () => '<'.repeat(MAX_INPUT_LENGTH)],
  ['braces', () => fill(() => '{"a":')],
];

export function measureJunk(codes: readonly CodeKnowledge[]): JunkTime[] {
  return JUNK.map(([junk, make]) => {
    const text = make();
    read(text, { codes });
    const rounds = 5;
    const started = process.cpuUsage();
    for (let i = 0; i < rounds; i += 1) read(text, { codes });
    const spent = process.cpuUsage(started);
    return { junk, cpuMs: (spent.user + spent.system) / 1000 / rounds };
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { junk, cpuMs } of measureJunk((await loadModel()).codes))
    console.log(`${junk.padEnd(14)} ${cpuMs.toFixed(1)} ms`);
}
