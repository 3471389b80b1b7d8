import type { ReadCase } from '../../../machines/diagnosis/read-case.ts';
import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import { loadReader, openCase } from '../lazy/lazy-modules.ts';
import type { CodeLookUp } from '../options/code-look-up.ts';
import { type Attributes, exactCode, namedCode } from '../options/opening.ts';
import type { CaseKeeper } from './case-keeper.ts';
import type { KnowledgeFault, KnowledgeSource, LoadedKnowledge } from './knowledge-source.ts';
import type { KnowledgeStore } from './knowledge-store.ts';
import type { CaseStore } from './store.ts';

/** All that a case begins with, or why it cannot begin. */
export type Beginning =
  | { readonly kind: 'fault'; readonly fault: KnowledgeFault }
  | (Found<ReadCase> & { readonly kind: 'case'; readonly store: KnowledgeStore });

interface Found<Resume> {
  readonly resume?: Resume | undefined;
  /** Where the tag has a code in other words than the catalogue's. */
  readonly lookUp?: CodeLookUp | undefined;
}
type LoadedCase = Found<ReadCase | 'failed'>;

export interface CaseSource {
  readonly tag: Attributes;
  readonly knowledge: LoadedKnowledge | Promise<LoadedKnowledge>;
  readonly storeOf: (source: KnowledgeSource) => KnowledgeStore;
  /** Where the case was before it was moved; only without it the kept one is looked for. */
  readonly saved: SavedCase | undefined;
  readonly kept: CaseStore | undefined;
  readonly keeper: CaseKeeper;
}

/**
 * Brings what a case begins with: from where it was when it was moved, from the store, or from the attributes. Waits only
 * for what is not here, so that a widget with its knowledge in the page draws its first question first.
 */
export function loadBeginning(from: CaseSource): Beginning | Promise<Beginning> {
  const { tag, saved, kept, keeper, storeOf } = from;
  return after(from.knowledge, loaded => {
    const stored = saved ?? (kept && keeper.load(kept));
    return after<unknown, Beginning>(stored, found => {
      if (loaded.kind === 'fault') return loaded;
      const store = storeOf(loaded.source);
      return after<LoadedCase, Beginning>(loadCase(tag, store, found), ({ resume, lookUp }) =>
        // Better no case for now than a fresh one written over the kept one.
        resume === 'failed' ? { kind: 'fault', fault: 'failed' } : { kind: 'case', store, resume, lookUp },
      );
    });
  });
}

/** At once where the value is here already. */
function after<T, R>(value: T | Promise<T>, then: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(then) : then(value);
}

/** Besides its knowledge: the code of the tag, the readers that look one up, and the stored case read. */
function loadCase(tag: Attributes, store: KnowledgeStore, stored: unknown): LoadedCase | Promise<LoadedCase> {
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
