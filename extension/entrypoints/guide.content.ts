import browser, { type Runtime } from 'webextension-polyfill';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { isLastOf, readPageMessage, writeExtensionMessage, writePageMessage } from '../wire/bridge.ts';
import { GUIDE_ADDRESS } from '../wire/identity.ts';
import { PORTS } from '../wire/ports.ts';

/**
 * A pipe between a page of the guide and the background, which decides everything. The build puts the guide's address
 * in place; Firefox has no `externally_connectable`, so this is the way in both browsers.
 */
export default defineContentScript({
  matches: [`${GUIDE_ADDRESS}/*`],
  runAt: 'document_start',
  main() {
    let port: Runtime.Port | undefined;
    /** The check that the page waits for. */
    let waiting: string | undefined;
    const tell = (message: object) => window.postMessage(message, location.origin);
    window.addEventListener('message', ({ source, origin, data }) => {
      // Only the page itself: no frame in it, no window that opened it.
      if (source !== window || origin !== location.origin) return;
      const message = readPageMessage(data);
      if (message === undefined) return;
      if (message.kind === 'check') waiting = message.id;
      port ??= connect();
      // What was read and nothing else: whatever more the page's object holds stays in the page.
      port.postMessage(writePageMessage(message));
    });

    function connect(): Runtime.Port {
      const opened = browser.runtime.connect({ name: PORTS.page });
      opened.onMessage.addListener(message => {
        if (waiting !== undefined && isLastOf(waiting, message)) waiting = undefined;
        tell(Object(message));
      });
      opened.onDisconnect.addListener(() => {
        port = undefined;
        // A background that the browser stops says nothing before it goes, and the check goes with it.
        const event = { type: 'check.unavailable', state: 'crashed' } as const;
        if (waiting !== undefined) tell(writeExtensionMessage({ kind: 'event', id: waiting, event }));
        waiting = undefined;
      });
      return opened;
    }
  },
});
