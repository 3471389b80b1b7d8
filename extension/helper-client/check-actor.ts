import { fromCallback } from 'xstate';
import { applyCheckEvent, type Facts, openCase } from '../../machines/diagnosis/context.ts';
import type { CheckActor } from '../../machines/diagnosis/diagnosis.machine.ts';
import type { Target } from '../../machines/target/target.ts';
import type { Helper } from './helper.ts';

/** A check that came to its end, as the list of recent hosts keeps it. */
export interface Checked {
  readonly facts: Facts;
  readonly elapsedMs: number;
}

/** The flow's probe, filled in by the helper. Stopping the actor cancels the check. */
export function checkActor(helper: Helper, told: { begun: () => void; ended: (checked: Checked) => void }): CheckActor {
  return fromCallback<{ type: string }, { target: Target }>(({ sendBack, input }) => {
    told.begun();
    let facts = openCase({ probe: true, target: input.target });
    // In our own pages the person types the target or chooses it.
    return helper.check({ target: input.target, confirmed: true }, event => {
      facts = applyCheckEvent(facts, event);
      if (event.type === 'check.finished') told.ended({ facts, elapsedMs: event.elapsedMs });
      sendBack(event);
    });
  });
}

/** One check without a flow around it, of a target that the person chose before. Undefined where the helper could not look. */
export function checkToEnd(helper: Helper, target: Target): Promise<Checked | undefined> {
  let facts = openCase({ probe: true, target });
  return new Promise(resolve => {
    helper.check({ target, confirmed: true }, event => {
      facts = applyCheckEvent(facts, event);
      if (event.type === 'check.finished') resolve({ facts, elapsedMs: event.elapsedMs });
      if (event.type === 'check.unavailable') resolve(undefined);
    });
  });
}
