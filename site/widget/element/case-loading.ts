import type { ReadCase } from '../../../machines/diagnosis/read-case.ts';
import { loadReader, openCase } from '../lazy/lazy-modules.ts';
import type { CodeLookUp } from '../options/code-look-up.ts';
import { type Attributes, exactCode, namedCode } from '../options/opening.ts';
import type { KnowledgeStore } from './knowledge-store.ts';

interface LoadedCase {
  readonly resume?: ReadCase | 'failed' | undefined;
  /** Where the tag has a code in other words than the catalogue's. */
  readonly lookUp?: CodeLookUp | undefined;
}

/**
 * What a case waits for besides its knowledge: its code, the readers that look one up, and the stored case read. Where
 * all of it is here nothing is waited for, so that the first question is drawn at once.
 */
export function loadCase(tag: Attributes, store: KnowledgeStore, stored: unknown): LoadedCase | Promise<LoadedCase> {
  const isHere = store.hasWordings() || namedCode(tag) === undefined;
  const isExact = tag.code === null || (isHere && exactCode(tag, store.current()) !== undefined);
  return isHere && isExact && stored === undefined ? {} : bringCase(tag, store, stored);
}

async function bringCase(tag: Attributes, store: KnowledgeStore, stored: unknown): Promise<LoadedCase> {
  const named = namedCode(tag);
  if (named !== undefined) await store.withCode(named);
  const isVague = tag.code !== null && exactCode(tag, store.current()) === undefined;
  const later = isVague ? await loadReader(store) : undefined;
  const resume = stored === undefined ? undefined : await openCase(stored, store);
  return { resume, lookUp: later?.codesMeant };
}
