import browser from 'webextension-polyfill';
import type { NativePort } from './native-port.ts';

/** A native port of this browser. Chromium reports why a port closed in `lastError` only, Firefox in the port. */
export function openNativePort(name: string): NativePort {
  const port = browser.runtime.connectNative(name);
  return {
    postMessage: message => port.postMessage(message),
    disconnect: () => port.disconnect(),
    onMessage: port.onMessage,
    onDisconnect: {
      addListener: listener =>
        port.onDisconnect.addListener(closed => listener(closed.error?.message ?? lastErrorMessage())),
    },
  };
}

function lastErrorMessage(): string | undefined {
  const { lastError } = browser.runtime;
  return lastError === null || lastError === undefined ? undefined : String(Object(lastError).message);
}
