import type { Contradiction } from '../findings.ts';
import { crossContradictions, hasHostEvidence } from '../inference/both-ends.ts';
import { conclude, type RankedCause, type Verdict } from '../inference/conclude.ts';
import { type Outlook, outlookOf } from '../inference/next-step.ts';
import type { Model } from '../knowledge.ts';
import type { Facts } from './context.ts';

/** How sure the first cause is: proven, more likely than not, or the best of several. */
export type Sureness = 'sure' | 'likely' | 'guess';

/** What follows from the facts of a case. Computed, never stored. */
export interface Judgement extends Outlook {
  readonly verdict: Verdict;
  /** The cause to act on: the most likely one whose remedy was not tried yet. */
  readonly lead: RankedCause | undefined;
  /** How sure `lead` is. */
  readonly sureness: Sureness;
  /** What the device proves to have failed and the remote PC to have passed. */
  readonly crossed: readonly Contradiction[];
}

/** Under this a cause is not worth a remedy. */
const NEGLIGIBLE = 0.01;
/** From here on the first cause is more likely than all others together. */
const LIKELY = 0.5;

/** The newest judgement of each model: guards, the next question and the view ask for one and the same. */
const newest = new WeakMap<Model, { readonly facts: Facts; readonly judgement: Judgement }>();

/** What follows from the facts. INVARIANT: two ends that contradict each other settle nothing. */
export function judge(model: Model, facts: Facts): Judgement {
  const known = newest.get(model);
  if (known !== undefined && weighsTheSame(known.facts, facts)) return known.judgement;
  const judgement = judgeAnew(model, facts);
  newest.set(model, { facts, judgement });
  return judgement;
}

/** Facts are never changed in place, so what is the same object holds the same. */
function weighsTheSame(a: Facts, b: Facts): boolean {
  return (['findings', 'tried', 'asked', 'reach', 'probe', 'target'] as const).every(part => a[part] === b[part]);
}

function judgeAnew(model: Model, facts: Facts): Judgement {
  const { findings, asked, reach, tried, probe, target } = facts;
  const verdict = conclude(model, findings, tried);
  const lead = verdict.causes.find(({ cause, probability }) => !tried.includes(cause) && probability >= NEGLIGIBLE);
  const outlook = outlookOf(model, {
    findings,
    asked,
    ...(reach === undefined ? {} : { reach }),
    probe: probe && target !== undefined,
    failed: tried,
  });
  const crossed = hasHostEvidence(model, findings) ? crossContradictions(model, findings) : [];
  // What would be settled is more likely than all others together.
  if (crossed.length > 0 && verdict.settled)
    return { ...outlook, end: undefined, verdict: { ...verdict, settled: false }, lead, sureness: 'likely', crossed };
  return { ...outlook, verdict, lead, sureness: surenessOf(verdict, lead), crossed };
}

function surenessOf({ settled }: Verdict, lead: RankedCause | undefined): Sureness {
  if (settled) return 'sure';
  return lead !== undefined && lead.probability >= LIKELY ? 'likely' : 'guess';
}
