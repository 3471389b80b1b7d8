import { captureKindOf } from '../../../machines/captures/capture-kind.ts';
import { isEventLog } from '../../../machines/reading/event-log/is-event-log.ts';
import { readAtMost } from './input.ts';

const START_BYTES = 8;

/** What a file is by its first bytes; text where it is nothing else, or cannot be opened. */
export async function fileKindOf(path: string): Promise<'capture' | 'event-log' | 'text'> {
  const start = await readAtMost(path, START_BYTES - 1);
  if (start === undefined) return 'text';
  if (captureKindOf(start) !== undefined) return 'capture';
  return isEventLog(start) ? 'event-log' : 'text';
}
