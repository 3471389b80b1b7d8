import type { WorkerAnswer, WorkerRequest } from './read-file.ts';
import { readInPieces } from './read-in-pieces.ts';

/** Nothing is drawn between two pieces: each is as large as its own reading makes the way to it short. */
const PIECE_BYTES = 2 * 1024 * 1024;

const answer = (told: WorkerAnswer) => self.postMessage(told);

/** The script of a worker that reads one file; the page ends it. */
self.addEventListener('message', ({ data: { file, wanted } }: MessageEvent<WorkerRequest>) => {
  const goesOn = (share: number) => {
    answer({ kind: 'share', share });
    return true;
  };
  readInPieces(file, PIECE_BYTES, { wanted, goesOn }).then(
    reading => reading !== undefined && answer({ kind: 'read', reading }),
    () => answer({ kind: 'failed' }),
  );
});
