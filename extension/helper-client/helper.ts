import type { CheckEvent, HelperState } from '../../machines/diagnosis/check-events.ts';
import { NATIVE_HOST } from '../wire/identity.ts';
import { type CheckOrder, type HelperSession, openSession } from './helper-session.ts';
import type { NativePort } from './native-port.ts';

export interface Helper {
  /** Starts the helper, where it does not run yet, and asks for its version. */
  readonly greet: () => Promise<'ready' | HelperState>;
  /** Checks a target; ends with `check.finished` or `check.unavailable`. The returned function cancels. */
  readonly check: (order: CheckOrder, onEvent: (event: CheckEvent) => void) => () => void;
  /** Lets the helper end. The next check starts it again. */
  readonly close: () => void;
}

/** How often a check is begun anew because the browser stopped our worker in the middle of it. */
const RETRIES = 2;

/**
 * The helper program, behind a native port that is opened once and again after it closed: when the popup opens the
 * helper is started, so that a check begins at once.
 */
export function connectHelper(connect: (name: string) => NativePort): Helper {
  let session: HelperSession | undefined;
  let checks = 0;
  const open = () => {
    if (session !== undefined) return session;
    const opened = openSession(connect(NATIVE_HOST), () => {
      if (session === opened) session = undefined;
    });
    session = opened;
    return opened;
  };
  const greet = async (retries = RETRIES): Promise<'ready' | HelperState> => {
    const state = await open().greeted;
    if (state !== 'interrupted') return state;
    return retries === 0 ? 'crashed' : greet(retries - 1);
  };
  return {
    greet: () => greet(),
    check(order, onEvent) {
      const attempt = { stopped: false, retries: RETRIES, cancel: () => {} };
      void begin(open());
      return () => {
        attempt.stopped = true;
        attempt.cancel();
      };

      async function begin(current: HelperSession): Promise<void> {
        const state = await current.greeted;
        await current.idle();
        if (attempt.stopped) return;
        if (state === 'interrupted') return again();
        if (state !== 'ready') return onEvent({ type: 'check.unavailable', state });
        attempt.cancel = current.check(`check-${++checks}`, order, event =>
          event.type === 'check.interrupted' ? again() : onEvent(event),
        );
      }

      /** A check is safe to repeat: what it says again replaces what it had said. */
      function again(): void {
        if (attempt.stopped) return;
        if (attempt.retries-- > 0) void begin(open());
        else onEvent({ type: 'check.unavailable', state: 'crashed' });
      }
    },
    close() {
      session?.close();
      session = undefined;
    },
  };
}
