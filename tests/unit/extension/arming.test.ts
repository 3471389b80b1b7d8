import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ARMING_MS, armWhenInFront } from '../../../extension/entrypoints/consent/arming.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A window that the test puts in front and behind. */
function scriptedWindow(focused: boolean) {
  const state = { focused, visible: true, armed: true };
  let change = () => {};
  armWhenInFront({
    hasFocus: () => state.focused,
    isVisible: () => state.visible,
    onChange: act => {
      change = act;
    },
    setArmed: armed => {
      state.armed = armed;
    },
  });
  return {
    isArmed: () => state.armed,
    set: (now: Partial<typeof state>) => {
      Object.assign(state, now);
      change();
    },
  };
}

test('consent window: opened in front → works after a while and not before', () => {
  const window = scriptedWindow(true);
  vi.advanceTimersByTime(ARMING_MS - 1);
  expect(window.isArmed()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(window.isArmed()).toBe(true);
});

test('consent window: opened behind a page and raised later → the wait begins when it comes to the front', () => {
  const window = scriptedWindow(false);
  vi.advanceTimersByTime(10 * ARMING_MS);
  expect(window.isArmed()).toBe(false);
  window.set({ focused: true });
  vi.advanceTimersByTime(ARMING_MS - 1);
  expect(window.isArmed()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(window.isArmed()).toBe(true);
});

test.each<
  [name: string, before: { focused?: boolean; visible?: boolean }, after: { focused?: boolean; visible?: boolean }]
>([
  ['loses the focus', { focused: false }, { focused: true }],
  ['is hidden', { visible: false }, { visible: true }],
  ['changes its size', {}, {}],
])('consent window: %s → disarmed at once, and for the whole wait again', (_, before, after) => {
  const window = scriptedWindow(true);
  vi.advanceTimersByTime(ARMING_MS);
  expect(window.isArmed()).toBe(true);
  window.set(before);
  expect(window.isArmed()).toBe(false);
  window.set(after);
  vi.advanceTimersByTime(ARMING_MS - 1);
  expect(window.isArmed()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(window.isArmed()).toBe(true);
});
