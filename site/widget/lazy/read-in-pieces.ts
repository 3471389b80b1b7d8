import { captureKindOf } from '../../../machines/captures/capture-kind.ts';
import type { Wanted } from '../../../machines/captures/choose.ts';
import { CaptureReader, type CaptureReading } from '../../../machines/captures/read-capture.ts';
import { EventLogFile, type EventLogReading } from '../../../machines/reading/event-log/read-event-log.ts';

/** What a capture or an event log says. */
export type FileReading =
  | { readonly kind: 'capture'; readonly reading: CaptureReading }
  | { readonly kind: 'event-log'; readonly reading: EventLogReading };

export interface ReadingOptions {
  /** The connection that a capture is read for, where it is known. */
  readonly wanted: Wanted;
  /** Called at each whole percent with the share that is read, from 0 to 1; reading stops where it returns false. */
  readonly goesOn: (share: number) => boolean;
}

const START_BYTES = 4;

/**
 * Reads a capture or an event log piece by piece: it is never whole in memory, and nothing of it is kept but what was
 * found. `undefined` where it was broken off. It fails where the file cannot be read.
 */
export async function readInPieces(
  file: Blob,
  pieceBytes: number,
  { wanted, goesOn }: ReadingOptions,
): Promise<FileReading | undefined> {
  const start = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
  if (captureKindOf(start) === undefined) {
    const log = new EventLogFile();
    return (await pushPieces(file, pieceBytes, log, goesOn)) ? { kind: 'event-log', reading: log.end() } : undefined;
  }
  const capture = new CaptureReader(wanted);
  return (await pushPieces(file, pieceBytes, capture, goesOn))
    ? { kind: 'capture', reading: capture.end() }
    : undefined;
}

/** False where nobody waits for the rest. */
async function pushPieces(
  file: Blob,
  pieceBytes: number,
  reader: { push(piece: Uint8Array): void },
  goesOn: ReadingOptions['goesOn'],
): Promise<boolean> {
  const pieceAt = (at: number) => file.slice(at, at + pieceBytes).arrayBuffer();
  let [next, told] = [pieceAt(0), -1];
  for (let at = 0; at < file.size; at += pieceBytes) {
    const piece = await next;
    // The next one is fetched meanwhile; should that fail, it is told when its turn comes.
    next = pieceAt(at + pieceBytes);
    next.catch(() => {});
    const percent = Math.floor((100 * at) / file.size);
    // To draw a sentence takes longer than to read a piece.
    if (percent > told && !goesOn(at / file.size)) return false;
    told = percent;
    reader.push(new Uint8Array(piece));
  }
  return true;
}
