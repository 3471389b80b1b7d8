import type { DiagnosisInput } from '../../machines/diagnosis.facts.ts';
import type { CodeLookUp } from './code-look-up.ts';
import { bringCode, codesAreHere, type LoadedKnowledge } from './knowledge-source.ts';
import { loadLaterParts, openCase } from './later-parts.ts';
import { type Attributes, exactCode, namedCode } from './opening.ts';

interface LoadedCase {
  readonly resume: DiagnosisInput['resume'] | 'failed';
  /** Where the tag has a code in other words than the catalogue's. */
  readonly lookUp: CodeLookUp | undefined;
}

/** What a case waits for besides its knowledge: its code, the readers that look one up, and the stored case read. */
export async function loadCase(tag: Attributes, loaded: LoadedKnowledge, stored: unknown): Promise<LoadedCase> {
  if (loaded.kind !== 'knowledge') return { resume: undefined, lookUp: undefined };
  const { knowledge } = loaded;
  const named = namedCode(tag);
  if (named !== undefined && !codesAreHere()) await bringCode(knowledge.model, named);
  const isVague = tag.code !== null && exactCode(tag, knowledge) === undefined;
  const later = isVague ? await loadLaterParts() : undefined;
  const resume = stored === undefined ? undefined : await openCase(stored, knowledge.model);
  return { resume, lookUp: later?.codesMeant };
}
