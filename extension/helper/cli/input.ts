import type { Sentence } from '../../../machines/format.ts';
import { terminalText } from '../safe-text.ts';
import type { Io } from './command.ts';

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

/** Why there is nothing to read under a name of the command line. */
export const unreadable = (name: string): Sentence =>
  name === '-' ? { key: 'cli.input.standard' } : { key: 'cli.input.file', values: { file: terminalText(name, 120) } };
