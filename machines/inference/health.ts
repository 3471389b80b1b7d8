import { answerTraits } from '../answers.ts';
import type { Finding } from '../findings.ts';
import type { Model } from '../knowledge.ts';
import { isSeenOnWire, type QuestionId } from '../vocabulary.ts';

/** Whether a probe saw every stage pass, up to the identity that the host shows before anybody signs in. */
export function sawHealthy(model: Model, findings: readonly Finding[]): boolean {
  const seen = findings.filter(({ source }) => isSeenOnWire(source));
  const needs = seen.flatMap(finding => answerTraits(model, finding.question, finding.answer)?.needs ?? []);
  const saw = (question: QuestionId) => seen.some(finding => finding.question === question);
  return needs.length > 0 && needs.every(saw) && seen.every(finding => fits(model, finding));
}

/** A question none of whose answers is called healthy says nothing about health. */
function fits(model: Model, { question, answer }: Finding): boolean {
  const judged = Object.values(model.questions[question].answers).some(({ healthy }) => healthy === true);
  return !judged || answerTraits(model, question, answer)?.healthy === true;
}

/** Whether a probe saw a host that has nothing but RDP security of old, which most clients of today refuse. */
export function isStandardOnly(findings: readonly Finding[]): boolean {
  return findings.some(
    ({ question, answer, source }) => question === 'security' && answer === 'standard' && isSeenOnWire(source),
  );
}
