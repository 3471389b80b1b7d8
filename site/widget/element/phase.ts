import type { SavedCase } from '../../../machines/diagnosis/saved-case.ts';
import type { View } from '../../../machines/diagnosis/view.ts';
import type { Fault } from '../screens/fault.ts';
import type { CaseSession } from './case-session.ts';

/** A case that was at work before the element was moved or given something else: the next start goes on with it. */
interface Moved {
  readonly saved?: SavedCase | undefined;
}

/** The element's life: one phase at a time, each with all that it is drawn from. */
export type Phase =
  /** Not in sight yet, or out of the page. */
  | (Moved & { readonly kind: 'away' })
  /** It starts with the next update, which comes before anything is painted: what the page sets until then counts. */
  | (Moved & { readonly kind: 'due' })
  /** What it starts from is on its way. `isSlow`: for so long that this is said. */
  | (Moved & { readonly kind: 'loading'; readonly isSlow: boolean })
  | (Moved & { readonly kind: 'failed'; readonly fault: Fault })
  /** `isBegun`: the person has acted here. */
  | { readonly kind: 'flow'; readonly session: CaseSession; readonly view: View; readonly isBegun: boolean };

/** The case that outlives a phase. */
export const savedIn = (phase: Phase): SavedCase | undefined =>
  phase.kind === 'flow' ? phase.session.saved() : phase.saved;
