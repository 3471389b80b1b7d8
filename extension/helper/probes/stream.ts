import type { Duplex } from 'node:stream';
import type { Decoded } from '../../../machines/rdp/decoded.ts';
import type { Bounds } from './probe.ts';

/** What one answer may have where nobody counts; more is no answer to what we asked. */
const MAX_ANSWER_BYTES = 8192;
/** After a handshake with many certificates there is still room for the answer that it was made for. */
const MIN_ANSWER_BYTES = 2048;

/** What came back on a stream that was asked something. */
export type Answer<T> =
  | { readonly kind: 'value'; readonly value: T; readonly elapsedMs: number }
  | { readonly kind: 'malformed'; readonly bytes: Uint8Array; readonly elapsedMs: number }
  | { readonly kind: 'closes' | 'resets' | 'silent'; readonly received: number; readonly elapsedMs: number };

/**
 * Sends `request` and decodes what comes until there is a value, nonsense, an end, or the deadline. The deadline bounds
 * the whole answer, so that a server which dribbles bytes gains nothing. Bytes behind the value go back into the stream.
 */
export function ask<T>(
  stream: Duplex,
  request: Uint8Array,
  decode: (bytes: Uint8Array) => Decoded<T>,
  { deadlineMs, signal, leftBytes }: Bounds,
): Promise<Answer<T>> {
  const started = performance.now();
  const limitBytes = Math.max(MIN_ANSWER_BYTES, leftBytes?.() ?? MAX_ANSWER_BYTES);
  let bytes = Buffer.alloc(0);
  return new Promise(resolve => {
    const end = (answer: Answer<T>) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onDeadline);
      stream.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError);
      stream.pause();
      resolve(answer);
    };
    const elapsedMs = () => performance.now() - started;
    const onDeadline = () => end({ kind: 'silent', received: bytes.length, elapsedMs: elapsedMs() });
    const onEnd = () => end({ kind: 'closes', received: bytes.length, elapsedMs: elapsedMs() });
    const onError = (error: NodeJS.ErrnoException) =>
      end({
        kind: error.code === 'ECONNRESET' ? 'resets' : 'closes',
        received: bytes.length,
        elapsedMs: elapsedMs(),
      });
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const decoded = decode(bytes);
      if (decoded.kind === 'value') {
        end({ kind: 'value', value: decoded.value, elapsedMs: elapsedMs() });
        if (decoded.rest.length > 0) stream.unshift(Buffer.from(decoded.rest));
      } else if (decoded.kind === 'malformed' || bytes.length > limitBytes)
        end({ kind: 'malformed', bytes, elapsedMs: elapsedMs() });
    };
    const timer = setTimeout(onDeadline, deadlineMs);
    signal.addEventListener('abort', onDeadline, { once: true });
    stream.on('data', onData).once('end', onEnd).once('close', onEnd).once('error', onError);
    if (signal.aborted) onDeadline();
    else if (stream.destroyed || stream.readableEnded) onEnd();
    else {
      // Paused by whoever had the stream before.
      stream.resume();
      stream.write(request);
    }
  });
}
