import { fromCallback } from 'xstate';
import type { Target } from '../../../machines/target.ts';
import type { Helper } from './helper.ts';

/** The flow's probe, filled in by the helper. Stopping the actor cancels the check. */
export function checkActor(helper: Helper) {
  return fromCallback<{ type: string }, { target: Target }>(({ sendBack, input }) =>
    helper.check(input.target, event => sendBack(event)),
  );
}
