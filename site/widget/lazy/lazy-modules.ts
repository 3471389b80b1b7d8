import type { Facts, Intake } from '../../../machines/diagnosis/context.ts';
import type { ReadCase } from '../../../machines/diagnosis/read-case.ts';
import type { Knowledge, Model } from '../../../machines/knowledge.ts';
import type { Target } from '../../../machines/target/target.ts';
import type { KnowledgeStore } from '../element/knowledge-store.ts';

type LaterParts = typeof import('./later.ts');

/** What the browser keeps as a module, at hand without waiting. */
let loaded: LaterParts | undefined;

/** Brings the parts that come later; `undefined` where they cannot be had, for now. One copy serves every widget. */
export async function loadLaterParts(): Promise<LaterParts | undefined> {
  loaded ??= await import('./later.ts').catch(() => undefined);
  return loaded;
}

/** Whether a text can be read at once: the reader is here, and what it recognises by. */
export const canRead = (store: KnowledgeStore): boolean => loaded !== undefined && store.hasWordings;

/** Before a text is read, or a code looked up in other words than the catalogue's. */
export async function loadReader(store: KnowledgeStore): Promise<LaterParts | undefined> {
  const [parts, isComplete] = await Promise.all([loadLaterParts(), store.withWordings()]);
  return isComplete ? parts : undefined;
}

/** Where a stored case goes on, with what the flow needs for it. `failed` where its door cannot be had, for now. */
export async function openCase(stored: unknown, store: KnowledgeStore): Promise<ReadCase | 'failed' | undefined> {
  const door = await import('./resume.ts').catch(() => undefined);
  if (door === undefined) return 'failed';
  const resume = door.readCase(stored);
  const codes = resume?.facts.findings.filter(({ question }) => question === 'code') ?? [];
  for (const { answer } of codes) await store.withCode(answer);
  return resume;
}

/** INVARIANT: the waiting line lets no text through before the reader is here. */
export function takeInNow(model: Model, text: string, known: Target | undefined): Intake {
  if (loaded === undefined) throw new Error('the reader is not loaded');
  return loaded.takeIn(model, loaded.readers, text, known);
}

/** The report as text, or nothing yet; `arrived` is called once there can be one. */
export function reportNow(
  { facts, knowledge }: { readonly facts: Facts; readonly knowledge: Knowledge },
  hidden: boolean,
  arrived: () => void,
): string {
  if (loaded !== undefined) return loaded.reportText(loaded.reportOf(facts, knowledge, hidden), knowledge);
  // Where they cannot be had, the report stays empty and its button can be pressed again.
  loadLaterParts().then(
    parts => parts !== undefined && arrived(),
    () => undefined,
  );
  return '';
}
