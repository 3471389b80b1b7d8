import { createReadStream } from 'node:fs';
import type { Io } from './command.ts';

const MAX_LINES = 10_000;
const MAX_BYTES = MAX_LINES * 301;

/** Standard input, or undefined where it is over the limit. */
export async function readInput(io: Pick<Io, 'input'>, limitBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of io.input()) {
    bytes += chunk.length;
    if (bytes > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The lines of standard input that are neither empty nor comments; undefined where there are too many. */
export async function readLines(io: Pick<Io, 'input'>): Promise<readonly string[] | undefined> {
  const bytes = await readInput(io, MAX_BYTES);
  if (bytes === undefined) return undefined;
  const lines = new TextDecoder()
    .decode(bytes)
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !line.startsWith('#'));
  return lines.length > MAX_LINES ? undefined : lines;
}

/** The file's bytes, never more than one over the limit, so that a huge file or an endless device costs nothing. */
export async function readAtMost(path: string, limitBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: limitBytes })) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}
