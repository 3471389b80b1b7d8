import { errorKind } from './probes/fault.ts';

/**
 * What is thrown where nobody waits for it, in the listener of a socket, ends neither the other checks nor the browser's
 * connection: the check that it belongs to ends by its deadline. Told on standard error.
 */
export function surviveFaults(): void {
  process.on('uncaughtException', error => {
    process.stderr.write(`reconnect: a fault of ours: ${errorKind(error)}\n`);
  });
}
