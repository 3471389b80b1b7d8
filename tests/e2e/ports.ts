import net from 'node:net';
import os from 'node:os';

/** Below what systems hand out by themselves (32768 and up on Linux, 49152 elsewhere). */
const FROM = 20_000;
const UNTIL = 30_000;

/** Each worker has ports of its own: what one of them has freed is not taken by another before it comes back. */
const WORKERS = os.availableParallelism();
const WORKER = Number(process.env.VITEST_POOL_ID ?? 0) % WORKERS;

/**
 * A port that nothing listens on, for whoever cannot be told to choose one, has to find it again later, or counts on its
 * being closed. One of those that the system hands out would go to the next connection that anybody on this machine opens.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = FROM + WORKER + WORKERS * Math.floor((Math.random() * (UNTIL - FROM)) / WORKERS);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port between ${FROM} and ${UNTIL} is free`);
}

function isFree(port: number): Promise<boolean> {
  const server = net.createServer();
  return new Promise(resolve => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
