import { loadLaterParts } from '../lazy/lazy-modules.ts';

/** Larger than any file that is read; not even opened. */
const FILE_LIMIT_BYTES = 1024 * 1024;

/** The text of a file, or the key of the sentence that says why there is none. */
export async function textOfFile(file: File): Promise<{ readonly text: string } | { readonly refused: string }> {
  if (file.size > FILE_LIMIT_BYTES) return { refused: 'rejection.too-large' };
  const bytes = await file.arrayBuffer().catch(() => undefined);
  const parts = await loadLaterParts();
  if (bytes === undefined || parts === undefined) return { refused: 'describe.file-failed' };
  return { text: parts.decodeText(new Uint8Array(bytes)) };
}
