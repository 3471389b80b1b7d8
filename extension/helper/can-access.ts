import { access, constants } from 'node:fs/promises';

/** Whether the file is there and this person may see it, or with another `mode` run it or write it. */
export function canAccess(file: string, mode: number = constants.F_OK): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  );
}
