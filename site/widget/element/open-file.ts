import type { DiagnosisEvent } from '../../../machines/diagnosis/context.ts';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import type { Target } from '../../../machines/target/target.ts';
import { loadReaderModule } from '../lazy/load-reader.ts';
import { type Draft, pastedEvent } from '../screens/render-context.ts';
import { isEvidence } from './evidence-file.ts';

/** Larger than any text that is read; not even opened. */
const FILE_LIMIT_BYTES = 1024 * 1024;

/** What a file is opened in: the element. */
interface Opener {
  draft: Draft;
  readonly isConnected: boolean;
  send(event: DiagnosisEvent): void;
}

/** Reads a file into the field. What is read of an older one, or beside what is being typed, counts no more. */
export async function openFile(
  file: File,
  opener: Opener,
  knowledge: Knowledge,
  target: Target | undefined,
): Promise<void> {
  const change = (draft: Partial<Draft>) => {
    opener.draft = { ...opener.draft, ...draft };
  };
  change({ dragging: false, text: '', evidence: undefined, opening: file });
  const isWanted = () => opener.draft.opening === file && opener.draft.text === '' && opener.isConnected;
  const tell = (missing: string) => {
    if (isWanted()) change({ missing });
    return isWanted();
  };
  const found = await draftOfFile(file, knowledge, { target, tell });
  if (!isWanted()) return;
  change(found);
  if (found.text !== undefined) opener.send(pastedEvent(opener.draft));
}

interface Opening {
  readonly target: Target | undefined;
  /** Shows a sentence while a long file is read; false where nobody waits for it any more. */
  readonly tell: (sentence: string) => boolean;
}

/** What a chosen file makes of the field: its text, what a capture or a log shows, or why there is nothing. */
async function draftOfFile(file: File, knowledge: Knowledge, opening: Opening): Promise<Partial<Draft>> {
  const refused = (key: string) => ({ missing: say(knowledge, key) });
  if (await isEvidence(file)) return draftOfEvidence(file, knowledge, opening);
  if (file.size > FILE_LIMIT_BYTES) return refused('rejection.too-large');
  const bytes = await file.arrayBuffer().catch(() => undefined);
  const parts = await loadReaderModule();
  if (bytes === undefined || parts === undefined) return refused('describe.file-failed');
  return { text: parts.decodeText(new Uint8Array(bytes)), missing: '', code: '', submitted: true };
}

async function draftOfEvidence(file: File, knowledge: Knowledge, { target, tell }: Opening): Promise<Partial<Draft>> {
  const failed = { missing: say(knowledge, 'describe.file-failed') };
  const parts = await import('../lazy/evidence.ts').catch(() => undefined);
  if (parts === undefined) return failed;
  const goesOn = (share: number) => tell(say(knowledge, 'describe.file-reading', { percent: Math.floor(share * 100) }));
  return parts.readEvidence(file, { target, goesOn }).then(
    evidence => (evidence === undefined ? {} : { text: file.name, evidence, missing: '', code: '', submitted: true }),
    () => failed,
  );
}
