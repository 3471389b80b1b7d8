import type { CheckEvent } from '../../machines/diagnosis/check-events.ts';
import type { Screen } from './screen.ts';

/** What the extension posts into the page. */
export type ReceivedMessage = { readonly kind: string; readonly id?: string; readonly event?: CheckEvent };

/** Keeps every message of the extension in the page. */
export const KEEP_MESSAGES = `(() => {
  const received = globalThis.receivedMessages = [];
  addEventListener('message', ({ data }) => data?.from === 'reconnect-extension' && received.push(data));
})()`;

/** Timers of a second and more run only when `runHeldTimers` is called, as if all their time had passed. */
export const HOLD_TIMERS = `(() => {
  const [set, clear, held] = [setTimeout, clearTimeout, new Map()];
  let last = 2 ** 40;
  globalThis.setTimeout = (act, ms = 0, ...more) => {
    if (ms < 1_000) return set(act, ms, ...more);
    held.set(++last, () => act(...more));
    return last;
  };
  globalThis.clearTimeout = id => void (held.delete(id) || clear(id));
  globalThis.runHeldTimers = () => {
    const due = [...held.values()];
    held.clear();
    for (const act of due) act();
  };
})()`;

/** An expression that posts to the extension as a page of the guide does. */
export const post = (message: object) =>
  `void postMessage(${JSON.stringify({ from: 'reconnect-page', v: 1, ...message })}, location.origin)`;

export const askForCheck = (page: Screen, id: string, target: unknown) =>
  page.evaluate(post({ kind: 'check', id, target }));

/** What the extension has posted since `KEEP_MESSAGES` ran in the page. */
export async function messagesTo(page: Screen): Promise<readonly ReceivedMessage[]> {
  const found = await page.evaluate('globalThis.receivedMessages');
  return Array.isArray(found) ? found : [];
}

/** The event that a check ended with, once it has. */
export async function finalEvent(page: Screen, id: string): Promise<CheckEvent | undefined> {
  return (await messagesTo(page))
    .filter(message => message.id === id)
    .map(({ event }) => event)
    .find(event => event?.type === 'check.finished' || event?.type === 'check.unavailable');
}
