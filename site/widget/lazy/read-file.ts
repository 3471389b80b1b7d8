import type { Wanted } from '../../../machines/captures/choose.ts';
import { trustedScript } from '../element/trusted-script.ts';
import type { FileReading, ReadingOptions } from './read-in-pieces.ts';

/** What the page asks of its worker, once. */
export interface WorkerRequest {
  readonly file: Blob;
  readonly wanted: Wanted;
}

/**
 * What the worker answers. The page takes it as it comes: the script is of this build and this origin, and who could change
 * it there could change the page's own.
 */
export type WorkerAnswer =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'read'; readonly reading: FileReading }
  | { readonly kind: 'failed' };

/** Where the build puts the worker's script, seen from this one. The single file and tests of units have none. */
declare const EVIDENCE_WORKER: string | undefined;

/** In the page a piece takes some milliseconds: between two of them it draws and listens. */
const PIECE_BYTES = 256 * 1024;

/**
 * Reads a capture or an event log in a worker of its own, which gets the file itself and ends with it. Where the page may
 * have no worker, because of its origin or its policy or for lack of the script, it reads the file in small pieces.
 * `undefined` where it was broken off. It fails where the file cannot be read.
 */
export async function readFile(file: Blob, options: ReadingOptions): Promise<FileReading | undefined> {
  const worker = startWorker();
  const read = worker === undefined ? 'no-worker' : await readInWorker(worker, file, options);
  if (read !== 'no-worker') return read;
  const { readInPieces, slicesOf } = await import('./read-in-pieces.ts');
  return readInPieces(file, slicesOf(file, PIECE_BYTES), options);
}

function startWorker(): Worker | undefined {
  try {
    if (typeof EVIDENCE_WORKER === 'undefined') return undefined;
    const script = new URL(EVIDENCE_WORKER, import.meta.url);
    // No browser starts a worker from another origin, and the attempt would be an error in the author's console.
    if (script.origin !== location.origin) return undefined;
    return new Worker(trustedScript('reconnect-worker', script.href));
  } catch {
    return undefined;
  }
}

function readInWorker(
  worker: Worker,
  file: Blob,
  { wanted, goesOn }: ReadingOptions,
): Promise<FileReading | undefined | 'no-worker'> {
  return new Promise<FileReading | undefined | 'no-worker'>((resolve, reject) => {
    const fail = () => reject(new Error('the file cannot be read'));
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
      if (data.kind === 'read') resolve(data.reading);
      else if (data.kind === 'failed') fail();
      else if (!goesOn(data.share)) resolve(undefined);
    });
    // Its script did not come, or the page's policy forbids it: a browser reports that only now.
    worker.addEventListener('error', () => resolve('no-worker'));
    // An answer that the page cannot take in, for lack of memory for instance.
    worker.addEventListener('messageerror', fail);
    worker.postMessage({ file, wanted } satisfies WorkerRequest);
  }).finally(() => worker.terminate());
}
