import browser, { type Runtime } from 'webextension-polyfill';
import { fieldsOf, isOneOf } from '../../machines/schemas/fields.ts';
import { formatTarget, type Target } from '../../machines/target/target.ts';
import { spelledOut } from '../settings/reserved-hosts.ts';

const ANSWERS = ['once', 'always', 'no'] as const;
export type ConsentAnswer = (typeof ANSWERS)[number];

interface Question {
  readonly origin: string;
  readonly target: Target;
  /** Whether "always" is among the answers. */
  readonly offersAlways: boolean;
  readonly settle: (answer: ConsentAnswer) => void;
}

const WINDOW = { width: 420, height: 580 } as const;
const open = new Map<string, Question>();

/** Asks the person in a window of the extension, where no page can draw. Closing it is a no. */
export function askConsent(
  origin: string,
  target: Target,
  offersAlways: boolean,
): { readonly answer: Promise<ConsentAnswer>; readonly withdraw: () => void } {
  const id = crypto.randomUUID();
  let settle: (answer: ConsentAnswer) => void = () => {};
  let opened: Promise<number | undefined> = Promise.resolve(undefined);
  const answer = new Promise<ConsentAnswer>(resolve => {
    settle = said => {
      open.delete(id);
      resolve(said);
      void close(opened);
    };
  });
  open.set(id, { origin, target, offersAlways, settle });
  const url = browser.runtime.getURL(`/consent.html#${id}`);
  opened = browser.windows.create({ url, type: 'popup', ...WINDOW }).then(
    window => window?.id,
    () => {
      settle('no');
      return undefined;
    },
  );
  return { answer, withdraw: () => settle('no') };
}

/** The window connects, is told what it is about, and says what the person chose. */
export function serveConsent(port: Runtime.Port): void {
  const question = open.get(new URL(port.sender?.url ?? 'about:blank').hash.slice(1));
  if (question === undefined) {
    port.disconnect();
    return;
  }
  const { origin, target, offersAlways } = question;
  const spelled = spelledOut(target.host);
  port.postMessage({ origin, target: formatTarget(target), host: target.host, spelled, offersAlways });
  port.onMessage.addListener(message => {
    const answer = fieldsOf(message)?.answer;
    // Anything else only keeps this worker awake while the person reads.
    if (!isOneOf(ANSWERS, answer) || (answer === 'always' && !offersAlways)) return;
    question.settle(answer);
  });
  port.onDisconnect.addListener(() => question.settle('no'));
}

async function close(opened: Promise<number | undefined>): Promise<void> {
  const window = await opened;
  // The person may have closed it already.
  if (window !== undefined) await browser.windows.remove(window).catch(() => {});
}
