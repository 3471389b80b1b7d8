import type { Runtime } from 'webextension-polyfill';
import type { CheckEvent, ConsentEvent } from '../../machines/diagnosis/check-events.ts';
import type { Target } from '../../machines/target/target.ts';
import type { Helper } from '../helper-client/helper.ts';
import { allowedOrigins } from '../settings/allowed-origins.ts';
import { loadConsents } from '../settings/consents.ts';
import { type ExtensionMessage, type PageMessage, readPageMessage, writeExtensionMessage } from '../wire/bridge.ts';
import { askConsent } from './consent.ts';
import { admitCheck } from './rate.ts';

interface Running {
  readonly id: string;
  cancel: () => void;
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
  port.onDisconnect.addListener(() => {
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
    const mine: Running = { id: message.id, cancel: () => {} };
    running = mine;
    void check(mine, message.target);
  }

  async function check(mine: Running, target: Target): Promise<void> {
    const { id } = mine;
    const report = (event: CheckEvent | ConsentEvent) => tell({ kind: 'event', id, event });
    const refuse = (state: 'declined' | 'too-many') => report({ type: 'check.unavailable', state });
    if (origin === undefined || !(await admitCheck(origin, Date.now()))) return refuse('too-many');
    const known = (await loadConsents()).some(consent => consent.origin === origin);
    if (running !== mine) return;
    if (!known) {
      const question = askConsent(origin, target);
      mine.cancel = question.withdraw;
      report({ type: 'consent.asked' });
      if ((await question.answer) === 'no') return refuse('declined');
      if (running !== mine) return;
      report({ type: 'consent.given' });
    }
    mine.cancel = helper.check(target, event => {
      if (running === mine) report(event);
    });
  }
}

/** The origin as the browser knows it, of a page at the top of its tab; a page inside another has none here. */
function originOf(sender: Runtime.MessageSender | undefined): string | undefined {
  if (sender?.tab === undefined || sender.frameId !== 0 || sender.url === undefined) return undefined;
  return new URL(sender.url).origin;
}
