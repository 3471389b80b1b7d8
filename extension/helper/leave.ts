/**
 * Ends this process with its exit code once all is said. A look-up of the system cannot be stopped, and Node waits for it
 * on its way out, ten seconds for a dead name server: then the process turns into a new one that ends at once.
 */
export function leave(): void {
  const lookingUp = process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap');
  // Windows has no such way; there the wait stays.
  if (!lookingUp || process.execve === undefined || process.platform === 'win32') return;
  // What the new program inherits says nothing about it; the warning would be ours to explain.
  process.removeAllListeners('warning');
  process.execve(process.execPath, [process.execPath, '-e', `process.exit(${Number(process.exitCode ?? 0)})`], {});
}
