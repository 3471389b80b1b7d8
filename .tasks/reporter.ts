import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export interface Tally {
  passed: number;
  failed: number;
  /** Every test that did not run, with the reason that it gave. */
  skipped: string[];
}

/** Writes what npm test adds up: counts, and the name and reason of everything that was skipped. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tally: Tally = { passed: 0, failed: errors.length, skipped: [] };
    for (const module of modules) {
      let seen = 0;
      for (const test of module.children.allTests()) {
        seen++;
        const result = test.result();
        if (result.state === 'passed') tally.passed++;
        else if (result.state === 'failed') tally.failed++;
        else
          tally.skipped.push(
            `${test.fullName}: ${(result.state === 'skipped' && result.note) || 'what it needs is not on this machine, or it is switched off in the source'}`,
          );
      }
      // A file that breaks before its first test must not vanish from the count.
      if (module.state() === 'failed' && (seen === 0 || module.errors().length > 0)) tally.failed++;
    }
    writeFileSync(process.env.RECONNECT_TALLY ?? '/dev/stderr', JSON.stringify(tally));
  }
}
