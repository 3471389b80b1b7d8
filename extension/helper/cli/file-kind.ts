import { captureKindOf } from '../../../machines/captures/capture-kind.ts';
import { isEventLog } from '../../../machines/reading/event-log/is-event-log.ts';

/** So many first bytes tell what a file is. */
export const START_BYTES = 8;

/** What a file is by its first bytes; text where it is nothing else. */
export function fileKindOf(start: Uint8Array): 'capture' | 'event-log' | 'text' {
  if (captureKindOf(start) !== undefined) return 'capture';
  return isEventLog(start) ? 'event-log' : 'text';
}
