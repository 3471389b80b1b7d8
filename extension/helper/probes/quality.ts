import type { Finding } from '../../../machines/findings.ts';
import { seen } from './probe.ts';

const SLOW_MS = 200;
/** A SYN that is lost is sent again after 1 s and once more after 3 s, RFC 6298 2.1; a newer Linux does so every second. */
const RESENT_AFTER_MS = [1000, 2000, 3000] as const;
/** What a round trip may add to such a step. */
const STEP_WIDTH_MS = 400;

/**
 * The line's quality out of what the stages took anyway: the connect is one round trip, the negotiation another. A connect
 * that took one of the steps of resending, with a far quicker negotiation after it, lost a packet.
 */
export function judgeQuality(connectMs: number, negotiationMs: number | undefined): Finding {
  const roundTripMs = Math.min(connectMs, negotiationMs ?? connectMs);
  const resent = RESENT_AFTER_MS.some(step => connectMs >= step && connectMs < step + STEP_WIDTH_MS);
  const quick = negotiationMs !== undefined && negotiationMs < connectMs / 2;
  const answer = resent && quick ? 'lossy' : roundTripMs > SLOW_MS ? 'slow' : 'good';
  return seen('quality', answer, roundTripMs);
}
