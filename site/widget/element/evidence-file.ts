import { captureKindOf } from '../../../machines/captures/capture-kind.ts';
import { isEventLog } from '../../../machines/reading/event-log/is-event-log.ts';

/** More than people capture of one attempt. */
const EVIDENCE_LIMIT_BYTES = 200 * 1024 * 1024;
const START_BYTES = 8;

/** Whether a file is a packet capture or an event log, by its first bytes. One that is too large to be read is none. */
export async function isEvidence(file: Blob): Promise<boolean> {
  if (file.size > EVIDENCE_LIMIT_BYTES) return false;
  const start = await file
    .slice(0, START_BYTES)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const bytes = new Uint8Array(start);
  return captureKindOf(bytes) !== undefined || isEventLog(bytes);
}
