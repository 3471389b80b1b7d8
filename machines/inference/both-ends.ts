import { proofOf } from '../answers.ts';
import { type End, endOf } from '../ends.ts';
import type { Contradiction, Finding } from '../findings.ts';
import type { Model } from '../knowledge.ts';
import { STAGES } from '../vocabulary.ts';

/** The findings that were made at one of the two computers. */
export function atEnd(model: Model, findings: readonly Finding[], end: End): readonly Finding[] {
  return findings.filter(finding => endOf(model, finding) === end);
}

/** Whether anything was observed at the remote PC itself: what people say of it is in every case. */
export function hasHostEvidence(model: Model, findings: readonly Finding[]): boolean {
  return atEnd(model, findings, 'host').some(({ source }) => source !== 'person');
}

/** What the host proves to have passed, and the device to have failed. */
export function crossContradictions(model: Model, findings: readonly Finding[]): readonly Contradiction[] {
  const host = atEnd(model, findings, 'host');
  return atEnd(model, findings, 'device').flatMap(failed =>
    host
      .filter(passed => isBeyond(model, failed, passed))
      .map(passed => ({ question: failed.question, findings: [failed, passed] })),
  );
}

function isBeyond(model: Model, device: Finding, host: Finding): boolean {
  const failed = proofOf(model, device)?.failed;
  const passed = proofOf(model, host)?.passed;
  return failed !== undefined && passed !== undefined && STAGES.indexOf(passed) >= STAGES.indexOf(failed);
}
