import { STOPS, type Stage, type Stop } from '../../machines/vocabulary.ts';

/** A page has checked nothing: it draws neither a failure nor a place that was seen to work. */
export type JointState = 'likely' | 'unknown' | 'skipped';

/** What a code of a stage leaves open, per place. A code narrows the path down and proves nothing, so nothing is failed or passed. */
const OPEN: { readonly [S in Stage | 'any']: readonly JointState[] } = {
  name: ['likely', 'unknown', 'skipped', 'skipped', 'skipped'],
  path: ['likely', 'unknown', 'unknown', 'skipped', 'skipped'],
  port: ['likely', 'unknown', 'unknown', 'unknown', 'skipped'],
  negotiation: ['likely', 'likely', 'unknown', 'unknown', 'skipped'],
  tls: ['likely', 'likely', 'unknown', 'unknown', 'skipped'],
  authentication: ['likely', 'likely', 'likely', 'unknown', 'unknown'],
  session: ['likely', 'likely', 'likely', 'unknown', 'likely'],
  any: ['unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
};

export function jointsOfStage(stage: Stage | 'any'): readonly { place: Stop; state: JointState }[] {
  return STOPS.map((place, at) => ({ place, state: OPEN[stage][at] ?? 'unknown' }));
}
