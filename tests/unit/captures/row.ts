import type { Scene } from './scene.ts';

/** What was captured, the stage that failed, what is seen, and what is not. */
export type Row = readonly [
  given: string,
  scene: Scene,
  failed: string | undefined,
  answers: readonly string[],
  not?: readonly string[],
];
