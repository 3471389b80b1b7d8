import browser, { type Runtime } from 'webextension-polyfill';
import type { CheckEvent, ConsentEvent } from '../../machines/diagnosis/check-events.ts';
import type { Target } from '../../machines/target/target.ts';
import type { Helper } from '../helper-client/helper.ts';
import { allowedOrigins } from '../settings/allowed-origins.ts';
import { isCovered, loadConsent, mayStand, rememberConsent } from '../settings/consents.ts';
import { ownHosts } from '../storage/known-hosts.ts';
import { type ExtensionMessage, type PageMessage, readPageMessage, writeExtensionMessage } from '../wire/bridge.ts';
import { askConsent } from './consent.ts';
import { admitCheck } from './rate.ts';

interface Running {
  readonly id: string;
  cancel: () => void;
  /** Whether it runs because "always" was said, and ends when that is taken back. */
  isStanding: boolean;
}

/** A page of the guide asks for checks: its origin is checked here, once, and the person is asked before each first one. */
export function servePage(port: Runtime.Port, helper: Helper): void {
  let running: Running | undefined;
  const stop = () => {
    running?.cancel();
    running = undefined;
  };
  const origin = originOf(port.sender);
  const tell = (message: ExtensionMessage) => port.postMessage(writeExtensionMessage(message));
  const refuse = (id: string, state: 'declined' | 'too-many') =>
    tell({ kind: 'event', id, event: { type: 'check.unavailable', state } });
  const stopWatching = onPermissionChange(() => void recheck());
  port.onDisconnect.addListener(() => {
    stopWatching();
    stop();
    helper.close();
  });
  // One after the other, although each has to read the settings first.
  let before = Promise.resolve();
  port.onMessage.addListener(raw => {
    before = before.then(() => take(readPageMessage(raw)));
  });

  async function take(message: PageMessage | undefined): Promise<void> {
    if (message === undefined || origin === undefined || !(await allowedOrigins()).includes(origin)) return;
    if (message.kind === 'hello') return tell({ kind: 'here' });
    if (message.kind === 'cancel') return message.id === running?.id ? stop() : undefined;
    // One check at a time: a second one takes the place of the first.
    stop();
    const mine: Running = { id: message.id, cancel: () => {}, isStanding: false };
    running = mine;
    void check(mine, origin, message.target);
  }

  async function check(mine: Running, origin: string, target: Target): Promise<void> {
    const { id } = mine;
    const report = (event: CheckEvent | ConsentEvent) => tell({ kind: 'event', id, event });
    if (!(await admitCheck(origin, Date.now()))) return refuse(id, 'too-many');
    const consent = await loadConsent(origin);
    mine.isStanding = isCovered(consent, target, await ownHosts());
    if (running !== mine) return;
    if (!mine.isStanding) {
      // Somebody who never let this page look once cannot know what "always" would allow.
      const question = askConsent(origin, target, consent !== undefined && mayStand(target));
      mine.cancel = question.withdraw;
      report({ type: 'consent.asked' });
      const answer = await question.answer;
      // Taken back by the page, or no longer allowed: that has been told.
      if (running !== mine) return;
      if (answer === 'no') return refuse(id, 'declined');
      await rememberConsent(origin, Date.now(), answer === 'always' ? target.host : undefined);
      mine.isStanding = answer === 'always';
      if (running !== mine) return;
      report({ type: 'consent.given' });
    }
    // The person saw this port in the window, or said "always" for it there.
    mine.cancel = helper.check({ target, confirmed: true }, event => {
      if (running === mine) report(event);
    });
  }

  /** What was taken back ends what runs because of it. */
  async function recheck(): Promise<void> {
    const mine = running;
    if (mine === undefined || origin === undefined) return;
    const [allowed, consent] = [await allowedOrigins(), await loadConsent(origin)];
    if (running !== mine) return;
    if (allowed.includes(origin) && (!mine.isStanding || consent?.always !== undefined)) return;
    stop();
    refuse(mine.id, 'declined');
  }
}

/** Reports each change in who may ask: consents, pages that a person added, the company's policy. */
function onPermissionChange(act: () => void): () => void {
  const listen = (changes: object, area: string) => {
    if (area === 'managed' || (area === 'local' && ('consents' in changes || 'settings' in changes))) act();
  };
  browser.storage.onChanged.addListener(listen);
  return () => browser.storage.onChanged.removeListener(listen);
}

/** The origin as the browser knows it, of a page at the top of its tab; a page inside another has none here. */
function originOf(sender: Runtime.MessageSender | undefined): string | undefined {
  if (sender?.tab === undefined || sender.frameId !== 0 || sender.url === undefined) return undefined;
  return new URL(sender.url).origin;
}
