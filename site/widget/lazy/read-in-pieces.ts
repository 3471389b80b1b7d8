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
  /** Called at the start, then once a second, with the share that is read (0 to 1); reading stops where it returns false. */
  readonly goesOn: (share: number) => boolean;
}

const START_BYTES = 4;
/** Each share becomes a sentence in a live region: of more of them a screen reader would still speak after the result. */
const PROGRESS_MS = 1_000;

/**
 * Reads a capture or an event log piece by piece: it is never whole in memory, and nothing of it is kept but what was
 * found. `undefined` where it was broken off. It fails where the file cannot be read.
 */
export async function readInPieces(
  file: Blob,
  pieces: AsyncIterable<Uint8Array>,
  { wanted, goesOn }: ReadingOptions,
): Promise<FileReading | undefined> {
  const start = new Uint8Array(await file.slice(0, START_BYTES).arrayBuffer());
  const isCapture = captureKindOf(start) !== undefined;
  const reader = isCapture ? new CaptureReader(wanted) : new EventLogFile();
  let read = 0;
  let progressDueMs = Number.NEGATIVE_INFINITY;
  for await (const piece of pieces) {
    const now = performance.now();
    if (now >= progressDueMs) {
      if (!goesOn(read / file.size)) return undefined;
      progressDueMs = now + PROGRESS_MS;
    }
    reader.push(piece);
    read += piece.length;
  }
  return reader instanceof CaptureReader
    ? { kind: 'capture', reading: reader.end() }
    : { kind: 'event-log', reading: reader.end() };
}

/** Pieces of one size, the next one fetched meanwhile: between two of them whoever takes them can draw and listen. */
export async function* slicesOf(file: Blob, pieceBytes: number): AsyncGenerator<Uint8Array> {
  const pieceAt = (at: number) => file.slice(at, at + pieceBytes).arrayBuffer();
  let next = pieceAt(0);
  for (let at = 0; at < file.size; at += pieceBytes) {
    const piece = await next;
    next = pieceAt(at + pieceBytes);
    // Should that fail, it is reported when its turn comes.
    next.catch(() => {});
    yield new Uint8Array(piece);
  }
}

/** Pieces of the browser's own size, in less than half the time of slices. Not every browser lets a stream be looped over. */
export async function* streamOf(file: Blob): AsyncGenerator<Uint8Array> {
  const stream = file.stream().getReader();
  for (let next = await stream.read(); !next.done; next = await stream.read()) yield next.value;
}
