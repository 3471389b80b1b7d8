import type { Runtime } from 'webextension-polyfill';
import { fieldsOf } from '../../machines/schemas/fields.ts';
import { RELAY_GONE } from './helper-state.ts';
import type { NativePort } from './native-port.ts';

/** The background's end: passes on what page and helper say, and why the helper's port closed. */
export function relay(page: Runtime.Port, native: NativePort): void {
  native.onMessage.addListener(reply => page.postMessage({ reply }));
  native.onDisconnect.addListener(reason => {
    page.postMessage({ closed: reason ?? '' });
    page.disconnect();
  });
  page.onMessage.addListener(message => native.postMessage(Object(message)));
  page.onDisconnect.addListener(() => native.disconnect());
}

/** The page's end: a native port that only the background holds. */
export function relayedPort(background: Runtime.Port): NativePort {
  let reason: string | undefined = RELAY_GONE;
  return {
    postMessage: message => background.postMessage(message),
    disconnect: () => background.disconnect(),
    onMessage: {
      addListener: listener =>
        background.onMessage.addListener(message => {
          const { reply, closed } = fieldsOf(message) ?? {};
          if (reply !== undefined) listener(reply);
          // An empty reason stands for none.
          if (typeof closed === 'string') reason = closed || undefined;
        }),
    },
    // A worker that the browser stops says nothing before it goes.
    onDisconnect: { addListener: listener => background.onDisconnect.addListener(() => listener(reason)) },
  };
}
