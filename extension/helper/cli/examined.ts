import type { CheckEvent } from '../../../machines/diagnosis/check-events.ts';
import { applyCheckEvent, type Facts, openCase } from '../../../machines/diagnosis/context.ts';
import type { Verdict } from '../../../machines/inference/conclude.ts';
import { prewarm } from '../../../machines/inference/evidence-table.ts';
import type { Target } from '../../../machines/target/target.ts';
import type { Check } from '../check.ts';
import { EXIT, type Exit, type Io } from './command.ts';

/** What a command asks of a check; who is told of it, and what ends it, is the program's. */
export type CheckOptions = Omit<Parameters<Check>[1], 'signal' | 'onEvent' | 'deep'> & { readonly deep: boolean };

/** A target after its check: the facts of a case, as the flow of the widget collects them. */
export interface Examined {
  readonly target: Target;
  readonly facts: Facts;
  readonly connections: number;
  readonly elapsedMs: number;
  readonly cancelled: boolean;
}

/** Runs the probes of one target. `onFacts` is called for every stage and finding as it comes. */
export async function examine(
  target: Target,
  options: CheckOptions,
  io: Pick<Io, 'signal' | 'check' | 'knowledge'>,
  onFacts: (facts: Facts, event?: CheckEvent) => void = () => {},
): Promise<Examined> {
  let facts = openCase({ probe: true, target });
  onFacts(facts);
  const { connections, elapsedMs, cancelled } = await io.check(target, {
    ...options,
    signal: io.signal,
    onEvent: event => {
      facts = applyCheckEvent(facts, event);
      if (isLastWait(event)) setImmediate(() => void io.knowledge().then(({ model }) => prewarm(model)));
      onFacts(facts, event);
    },
  });
  return { target, facts, connections, elapsedMs, cancelled };
}

/** While the host writes its last answer, what the verdict will need is made ready. */
function isLastWait(event: CheckEvent): boolean {
  return (
    event.type === 'stage.reported' && event.report.stage === 'authentication' && event.report.outcome === 'running'
  );
}

/** Healthy, a fault that was seen or settled, or neither. */
export function exitOf({ facts, cancelled }: Examined, { healthy, settled }: Verdict): Exit {
  if (cancelled) return EXIT.cancelled;
  if (healthy) return EXIT.healthy;
  return settled || facts.stages.some(({ outcome }) => outcome === 'failed') ? EXIT.fault : EXIT.unsettled;
}
