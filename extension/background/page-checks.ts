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
  const origin = originOf(port.sender);
  const checks = origin === undefined ? undefined : new PageChecks(port, origin, helper);
  const stopWatching = onPermissionChange(() => void checks?.recheck());
  port.onDisconnect.addListener(() => {
    stopWatching();
    checks?.stop();
    helper.close();
  });
  // One after the other, although each has to read the settings first; where that fails, the next one has its turn.
  let before: Promise<void> = Promise.resolve();
  port.onMessage.addListener(raw => {
    before = before.catch(() => {}).then(() => checks?.take(readPageMessage(raw)));
  });
}

/** The one check that a page has under way, and what the person said about it. */
class PageChecks {
  readonly #port: Runtime.Port;
  readonly #origin: string;
  readonly #helper: Helper;
  #running: Running | undefined;

  constructor(port: Runtime.Port, origin: string, helper: Helper) {
    this.#port = port;
    this.#origin = origin;
    this.#helper = helper;
  }

  async take(message: PageMessage | undefined): Promise<void> {
    if (message === undefined || !(await allowedOrigins()).includes(this.#origin)) return;
    if (message.kind === 'hello') return this.#tell({ kind: 'here' });
    if (message.kind === 'cancel') return message.id === this.#running?.id ? this.stop() : undefined;
    // One check at a time: a second one takes the place of the first.
    this.stop();
    const mine: Running = { id: message.id, cancel: () => {}, isStanding: false };
    this.#running = mine;
    void this.#check(mine, message.target);
  }

  stop(): void {
    this.#running?.cancel();
    this.#running = undefined;
  }

  /** What was taken back ends what runs because of it. */
  async recheck(): Promise<void> {
    const mine = this.#running;
    if (mine === undefined) return;
    const [allowed, consent] = [await allowedOrigins(), await loadConsent(this.#origin)];
    if (this.#running !== mine) return;
    if (allowed.includes(this.#origin) && (!mine.isStanding || consent?.always !== undefined)) return;
    this.stop();
    this.#refuse(mine.id, 'declined');
  }

  async #check(mine: Running, target: Target): Promise<void> {
    if (!(await admitCheck(this.#origin, Date.now()))) return this.#refuse(mine.id, 'too-many');
    const consent = await loadConsent(this.#origin);
    mine.isStanding = isCovered(consent, target, await ownHosts());
    if (this.#running !== mine) return;
    // Somebody who never let this page look once cannot know what "always" would allow.
    const mayAlways = consent !== undefined && mayStand(target);
    if (!mine.isStanding && !(await this.#ask(mine, target, mayAlways))) return;
    // The person saw this port in the window, or said "always" for it there.
    mine.cancel = this.#helper.check({ target, confirmed: true }, event => {
      if (this.#running === mine) this.#report(mine, event);
    });
  }

  /** Whether the person agrees; what they said is remembered and told to the page. */
  async #ask(mine: Running, target: Target, mayAlways: boolean): Promise<boolean> {
    const question = askConsent(this.#origin, target, mayAlways);
    mine.cancel = question.withdraw;
    this.#report(mine, { type: 'consent.asked' });
    const answer = await question.answer;
    // Taken back by the page, or no longer allowed: that has been told.
    if (this.#running !== mine) return false;
    if (answer === 'no') {
      this.#refuse(mine.id, 'declined');
      return false;
    }
    await rememberConsent(this.#origin, Date.now(), answer === 'always' ? target.host : undefined);
    mine.isStanding = answer === 'always';
    if (this.#running !== mine) return false;
    this.#report(mine, { type: 'consent.given' });
    return true;
  }

  #report({ id }: Running, event: CheckEvent | ConsentEvent): void {
    this.#tell({ kind: 'event', id, event });
  }

  #refuse(id: string, state: 'declined' | 'too-many'): void {
    this.#tell({ kind: 'event', id, event: { type: 'check.unavailable', state } });
  }

  #tell(message: ExtensionMessage): void {
    this.#port.postMessage(writeExtensionMessage(message));
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
