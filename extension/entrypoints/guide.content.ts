import browser, { type Runtime } from 'webextension-polyfill';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { readPageMessage } from '../wire/bridge.ts';
import { PORTS } from '../wire/ports.ts';

/**
 * A pipe between a page of the guide and the background, which decides everything. The build puts the guide's address
 * in place; Firefox has no `externally_connectable`, so this is the way in both browsers.
 */
export default defineContentScript({
  matches: ['https://reconnect.example/*'],
  runAt: 'document_start',
  main() {
    let port: Runtime.Port | undefined;
    window.addEventListener('message', ({ source, origin, data }) => {
      // Only the page itself: no frame in it, no window that opened it.
      if (source !== window || origin !== location.origin || readPageMessage(data) === undefined) return;
      port ??= connect();
      port.postMessage(data);
    });

    function connect(): Runtime.Port {
      const opened = browser.runtime.connect({ name: PORTS.page });
      opened.onMessage.addListener(message => window.postMessage(message, location.origin));
      opened.onDisconnect.addListener(() => {
        port = undefined;
      });
      return opened;
    }
  },
});
