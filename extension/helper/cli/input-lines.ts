import type { Io } from './command.ts';

const MAX_LINES = 10_000;
const MAX_BYTES = MAX_LINES * 301;

/** The lines of standard input that are neither empty nor comments; undefined where there are too many. */
export async function readLines(io: Pick<Io, 'input'>): Promise<readonly string[] | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of io.input()) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  const lines = Buffer.concat(chunks)
    .toString('utf8')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !line.startsWith('#'));
  return lines.length > MAX_LINES ? undefined : lines;
}
