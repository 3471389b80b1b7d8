import type { CheckEvent, HelperState } from '../../../machines/check-events.ts';
import type { Target } from '../../../machines/target.ts';
import { NATIVE_HOST } from '../../wire/identity.ts';
import { type HelperSession, type NativePort, openSession } from './helper-session.ts';

export interface Helper {
  /** Starts the helper, where it does not run yet, and asks for its version. */
  readonly greet: () => Promise<'ready' | HelperState>;
  /** Checks a target; ends with `check.finished` or `check.unavailable`. The returned function cancels. */
  readonly check: (target: Target, onEvent: (event: CheckEvent) => void) => () => void;
}

/**
 * The helper program, behind a native port that is opened once and again after it closed: when the popup opens the
 * helper is started, so that a check begins at once.
 */
export function connectHelper(connect: (name: string) => NativePort): Helper {
  let session: HelperSession | undefined;
  let checks = 0;
  const open = () => {
    session ??= openSession(connect(NATIVE_HOST), () => {
      session = undefined;
    });
    return session;
  };
  return {
    greet: () => open().greeted,
    check(target, onEvent) {
      const attempt = { stopped: false, cancel: () => {} };
      void begin(open());
      return () => {
        attempt.stopped = true;
        attempt.cancel();
      };

      async function begin(current: HelperSession): Promise<void> {
        const state = await current.greeted;
        await current.idle();
        if (attempt.stopped) return;
        if (state !== 'ready') onEvent({ type: 'check.unavailable', state });
        else attempt.cancel = current.check(`check-${++checks}`, target, onEvent);
      }
    },
  };
}
