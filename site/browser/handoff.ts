import type { Finding } from '../../machines/findings.ts';
import type { Recorded } from '../../machines/recorded.ts';

/** What was seen in a file, and is meant. */
export interface HandedEvidence {
  readonly findings: readonly Finding[];
  readonly recorded?: Recorded | undefined;
}

const KEY = 'reconnect:handoff';

/** Beside the fragment: what a capture or an event log shows. */
export const EVIDENCE_KEY = 'reconnect:evidence';

/**
 * The start page signals to the flow in the same tab that the person has just chosen what stands in the fragment. No other
 * page can write here; a fragment without it came with a link. A link is anybody's to make, so what packets show goes
 * beside it, as what it is.
 */
export function handOff(fragment: string, evidence?: HandedEvidence): void {
  try {
    sessionStorage.setItem(KEY, fragment);
    if (evidence === undefined) sessionStorage.removeItem(EVIDENCE_KEY);
    else sessionStorage.setItem(EVIDENCE_KEY, JSON.stringify(evidence));
  } catch {
    // A browser that keeps nothing: the flow asks once more.
  }
}

/** Whether this very fragment was handed over; once. */
export function takeHandoff(fragment: string): boolean {
  try {
    const handed = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return fragment !== '' && handed === fragment;
  } catch {
    return false;
  }
}
