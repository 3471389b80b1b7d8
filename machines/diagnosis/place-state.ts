import type { StageOutcome } from '../stage-report.ts';

/** `told`: only the person says that it works. `maybe`: a likely cause sits here, and nobody has seen it. */
export type PlaceState = StageOutcome | 'waiting' | 'told' | 'maybe';
