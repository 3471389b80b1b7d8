import { isSea } from 'node:sea';

/** Private argument: makes the re-executed program end at once. */
export const END_WITH = '--end-with';

/**
 * Ends this process with its exit code once all is said. A look-up of the system cannot be stopped, and Node waits for it
 * on its way out, ten seconds for a dead name server: then the process turns into a new one that ends at once.
 */
export function exitWithoutPendingLookups(): void {
  const lookingUp = process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap');
  // Windows has no such way; there the wait stays.
  if (!lookingUp || process.execve === undefined || process.platform === 'win32') return;
  // What the new program inherits says nothing about it; the warning would be ours to explain.
  process.removeAllListeners('warning');
  const exit = Number(process.exitCode ?? 0);
  // An executable with this program in it takes no script.
  const words = isSea() ? [END_WITH, `${exit}`] : ['-e', `process.exit(${exit})`];
  process.execve(process.execPath, [process.execPath, ...words], {});
}
