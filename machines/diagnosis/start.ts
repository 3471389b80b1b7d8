import type { Finding } from '../findings.ts';
import type { Recorded } from '../recorded.ts';
import type { Target } from '../target/target.ts';
import type { CauseId } from '../vocabulary.ts';
import { type Facts, openCase, type Screen } from './context.ts';
import type { SavedCase } from './saved-case.ts';

/** What may be known before anybody asks. */
interface Known {
  readonly target?: Target | undefined;
  readonly findings?: readonly Finding[] | undefined;
  /** How far the attempt of a capture came. */
  readonly recorded?: Recorded | undefined;
}

/** The ways in which a case begins. */
export type Start =
  | { readonly kind: 'empty' }
  /** The flow goes on from what is known: the code that an article is about, answers that a link names. */
  | (Known & { readonly kind: 'known' })
  /** With a check, as if the person had asked for it. */
  | (Known & { readonly kind: 'check'; readonly target: Target })
  /** With the remedy of a cause. */
  | (Known & { readonly kind: 'fix'; readonly cause: CauseId })
  /** Where a case stood before: read by `readCase`, or made of a report. */
  | { readonly kind: 'saved'; readonly screen: Screen; readonly facts: Facts };

export interface DiagnosisInput {
  /** Whether a check may be tried. */
  readonly probe: boolean;
  /** `empty` where it is missing. */
  readonly start?: Start | undefined;
}

const EMPTY: Start = { kind: 'empty' };

/** The facts of a case that begins now. */
export function factsAtStart({ probe, start = EMPTY }: DiagnosisInput): Facts {
  const screen = screenOf(start);
  return screen === undefined ? factsOf(start, probe) : { ...factsOf(start, probe), returning: screen };
}

/** A case that has not begun yet, as a store holds it: whoever opens the store begins there. */
export function caseToBegin(start: Start): SavedCase {
  return { version: 1, screen: screenOf(start) ?? 'describing', ...factsOf(start, true) };
}

function factsOf(start: Start, probe: boolean): Facts {
  switch (start.kind) {
    case 'empty':
      return openCase({ probe });
    case 'known':
    case 'check':
      return openCase({ ...knownIn(start), probe });
    case 'fix':
      return { ...openCase({ ...knownIn(start), probe }), remedy: start.cause };
    case 'saved':
      return start.facts;
  }
}

const knownIn = ({ target, findings = [], recorded }: Known) => ({ target, findings, recorded });

/** The screen that a start names; without one the flow decides by what it knows. */
function screenOf(start: Start): Screen | undefined {
  switch (start.kind) {
    case 'empty':
    case 'known':
      return undefined;
    case 'check':
      return 'checking';
    case 'fix':
      return 'mending';
    case 'saved':
      return start.screen;
  }
}
