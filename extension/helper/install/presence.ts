import path from 'node:path';
import { canAccess } from '../can-access.ts';
import { BROWSERS, type Browser } from './browsers.ts';
import type { Machine } from './machine.ts';

/** The browsers that this person has started at least once. */
export async function presentBrowsers(machine: Machine): Promise<readonly Browser[]> {
  const there = await Promise.all(
    BROWSERS.map(async browser => (await isStarted(machine, browser)) || (await isSandboxed(machine, browser))),
  );
  return BROWSERS.filter((_, index) => there[index]);
}

/** Started by this person, and not only as a snap or Flatpak. */
export function isStarted({ home, platform }: Machine, browser: Browser): Promise<boolean> {
  return anyExists(home, browser.started[platform]);
}

/** Started by this person as a snap or Flatpak alone: from inside its sandbox it starts no program of the system. */
export async function isSandboxed(machine: Machine, browser: Browser): Promise<boolean> {
  if (machine.platform !== 'linux' || machine.browserDir !== undefined) return false;
  return !(await isStarted(machine, browser)) && anyExists(machine.home, browser.sandboxed);
}

async function anyExists(home: string, files: readonly string[]): Promise<boolean> {
  return (await Promise.all(files.map(file => canAccess(path.join(home, file))))).includes(true);
}
