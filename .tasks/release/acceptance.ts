/** One line of the acceptance list. Throws with what is wrong; says what it saw, or why it could not look. */
export interface Check {
  readonly name: string;
  readonly run: (folder: string) => Promise<string | { readonly skipped: string }>;
}

/** The executable that this machine can run, and the packages that it can install, are made for this system. */
export const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';
export const ONLY_LINUX_X64 = { skipped: 'only on Linux x64' } as const;

/** Stops a check with what it found, where it found anything. */
export function expectNone(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('; '));
}
