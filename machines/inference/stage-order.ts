import { answerTraits, proofOf } from '../answers.ts';
import type { Finding } from '../findings.ts';
import type { Model, StageProof } from '../knowledge.ts';
import { type QuestionId, STAGES, type Stage } from '../vocabulary.ts';

/** Whether the answer takes part in explaining silence: it is a silence itself, or a failure that explains later ones. */
export function touchesOrder(model: Model, question: QuestionId, answer: string): boolean {
  const traits = answerTraits(model, question, answer);
  return traits?.silence === true || traits?.proves?.failed !== undefined;
}

/** Whether what is proven rules out a cause which strikes first at `stage`. */
export function contradicts({ failed, passed }: StageProof, stage: Stage): boolean {
  if (failed !== undefined) return rank(stage) > rank(failed);
  return passed !== undefined && rank(stage) <= rank(passed);
}

/** The findings that say something of their own: later silence after a proven earlier failure does not. */
export function withoutExplainedSilence(model: Model, findings: readonly Finding[]): readonly Finding[] {
  const failed = findings.flatMap(finding => proofOf(model, finding)?.failed ?? []).map(rank);
  if (failed.length === 0) return findings;
  const first = Math.min(...failed);
  return findings.filter(({ question, answer }) => {
    const { stage } = model.questions[question];
    return stage === 'any' || rank(stage) <= first || answerTraits(model, question, answer)?.silence !== true;
  });
}

function rank(stage: Stage): number {
  return STAGES.indexOf(stage);
}
