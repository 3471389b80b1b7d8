import type { Finding } from '../findings.ts';
import type { StageReport } from '../stage-report.ts';

/** Why no check could be made. Each has its own sentence in content/en/ui.yaml under `helper.<state>`. */
export const HELPER_STATES = [
  'absent',
  'lost',
  'other-browser',
  'bad-path',
  'unsafe',
  'forbidden',
  'blocked-by-policy',
  'crashed',
  'too-old',
  'too-new',
  'sandboxed-browser',
  'no-answer',
  'not-allowed',
  'declined',
  'too-many',
] as const;
export type HelperState = (typeof HELPER_STATES)[number];

/** A page's check is asked for in a window of the extension first; while the person reads there, no time runs. */
export const CONSENT_EVENTS = ['consent.asked', 'consent.given'] as const;
export type ConsentEvent = { readonly type: (typeof CONSENT_EVENTS)[number] };

/**
 * The events of a running check, the same from the probe through the wire to the machine. Network failure is data: a
 * check always ends with `check.finished` or `check.unavailable`.
 */
export type CheckEvent =
  | { readonly type: 'stage.reported'; readonly report: StageReport }
  | { readonly type: 'finding.reported'; readonly finding: Finding }
  | { readonly type: 'check.finished'; readonly connections: number; readonly elapsedMs: number }
  | { readonly type: 'check.unavailable'; readonly state: HelperState };
