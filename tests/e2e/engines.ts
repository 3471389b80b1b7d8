import { existsSync } from 'node:fs';
import { describe } from 'vitest';
import { openChromiumEngine } from './chromium-engine.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { FIREFOX } from './firefox.ts';
import { openFirefoxEngine } from './firefox-engine.ts';

const ENGINES = [
  ['Chromium', openChromiumEngine, true],
  ['Firefox', openFirefoxEngine, existsSync(FIREFOX)],
] as const;

/** The same tests in both engines. */
export function inBothEngines(
  what: string,
  tests: (open: (options: EngineOptions) => Promise<Engine>, engine: 'chromium' | 'firefox') => void,
): void {
  for (const [name, open, there] of ENGINES)
    describe.skipIf(!there)(`${what}, in ${name}`, () => tests(open, name === 'Chromium' ? 'chromium' : 'firefox'));
}
