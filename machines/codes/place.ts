import type { Wording } from './code-index.ts';

/** A wording where it stands in a text: offsets in the text as it is compared. */
export interface Place {
  readonly wording: Wording;
  readonly start: number;
  readonly end: number;
  /** In the text without spaces. */
  readonly dense: boolean;
}
