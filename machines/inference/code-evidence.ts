import type { CodeKnowledge } from '../knowledge.ts';
import { CAUSE_IDS } from '../vocabulary.ts';
import { CAUSE_COUNT } from './evidence-table.ts';

/**
 * How much of the probability a code may claim for the causes that its catalogue entry lists. Codes are given for
 * several faults alike, clients word them loosely and people copy them from the wrong dialog: it never settles alone.
 */
const CLAIM: Readonly<Record<CodeKnowledge['confidence'], number>> = { documented: 0.8, reported: 0.65, inferred: 0.5 };

/** Each listed cause counts this share of the one before it: the list is ordered, but not by much. */
const NEXT_LISTED = 0.6;

/**
 * How a code moves each cause, in nats: with nothing else known, the claimed probability lies on the listed causes in
 * their order, the rest stays as it was. A code without causes moves nothing.
 */
export function codeWeight(code: CodeKnowledge, prior: Float64Array): Float64Array {
  const weight = new Float64Array(CAUSE_COUNT);
  if (code.causes.length === 0) return weight;
  const listed = code.causes.map((_, index) => NEXT_LISTED ** index);
  const sum = listed.reduce((total, share) => total + share, 0);
  const claim = CLAIM[code.confidence];
  for (let c = 0; c < CAUSE_COUNT; c++) {
    const cause = CAUSE_IDS[c];
    const index = cause === undefined ? -1 : code.causes.indexOf(cause);
    const claimed = ((listed[index] ?? 0) / sum) * claim;
    const p = prior[c] ?? 0;
    weight[c] = Math.log(((1 - claim) * p + claimed) / p);
  }
  return weight;
}
