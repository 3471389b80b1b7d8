import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { createDiagnosis } from '../../../machines/diagnosis/diagnosis.machine.ts';
import { judge } from '../../../machines/diagnosis/judgement.ts';
import { viewOf } from '../../../machines/diagnosis/view.ts';
import { conclude } from '../../../machines/inference/conclude.ts';
import { findingsOf } from '../engine/script.ts';
import { knowledge } from './known.ts';

const CONTRADICTED = [
  ['name: not-found [probe]', 'host-log: arrived-then-dropped [host]'],
  ['path: no-route [probe]', 'host-log: session-started [host]'],
] as const;

/** The flow that goes on with these findings. */
function shown(script: string) {
  const { model } = knowledge;
  const interpret = () => ({ findings: [], codes: [], said: [] });
  const machine = createDiagnosis({ judge: facts => judge(model, facts), interpret });
  const findings = findingsOf(script);
  const actor = createActor(machine, { input: { probe: false, start: { kind: 'known', findings } } });
  actor.start();
  return viewOf(actor.getSnapshot(), knowledge);
}

test.each(CONTRADICTED)(
  'flow: %s, and the remote PC says %s → it is not settled, and both are shown',
  (device, host) => {
    // Weighed alone they would prove a cause.
    expect(conclude(knowledge.model, findingsOf(`${device} · ${host}`)).settled).toBe(true);
    const { verdict } = shown(`${device} · ${host}`);
    expect(verdict).toMatchObject({ settled: false, level: 'likely' });
    expect(verdict?.contradictions.join()).toMatch(/helper.*remote PC/);
  },
);
