import type { CheckEvent } from '../../machines/diagnosis/check-events.ts';
import type { Screen } from './screen.ts';

export type ReceivedEvent = { readonly kind: string; readonly id?: string; readonly event?: CheckEvent };
/** Keeps every message of the extension in the page. */
export const LISTEN = `(() => {
  const heard = globalThis.heard = [];
  addEventListener('message', ({ data }) => data?.from === 'reconnect-extension' && heard.push(data));
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
export const post = (message: object) =>
  `void postMessage(${JSON.stringify({ from: 'reconnect-page', v: 1, ...message })}, location.origin)`;
export const ask = (page: Screen, id: string, target: unknown) => page.evaluate(post({ kind: 'check', id, target }));
export const heard = async (page: Screen): Promise<readonly ReceivedEvent[]> => {
  const found = await page.evaluate('globalThis.heard');
  return Array.isArray(found) ? found : [];
};
export const ended = async (page: Screen, id: string) =>
  (await heard(page))
    .filter(message => message.id === id)
    .map(({ event }) => event)
    .find(event => event?.type === 'check.finished' || event?.type === 'check.unavailable');
