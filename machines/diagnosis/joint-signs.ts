import type { PlaceState } from './place-state.ts';

/** A joint of the line where there are only letters; its shape tells the state without colour. */
export const JOINT_SIGNS: Readonly<Record<PlaceState, readonly [unicode: string, plain: string]>> = {
  passed: ['●', '[ok]'],
  told: ['◎', '(+)'],
  failed: ['◆', '[X]'],
  maybe: ['◇', '<?>'],
  running: ['◐', '[..]'],
  unknown: ['◌', '[?]'],
  skipped: ['○', '( )'],
  waiting: ['○', '( )'],
};
