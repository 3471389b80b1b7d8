import type { StageReport } from './stage-report.ts';

/**
 * What no finding says of how an attempt in a capture ended. `client-left`: of its own accord, which a second try may show
 * to be nothing. `nothing-arrives`: the client should send, and nothing of it is in the file. `answer-lost`: the host's
 * answer does not arrive.
 */
export const CAPTURE_NOTES = ['client-left', 'nothing-arrives', 'answer-lost'] as const;
export type CaptureNote = (typeof CAPTURE_NOTES)[number];

/** How far the attempt of a capture came, besides its findings. */
export interface Recorded {
  readonly stages: readonly StageReport[];
  readonly note?: CaptureNote;
}
