import { type Collected, type Contradiction, collect, type Finding } from '../findings.ts';
import type { Model } from '../knowledge.ts';
import { type Blame, CAUSE_IDS, CAUSES, type CauseId } from '../vocabulary.ts';
import { type DiscountedFinding, isOrdinary, posterior, weigh } from './belief.ts';
import { evidenceTable } from './evidence-table.ts';
import { sawHealthy } from './health.ts';

export type { Contradiction } from '../findings.ts';

/** A finding and how much it moved the cause: nats, against what the finding does to the causes on average. */
export interface Evidence {
  readonly finding: Finding;
  readonly weight: number;
}

export interface RankedCause {
  readonly cause: CauseId;
  readonly probability: number;
  readonly blame: Blame;
  /** Strongest first. */
  readonly for: readonly Evidence[];
  readonly against: readonly Evidence[];
}

export interface Verdict {
  /** A probe saw every stage pass, up to the identity that the host shows before sign-in. */
  readonly healthy: boolean;
  /** Whether the first cause may be named as the cause. */
  readonly settled: boolean;
  /** All causes, most likely first; probabilities sum to 1. */
  readonly causes: readonly RankedCause[];
  readonly contradictions: readonly Contradiction[];
}

/** From here on the first cause is named: four times as likely as everything else together. */
const SETTLED = 0.8;

/** At least one observation must speak this clearly for the cause (nats): e times what is usual. */
const PROOF_WEIGHT = 1;

/** An answer points at a cause by itself where that makes it twenty times commoner than usual (nats). */
export const POINTING_WEIGHT = 3;

/** Less than this is not worth telling (nats). */
const TOLD_WEIGHT = 0.05;

/**
 * How likely a remedy fails although it was the right one: done half, done elsewhere, or not in force yet. A remedy
 * for another cause fails for certain, so a failure lowers its cause by this factor.
 */
const FAILS_ALTHOUGH_RIGHT = 0.1;

/**
 * How likely each cause is, given what is known and whose remedies did not help. Pure; does not depend on the order of the
 * findings. INVARIANT: a failed remedy settles nothing by elimination; what is named needs its own proof, as ever.
 */
export function conclude(model: Model, findings: readonly Finding[], failed: readonly CauseId[] = []): Verdict {
  const collected = collect(model, findings);
  const belief = believe(model, collected, failed);
  const { probabilities } = belief;
  const usual = belief.counted.map(counted => usualMove(counted, belief));
  const causes = CAUSE_IDS.map((cause, c): RankedCause => {
    const evidence = belief.counted.flatMap(({ finding, share, weight }, index) =>
      // It weighs as a secure line that stands, but nobody is to read of an ordinary certificate as a sign of a fault.
      isOrdinary(model, finding) ? [] : [{ finding, weight: share * (weight[c] ?? 0) - (usual[index] ?? 0) }],
    );
    return {
      cause,
      probability: probabilities[c] ?? 0,
      blame: CAUSES[cause],
      for: evidence.filter(({ weight }) => weight > TOLD_WEIGHT).toSorted((a, b) => b.weight - a.weight),
      against: evidence.filter(({ weight }) => weight < -TOLD_WEIGHT).toSorted((a, b) => a.weight - b.weight),
    };
  });
  return {
    healthy: sawHealthy(model, collected.findings),
    settled: isSettled(belief),
    causes: causes.toSorted((a, b) => b.probability - a.probability),
    contradictions: collected.contradictions,
  };
}

export interface Belief {
  readonly prior: Float64Array;
  readonly counted: readonly DiscountedFinding[];
  /** In the order of `CAUSE_IDS`. */
  readonly probabilities: Float64Array;
  /** What a failed remedy has left of each cause: 1 where none was tried. */
  readonly spared: Float64Array;
}

/** Causes whose remedy did not help give way to the others. */
export function believe(model: Model, collected: Collected, failed: readonly CauseId[] = []): Belief {
  const { prior } = evidenceTable(model);
  const counted = weigh(model, collected.findings);
  const spared = Float64Array.from(CAUSE_IDS, cause => (failed.includes(cause) ? FAILS_ALTHOUGH_RIGHT : 1));
  const lowered = posterior(prior, counted).map((p, c) => p * (spared[c] ?? 1));
  const sum = lowered.reduce((total, p) => total + p, 0);
  return { prior, counted, spared, probabilities: lowered.map(p => p / sum) };
}

/**
 * Whether the most likely cause may be named: probable enough, and shown by something that was observed. Codes,
 * circumstances and impressions make a cause likely, however many there are; they do not prove it. No more does
 * elimination: where the cause is not as probable without what failed remedies took from the others, an observation has
 * to point at it by itself.
 */
export function isSettled({
  probabilities,
  counted,
  spared,
}: Pick<Belief, 'probabilities' | 'spared'> & { readonly counted: readonly Shown[] }): boolean {
  const first = indexOfMost(probabilities);
  let whole = 0;
  for (let c = 0; c < probabilities.length; c++) whole += (probabilities[c] ?? 0) / (spared[c] ?? 1);
  return (
    spared[first] === 1 &&
    isProbable(probabilities[first] ?? 0) &&
    counted.some(shown => isProofOf(shown, first, isProbable((probabilities[first] ?? 0) / whole)))
  );
}

/** Likely enough to settle a case, where an observation agrees. */
export const isProbable = (probability: number): boolean => probability >= SETTLED;

type Shown = Pick<DiscountedFinding, 'proves' | 'weight'>;

/** Whether a finding is an observation that speaks clearly for the cause. */
export function isProofOf({ proves, weight }: Shown, cause: number, probableWithoutElimination = true): boolean {
  return proves && (weight[cause] ?? 0) >= (probableWithoutElimination ? PROOF_WEIGHT : POINTING_WEIGHT);
}

/** The first of the largest; 0 where there is none. */
export function indexOfMost(probabilities: Float64Array): number {
  let first = 0;
  for (let c = 1; c < probabilities.length; c++) {
    if ((probabilities[c] ?? 0) > (probabilities[first] ?? 0)) first = c;
  }
  return first;
}

/**
 * What a finding moves on average, in nats: taken from what it moves one cause, the rest is the change of the logarithm
 * of that cause's probability, had the finding come alone.
 */
function usualMove({ weight, share }: DiscountedFinding, { prior }: Belief): number {
  let mean = 0;
  for (let c = 0; c < prior.length; c++) mean += (prior[c] ?? 0) * Math.exp(share * (weight[c] ?? 0));
  return Math.log(mean);
}
