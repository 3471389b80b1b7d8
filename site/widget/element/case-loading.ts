import type { DiagnosisInput } from '../../../machines/diagnosis/context.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { loadLaterParts, openCase } from '../lazy/lazy-modules.ts';
import type { CodeLookUp } from '../options/code-look-up.ts';
import { type Attributes, exactCode, namedCode } from '../options/opening.ts';
import { bringCode, codesAreHere } from './knowledge-source.ts';

interface LoadedCase {
  readonly resume?: DiagnosisInput['resume'] | 'failed';
  /** Where the tag has a code in other words than the catalogue's. */
  readonly lookUp?: CodeLookUp | undefined;
}

/**
 * What a case waits for besides its knowledge: its code, the readers that look one up, and the stored case read. Where
 * all of it is here nothing is waited for, so that the first question is drawn at once.
 */
export function loadCase(tag: Attributes, knowledge: Knowledge, stored: unknown): LoadedCase | Promise<LoadedCase> {
  const isHere = codesAreHere() || namedCode(tag) === undefined;
  const isExact = tag.code === null || (isHere && exactCode(tag, knowledge) !== undefined);
  return isHere && isExact && stored === undefined ? {} : bringCase(tag, knowledge, stored);
}

async function bringCase(tag: Attributes, knowledge: Knowledge, stored: unknown): Promise<LoadedCase> {
  const named = namedCode(tag);
  if (named !== undefined && !codesAreHere()) await bringCode(knowledge.model, named);
  const isVague = tag.code !== null && exactCode(tag, knowledge) === undefined;
  const later = isVague ? await loadLaterParts() : undefined;
  const resume = stored === undefined ? undefined : await openCase(stored, knowledge.model);
  return { resume, lookUp: later?.codesMeant };
}
