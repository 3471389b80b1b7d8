import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { keepBadge } from '../background/badge.ts';
import { serveConsent } from '../background/consent.ts';
import { followGuidePages } from '../background/guide-pages.ts';
import { offerMenus } from '../background/menus.ts';
import { answerOmnibox } from '../background/omnibox.ts';
import { servePage } from '../background/page-checks.ts';
import { watchHosts } from '../background/watch.ts';
import { openNativePort } from '../helper-client/browser-port.ts';
import { guardPorts } from '../helper-client/guarded-ports.ts';
import { connectHelper } from '../helper-client/helper.ts';
import { relay } from '../helper-client/relay.ts';
import { loadPolicy } from '../storage/stored-settings.ts';
import { NATIVE_HOST } from '../wire/identity.ts';
import { PORTS } from '../wire/ports.ts';

/**
 * The only part that reaches the helper, always behind the company's policy, and the ways into the popup from elsewhere
 * in the browser. It keeps no state that matters: a worker may be killed at any time.
 */
export default defineBackground(() => {
  const ports = guardPorts(openNativePort, loadPolicy);
  const openGuarded = (name: string) => ports.open(name);
  browser.storage.managed.onChanged.addListener(() => ports.dropAll());
  offerMenus();
  answerOmnibox();
  keepBadge();
  followGuidePages();
  watchHosts(() => connectHelper(openGuarded));
  browser.runtime.onConnect.addListener(port => {
    // Content scripts of ours connect too; only our own pages may speak to the helper or for the person.
    const isOurs = port.sender?.url?.startsWith(browser.runtime.getURL('/')) === true;
    if (port.name === PORTS.page) servePage(port, connectHelper(openGuarded));
    else if (port.name === PORTS.helper && isOurs) relay(port, openGuarded(NATIVE_HOST));
    else if (port.name === PORTS.consent && isOurs) serveConsent(port);
    else port.disconnect();
  });
});
