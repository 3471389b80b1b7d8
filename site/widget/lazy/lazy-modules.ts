import type { InterpretedInput } from '../../../machines/diagnosis/context.ts';
import type { ReadCase } from '../../../machines/diagnosis/read-case.ts';
import type { Model } from '../../../machines/knowledge.ts';
import { isRecord } from '../../../machines/schemas/record.ts';
import type { Target } from '../../../machines/target/target.ts';
import type { KnowledgeStore } from '../element/knowledge-store.ts';
import { answersNow, loadAnswers } from './load-answers.ts';
import { loadReaderModule, type ReaderModule, readerNow } from './load-reader.ts';

/** Whether a text can be read at once: the reader and its screen are here, what it recognises by, and the language of the text. */
export const canRead = (store: KnowledgeStore, text: string): boolean =>
  answersNow() !== undefined && readerNow()?.isReadyFor(store, text) === true;

/** Brings what a text is read by; false where its reader cannot be had, for now. */
export const loadReaderFor = async (store: KnowledgeStore, text: string): Promise<boolean> =>
  (await loadReader(store))?.bringFor(store, text) ?? false;

/** Before a text is read, or a code looked up in other words than the catalogue's. */
export async function loadReader(store: KnowledgeStore): Promise<ReaderModule | undefined> {
  const [parts, screens, isComplete] = await Promise.all([loadReaderModule(), loadAnswers(), store.withWordings()]);
  return isComplete && screens !== undefined ? parts : undefined;
}

/** Where a stored case goes on, with what the flow needs. `failed` where it is not available, for now. */
export async function openCase(stored: unknown, store: KnowledgeStore): Promise<ReadCase | 'failed' | undefined> {
  // Where a check was made its line is drawn with them; they come meanwhile.
  if (isRecord(stored) && (isRecord(stored.recorded) || (Array.isArray(stored.stages) && stored.stages.length > 0)))
    void loadAnswers();
  const resumeModule = await import('./resume.ts').catch(() => undefined);
  if (resumeModule === undefined) return 'failed';
  const resume = resumeModule.readCase(stored);
  const codes = resume?.facts.findings.filter(({ question }) => question === 'code') ?? [];
  for (const { answer } of codes) await store.withCode(answer);
  return resume;
}

/** INVARIANT: the queue lets no text through before the reader is here. */
export function interpretNow(model: Model, text: string, known: Target | undefined): InterpretedInput {
  const parts = readerNow();
  if (parts === undefined) throw new Error('the reader is not loaded');
  return parts.interpretInput(model, parts.readers, text, known);
}
