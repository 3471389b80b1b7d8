import type { Likelihood, Nature } from '../knowledge.ts';
import type { Source } from '../vocabulary.ts';

/**
 * The five words as shares of the cases of a cause. Neighbours differ by a factor of two to six: people can tell these
 * apart and no finer. The shares of one question are made to sum to 1 where they are used, so only their ratios count.
 */
const SHARE: Readonly<Record<Likelihood, number>> = {
  always: 0.9,
  often: 0.4,
  sometimes: 0.13,
  rarely: 0.035,
  never: 0.006,
};

/** A ratio, not a probability: see `SHARE`. */
export function shareOf(word: Likelihood): number {
  return SHARE[word];
}

/** Under a cause `never` means by error only; in the usual spread it is as rare as a thing that is there can be. */
export function shareUnderCause(word: Likelihood): number {
  return word === 'never' ? 0 : SHARE[word];
}

/**
 * How often a finding says nothing about the case: mistyped, misread, beside the point, about another host or another
 * day. INVARIANT: never 0. It is the floor that lets one wrong answer be overcome, since no finding can weigh more than
 * its logarithm against a cause.
 */
export function errorRate(source: Source, nature: Nature): number {
  return source === 'person' ? TOLD_WRONGLY[nature] : READ_WRONGLY;
}

/**
 * One told observation in thirty is the order of false trails that reports take back later. A circumstance is seldom
 * wrong but often beside the point: people name what changed, not what did it. An impression mixes up the moment.
 */
const TOLD_WRONGLY: Readonly<Record<Nature, number>> = { observation: 0.03, circumstance: 0.08, impression: 0.12 };
/** A machine reads what is there, but not always the right machine. */
const READ_WRONGLY = 0.01;

/**
 * What the strongest, second, third … finding of a correlated group count. A fact told in three ways counts little more
 * than once, yet a second way of telling still guards against an error of the first.
 */
export function correlationDiscount(rank: number): number {
  return GROUP_SHARES[rank] ?? LAST_GROUP_SHARE;
}

const GROUP_SHARES: readonly number[] = [1, 0.55, 0.35];
const LAST_GROUP_SHARE = 0.2;
