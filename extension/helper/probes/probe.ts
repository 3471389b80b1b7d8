import type { Finding, Json } from '../../../machines/findings.ts';
import type { StageOutcome } from '../../../machines/stage-report.ts';
import type { QuestionId } from '../../../machines/vocabulary.ts';

/** What exercising one stage came to. Failure of the network is data: probes never reject for it. */
export interface ProbeResult {
  readonly outcome: Exclude<StageOutcome, 'running'>;
  readonly findings: readonly Finding[];
}

/** How long a probe may take, and who may stop it. */
export interface Bounds {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  /** How many bytes the target may still send us. */
  readonly leftBytes?: () => number;
}

/** How long each stage may take, in milliseconds. Injected, so that tests need not wait. */
export interface Deadlines {
  readonly nameMs: number;
  /** At least 3 s: Windows tries a refused port again for about 2 s, and a first SYN that is lost is sent again after 1 s. */
  readonly connectMs: number;
  readonly pingMs: number;
  readonly negotiationMs: number;
  readonly tlsMs: number;
  readonly identityMs: number;
  readonly totalMs: number;
}

export const DEADLINES: Deadlines = {
  nameMs: 5_000,
  connectMs: 3_500,
  pingMs: 3_000,
  negotiationMs: 5_000,
  tlsMs: 5_000,
  identityMs: 5_000,
  totalMs: 25_000,
};

/** The longest that a timer waits, for who waits for a signal only. */
export const LONGEST_MS = 2 ** 31 - 1;

/** What `promise` comes to within `ms`, or nothing, as when `signal` ends the wait. Leaves no timer behind. */
export function withTimeout<T>(promise: Promise<T>, ms: number, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const end = (value?: T) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(value);
    };
    const onAbort = () => end();
    const timer = setTimeout(end, Math.max(0, ms));
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(end, reject);
    if (signal.aborted) end();
  });
}

/**
 * Looks a second way once `main` has taken longer than `afterMs`, beside it. INVARIANT: the second look is stopped as soon
 * as `main` comes to what needs none, so that it delays no healthy verdict.
 */
export async function raceWithFallbackProbe<T, L>(
  main: Promise<T>,
  look: (bounds: Bounds) => Promise<L>,
  { afterMs, deadlineMs, signal, needed }: Bounds & { readonly afterMs: number; readonly needed: (of: T) => boolean },
): Promise<{ readonly of: T; readonly looked: L | undefined }> {
  const stop = linkedAbortController(signal);
  const bounds = { deadlineMs, signal: stop.signal };
  const settled = main.then(of => ({ of, enough: !needed(of) }));
  const soon = await withTimeout(settled, afterMs, signal);
  // Cancelled or enough: nothing is left to look for.
  const looking = signal.aborted || soon?.enough ? undefined : look(bounds);
  const { of, enough } = await settled;
  if (enough) stop.abort();
  const looked = await looking;
  stop.dispose();
  return { of, looked };
}

/** A signal that follows another one and can be raised by itself. AbortSignal.any costs the start of a check 5 ms. */
export function linkedAbortController(signal: AbortSignal): { signal: AbortSignal; abort(): void; dispose(): void } {
  const own = new AbortController();
  // Without a reason of ours the system makes an exception with its whole stack, on every healthy check.
  const abort = () => own.abort('stopped');
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return { signal: own.signal, abort, dispose: () => signal.removeEventListener('abort', abort) };
}

/** An address of the person's own typing was parsed at the trust boundary; Node's own test takes 7 ms to compile its first time. */
export function isAddress(host: string): boolean {
  return isIpv6(host) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

/** Among names and addresses only these have a colon. */
export function isIpv6(host: string): boolean {
  return host.includes(':');
}

/** A finding of a probe; its stage is the question's own unless the vocabulary leaves it open. */
export function seen(
  question: QuestionId,
  answer: string,
  elapsedMs: number,
  detail: Readonly<Record<string, Json | undefined>> = {},
): Finding {
  const known = Object.entries(detail).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return {
    question,
    answer,
    source: 'probe',
    elapsedMs: Math.round(elapsedMs),
    ...(known.length === 0 ? {} : { detail: Object.fromEntries(known) }),
  };
}
