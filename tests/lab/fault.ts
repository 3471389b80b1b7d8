import type { CauseId } from '../../machines/vocabulary.ts';

/** The first cause must be one of the row's; where packets cannot tell two apart, both stand there. */
export type Fault = readonly [
  fault: string,
  breakIt: () => Promise<unknown>,
  /** As a person types it: words of the command line, and `name=value` for its environment. */
  target: string,
  sees: Readonly<Record<string, string>>,
  failed: string | undefined,
  causes: readonly CauseId[],
];
