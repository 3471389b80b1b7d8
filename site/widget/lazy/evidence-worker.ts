import type { WorkerAnswer, WorkerRequest } from './read-file.ts';
import { readInPieces, streamOf } from './read-in-pieces.ts';

const answer = (message: WorkerAnswer) => self.postMessage(message);

/** The script of a worker that reads one file; the page ends it. */
self.addEventListener('message', ({ data: { file, wanted } }: MessageEvent<WorkerRequest>) => {
  const goesOn = (share: number) => {
    answer({ kind: 'share', share });
    return true;
  };
  readInPieces(file, streamOf(file), { wanted, goesOn })
    .then(reading => reading !== undefined && answer({ kind: 'read', reading }))
    // What cannot be sent has failed too: a page is told of no rejection in its worker, and would wait for ever.
    .catch(() => answer({ kind: 'failed' }));
});
