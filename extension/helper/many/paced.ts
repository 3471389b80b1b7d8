import { LONGEST_MS, withTimeout } from '../probes/probe.ts';
import { Turns } from '../turns.ts';

/** What bounds many checks at once. */
export interface Pace {
  readonly atOnce: number;
  readonly perSecond: number;
  readonly signal: AbortSignal;
}

/** Timers are late by a millisecond or two: so much of the rate may be made good at once. */
const MAKE_GOOD_MS = 10;

/**
 * Starts `work` on each item: at most `atOnce` are under way, at most `perSecond` are started in a second, and each start
 * waits for a turn of the event loop. INVARIANT: by that last one a busy machine slows down the starts and not the answers,
 * whose times are part of the verdict, while hosts that are merely waited for cost nothing.
 */
export async function forEachPaced<T>(
  items: AsyncIterable<T>,
  work: (item: T) => Promise<void>,
  { atOnce, perSecond, signal }: Pace,
): Promise<void> {
  const room = new Turns(atOnce);
  const under = new Set<Promise<void>>();
  const gapMs = 1000 / perSecond;
  let dueMs = performance.now();
  const each = items[Symbol.asyncIterator]();
  while (await room.take(signal)) {
    await pause(dueMs - performance.now(), signal);
    // Whoever writes the list may never come to its end.
    const next = await withTimeout(each.next(), LONGEST_MS, signal);
    if (next === undefined || next.done === true || signal.aborted) break;
    dueMs = Math.max(dueMs, performance.now() - MAKE_GOOD_MS) + gapMs;
    const working = work(next.value).finally(() => {
      under.delete(working);
      room.give();
    });
    under.add(working);
  }
  await Promise.all(under);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms < 1 || signal.aborted) return new Promise(resolve => setImmediate(resolve));
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
