import { existsSync } from 'node:fs';
import path from 'node:path';
import { CHECKSUMS } from './checksums.ts';
import { EXECUTABLE_CHECKS } from './verify-executables.ts';
import { FILE_CHECKS } from './verify-files.ts';
import { REBUILD_CHECKS } from './verify-rebuilt.ts';

/** One line of the acceptance list. Throws with what is wrong; says what it saw, or why it could not look. */
export interface Check {
  readonly name: string;
  readonly run: (folder: string) => Promise<string | { readonly skipped: string }>;
}

/** Tries what lies in the release's folder, line by line; whether nothing is wrong. */
export async function verifyRelease(folder: string): Promise<boolean> {
  if (!existsSync(path.join(folder, CHECKSUMS))) {
    console.error('There is no release to verify: run “npm run release” first.');
    return false;
  }
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, run } of [...FILE_CHECKS, ...EXECUTABLE_CHECKS, ...REBUILD_CHECKS]) {
    const outcome = await run(folder).catch((error: unknown) => ({ wrong: String(error) }));
    if (typeof outcome === 'string') {
      count.passed++;
      console.log(`ok      ${name}: ${outcome}`);
    } else if ('skipped' in outcome) {
      count.skipped++;
      console.log(`skipped ${name}: ${outcome.skipped}`);
    } else {
      count.failed++;
      console.log(`FAILED  ${name}: ${outcome.wrong}`);
    }
  }
  console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  return count.failed === 0;
}

/** Stops a check with what it found, where it found anything. */
export function expectNone(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('; '));
}
