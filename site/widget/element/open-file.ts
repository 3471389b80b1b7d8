import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { loadLaterParts } from '../lazy/load-later.ts';
import type { Draft } from '../screens/render-context.ts';

/** Larger than any file that is read; not even opened. */
const FILE_LIMIT_BYTES = 1024 * 1024;

/** What a chosen file makes of the field: its text, or a sentence about why there is none. */
export async function draftOfFile(file: File, knowledge: Knowledge): Promise<Partial<Draft>> {
  const refused = (key: string) => ({ missing: say(knowledge, key) });
  if (file.size > FILE_LIMIT_BYTES) return refused('rejection.too-large');
  const bytes = await file.arrayBuffer().catch(() => undefined);
  const parts = await loadLaterParts();
  if (bytes === undefined || parts === undefined) return refused('describe.file-failed');
  return { text: parts.decodeText(new Uint8Array(bytes)), missing: '', code: '', submitted: true };
}
