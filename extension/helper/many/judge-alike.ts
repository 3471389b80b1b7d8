import type { Facts } from '../../../machines/diagnosis/context.ts';
import { type Judgement, judge } from '../../../machines/diagnosis/judgement.ts';
import { isOurFault } from '../../../machines/findings.ts';
import type { Model } from '../../../machines/knowledge.ts';

/** Kinds of hosts that are remembered; a list has a dozen, and a hostile one is not to fill the memory. */
const MOST_KINDS = 256;

/**
 * Judges each host of a list; hosts of which the same was found get one judgement, made once. What it names as evidence is
 * right by question, answer and source; details in it are the first such host's.
 */
export function judgeAlike(): (model: Model, facts: Facts) => Judgement {
  const known = new Map<string, Judgement>();
  return (model, facts) => {
    const kind = kindOf(facts);
    const before = known.get(kind);
    if (before !== undefined) return before;
    if (known.size >= MOST_KINDS) known.clear();
    const judgement = judge(model, facts);
    known.set(kind, judgement);
    return judgement;
  };
}

/** All that a verdict depends on: fresh from a check, nothing was asked and nothing tried. */
function kindOf({ findings }: Facts): string {
  const each = findings.map(
    finding => `${finding.question}:${finding.answer}:${finding.source}${isOurFault(finding) ? ':ours' : ''}`,
  );
  return each.sort().join(' ');
}
