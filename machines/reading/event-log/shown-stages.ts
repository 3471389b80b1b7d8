import { proofOf, toneOf } from '../../answers.ts';
import type { Finding } from '../../findings.ts';
import type { Model } from '../../knowledge.ts';
import type { StageReport } from '../../stage-report.ts';
import { STAGES, type Stage } from '../../vocabulary.ts';

/** How far findings show that an attempt came: every stage that is proven to have passed, and the first that failed. */
export function shownStages(model: Model, findings: readonly Finding[]): readonly StageReport[] {
  const proven = Math.max(-1, ...findings.map(finding => rank(proofOf(model, finding)?.passed)));
  const failed = findings
    .map(finding => rank(failedStage(model, finding)))
    .filter(stage => stage > proven)
    .toSorted((a, b) => a - b)[0];
  // A host that judges a sign-in has spoken Remote Desktop, whatever a client may make of its answer.
  const passed = failed === rank('authentication') ? Math.max(proven, rank('negotiation')) : proven;
  return STAGES.flatMap((stage, at): readonly StageReport[] => {
    if (at <= passed) return [{ stage, outcome: 'passed' }];
    return at === failed ? [{ stage, outcome: 'failed' }] : [];
  });
}

/** Who reads an event log, in a file or in a text. */
export const LOG_READER = 'event-log';

/**
 * How far the attempt of a log came. What other tools saw may be another attempt: beside it a log does not say where this
 * one broke.
 */
export function loggedStages(model: Model, findings: readonly Finding[]): readonly StageReport[] {
  const seen = findings.filter(({ source }) => source !== 'person');
  return seen.every(({ detail }) => detail?.tool === LOG_READER) ? shownStages(model, seen) : [];
}

function failedStage(model: Model, finding: Finding): Stage | undefined {
  const proof = proofOf(model, finding)?.failed;
  const { stage } = model.questions[finding.question];
  if (proof !== undefined || stage === 'any') return proof;
  return toneOf(model, finding) === 'bad' ? stage : undefined;
}

function rank(stage: Stage | undefined): number {
  return stage === undefined ? -1 : STAGES.indexOf(stage);
}
