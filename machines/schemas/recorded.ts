import { CAPTURE_NOTES, type Recorded } from '../recorded.ts';
import { STAGES } from '../vocabulary.ts';
import { fieldsOf, isOneOf, listOf } from './fields.ts';
import { decodeStageReport } from './finding.ts';

/** The one decoder of what a capture shows besides its findings. Nothing runs in a file. */
export function decodeRecorded(value: unknown): Recorded | undefined {
  const { stages, note } = fieldsOf(value) ?? {};
  const came = listOf(stages, STAGES.length, decodeStageReport).filter(({ outcome }) => outcome !== 'running');
  if (came.length === 0 && !isOneOf(CAPTURE_NOTES, note)) return undefined;
  return { stages: came, ...(isOneOf(CAPTURE_NOTES, note) && { note }) };
}
