import type { StageOutcome } from '../../../machines/check-events.ts';
import type { Finding, Json } from '../../../machines/findings.ts';
import { QUESTIONS, type QuestionId } from '../../../machines/vocabulary.ts';

/** What exercising one stage came to. Failure of the network is data: probes never reject for it. */
export interface Probed {
  readonly outcome: Exclude<StageOutcome, 'running'>;
  readonly findings: readonly Finding[];
}

/** How long a probe may take, and who may stop it. */
export interface Bounds {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
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

/** Ends early when `signal` says so; never rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve(undefined);
    };
    const timer = setTimeout(end, Math.max(0, ms));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** What `promise` comes to within `ms`, or nothing. Leaves no timer that would keep the process. */
export async function atMost<T>(promise: Promise<T>, ms: number, signal: AbortSignal): Promise<T | undefined> {
  const settled = new AbortController();
  try {
    return await Promise.race([promise, pause(ms, AbortSignal.any([signal, settled.signal]))]);
  } finally {
    settled.abort();
  }
}

/**
 * Looks a second way once `main` has taken longer than `afterMs`, beside it. INVARIANT: the second look is stopped as soon
 * as `main` comes to what needs none, so that it delays no healthy verdict.
 */
export async function withSecondLook<T, L>(
  main: Promise<T>,
  look: (bounds: Bounds) => Promise<L>,
  { afterMs, deadlineMs, signal, needed }: Bounds & { readonly afterMs: number; readonly needed: (of: T) => boolean },
): Promise<{ readonly of: T; readonly looked: L | undefined }> {
  const stop = new AbortController();
  const bounds = { deadlineMs, signal: AbortSignal.any([signal, stop.signal]) };
  const begin = new AbortController();
  const looking = pause(afterMs, AbortSignal.any([bounds.signal, begin.signal])).then(() =>
    bounds.signal.aborted ? undefined : look(bounds),
  );
  const of = await main;
  if (needed(of)) begin.abort();
  else stop.abort();
  return { of, looked: await looking };
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
    stage: QUESTIONS[question].stage,
    elapsedMs: Math.round(elapsedMs),
    ...(known.length === 0 ? {} : { detail: Object.fromEntries(known) }),
  };
}

/** A stranger's text as data: at most `limit` characters, with what could forge a line or a terminal replaced. */
export function printable(text: string, limit = 255): string {
  return text.slice(0, limit).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
