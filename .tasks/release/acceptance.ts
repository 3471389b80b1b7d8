/** One line of the acceptance list. Throws with what is wrong; says what it saw, or why it could not look. */
export interface Check {
  readonly name: string;
  readonly run: (folder: string) => Promise<string | { readonly skipped: string }>;
}

/** Stops a check with what it found, where it found anything. */
export function expectNone(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('; '));
}
