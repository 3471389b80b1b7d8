import { STOPS, type Stage, type Stop } from '../../machines/vocabulary.ts';

/** A page has checked nothing: it never draws a failure. */
export type JointState = 'passed' | 'unknown' | 'skipped';

/** What a code of a stage leaves open, per place. A code narrows the path down and proves nothing, so nothing is failed. */
const OPEN: { readonly [S in Stage | 'any']: readonly JointState[] } = {
  name: ['passed', 'unknown', 'skipped', 'skipped', 'skipped'],
  path: ['passed', 'unknown', 'unknown', 'skipped', 'skipped'],
  port: ['passed', 'unknown', 'unknown', 'unknown', 'skipped'],
  negotiation: ['passed', 'passed', 'unknown', 'unknown', 'skipped'],
  tls: ['passed', 'passed', 'unknown', 'unknown', 'skipped'],
  authentication: ['passed', 'passed', 'passed', 'unknown', 'unknown'],
  session: ['passed', 'passed', 'passed', 'unknown', 'passed'],
  any: ['unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
};

export function jointsOfStage(stage: Stage | 'any'): readonly { place: Stop; state: JointState }[] {
  return STOPS.map((place, at) => ({ place, state: OPEN[stage][at] ?? 'unknown' }));
}
