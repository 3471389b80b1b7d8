import type { CauseId } from '../../machines/vocabulary.ts';

/** What is broken in the lab, what a check must see of it, and what it may blame. */
export type Fault = readonly [
  fault: string,
  breakIt: () => Promise<unknown>,
  /** As a person types it: words of the command line, and `name=value` for its environment. */
  target: string,
  sees: Readonly<Record<string, string>>,
  failed: string | undefined,
  /** The first cause must be one of them: where packets cannot tell two apart, both stand here. */
  causes: readonly CauseId[],
];

/** The fault is in the target itself: there is nothing to break. */
export const nothing = async (): Promise<void> => {};
