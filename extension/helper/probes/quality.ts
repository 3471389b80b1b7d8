import type { Finding } from '../../../machines/findings.ts';
import { seen } from './probe.ts';

const SLOW_MS = 200;
/** A SYN that is lost is sent again after 1 s and once more after 3 s, RFC 6298 2.1; a newer Linux does so every second. */
const RESENT_AFTER_MS = [1000, 2000, 3000] as const;
/** What a round trip may add to such a step. */
const STEP_WIDTH_MS = 400;
/** Once connected, what is lost is sent again after this time at the earliest, by Linux and Windows alike. */
const RESENT_AT_LEAST_MS = 200;
/** Two round trips at most (TLS 1.2), and one for what the clock of a busy machine adds. */
const TRIPS_OF_A_STEP = 3;

/** How long the stages took that consist of round trips; what did not happen is left out. */
export interface StepTimes {
  readonly connectMs: number;
  readonly negotiationMs?: number | undefined;
  readonly tlsMs?: number | undefined;
  readonly identityMs?: number | undefined;
}

/**
 * The line's quality out of what the stages took anyway. A connect that took one of the steps of resending, with a far
 * quicker negotiation after it, lost a packet. Later one late answer may be a slow host or a lost packet: then nothing is
 * claimed of the line. Two late answers of a host that is quick otherwise are the line's.
 */
export function judgeQuality({ connectMs, negotiationMs, tlsMs, identityMs }: StepTimes): readonly Finding[] {
  const roundTripMs = Math.min(connectMs, negotiationMs ?? connectMs);
  const resent = RESENT_AFTER_MS.some(step => connectMs >= step && connectMs < step + STEP_WIDTH_MS);
  const quick = negotiationMs !== undefined && negotiationMs < connectMs / 2;
  const limitMs = TRIPS_OF_A_STEP * roundTripMs + RESENT_AT_LEAST_MS;
  const late = [negotiationMs, tlsMs, identityMs].filter(ms => ms !== undefined && ms > limitMs).length;
  if ((resent && quick) || late > 1) return [seen('quality', 'lossy', roundTripMs)];
  if (roundTripMs > SLOW_MS) return [seen('quality', 'slow', roundTripMs)];
  return late > 0 ? [] : [seen('quality', 'good', roundTripMs)];
}
