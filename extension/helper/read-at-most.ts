import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';

/**
 * The file's bytes, never more than one over the limit, so that a huge file or an endless device costs nothing. Rejects
 * with the system's error where the file cannot be read.
 */
export function readUpTo(file: string, limitBytes: number): Promise<Uint8Array> {
  return buffer(createReadStream(file, { end: limitBytes }));
}

/** As `readUpTo`; nothing where the file cannot be read. */
export function readAtMost(file: string, limitBytes: number): Promise<Uint8Array | undefined> {
  return readUpTo(file, limitBytes).catch(() => undefined);
}

/** The text of a file that is no longer than that; nothing where it is, or cannot be read. */
export async function readTextAtMost(file: string, limitBytes: number): Promise<string | undefined> {
  const bytes = await readAtMost(file, limitBytes);
  return bytes === undefined || bytes.length > limitBytes ? undefined : Buffer.from(bytes).toString();
}
