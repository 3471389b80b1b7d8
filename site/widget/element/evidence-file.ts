import { captureKindOf } from '../../../machines/captures/capture-kind.ts';
import { isEventLog } from '../../../machines/reading/event-log/is-event-log.ts';

/** More than people capture of one attempt. */
export const EVIDENCE_LIMIT_BYTES = 200 * 1024 * 1024;
const START_BYTES = 8;

/** Whether a file is a packet capture or an event log, by its first bytes. */
export async function isEvidence(file: Blob): Promise<boolean> {
  const start = await file
    .slice(0, START_BYTES)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const bytes = new Uint8Array(start);
  return captureKindOf(bytes) !== undefined || isEventLog(bytes);
}
