import { existsSync } from 'node:fs';
import { describe } from 'vitest';
import { FIREFOX } from './firefox.ts';

export type BrowserName = 'Chromium' | 'Firefox';

/** The same tests in Chromium and, where there is one, in Firefox. */
export function describeEachBrowser(titleOf: (name: BrowserName) => string, tests: (name: BrowserName) => void): void {
  for (const name of ['Chromium', 'Firefox'] as const)
    describe.skipIf(name === 'Firefox' && !existsSync(FIREFOX))(titleOf(name), () => tests(name));
}
