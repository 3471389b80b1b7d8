import { readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { BROWSERS, type Browser } from './browsers.ts';
import { launcherText, programFile } from './launcher.ts';
import type { Machine } from './machine.ts';
import { launcherFile, manifestFile, manifestText, registryKeyOf } from './manifest.ts';
import { exists } from './presence.ts';
import { makeOwnFolder, type WeakSpot, writeWhole } from './safe-files.ts';

/** What came of a registration. `unsafe`: nothing was written, since somebody else could change it. */
export type Registration =
  | { readonly kind: 'registered' | 'registry-refused'; readonly file: string }
  | { readonly kind: 'unsafe'; readonly weak: WeakSpot };

/** Registers this program with a browser, for this person alone. Safe to repeat; mends what is broken. */
export async function register(machine: Machine, browser: Browser): Promise<Registration> {
  const file = manifestFile(machine, browser);
  for (const folder of new Set([machine.data, path.dirname(file)])) {
    const weak = await makeOwnFolder(machine, folder);
    if (weak !== undefined) return { kind: 'unsafe', weak };
  }
  await writeWhole(programFile(machine), await readFile(machine.program), 0o600);
  await writeWhole(launcherFile(machine), launcherText(machine), 0o700);
  await writeWhole(file, manifestText(machine, browser), 0o600);
  if (machine.platform !== 'win32' || machine.browserDir !== undefined) return { kind: 'registered', file };
  const added = await machine.reg(['add', registryKeyOf(browser), '/ve', '/t', 'REG_SZ', '/d', file, '/f']);
  return { kind: added === undefined ? 'registry-refused' : 'registered', file };
}

/** Takes a registration back; the browsers that it was for. On Windows some share a key: it goes for all of them. */
export async function unregister(machine: Machine, browser: Browser): Promise<readonly Browser[]> {
  if (machine.platform === 'win32' && machine.browserDir === undefined) {
    const key = registryKeyOf(browser);
    const removed = (await machine.reg(['delete', key, '/f'])) !== undefined;
    return removed ? BROWSERS.filter(other => registryKeyOf(other) === key) : [];
  }
  const file = manifestFile(machine, browser);
  if (!(await exists(file))) return [];
  await rm(file);
  return [browser];
}

/** Takes the program away, once no browser points at it, and its folder with it when nothing else is there. */
export async function removeProgram(machine: Machine): Promise<void> {
  if (machine.platform === 'win32')
    for (const browser of BROWSERS) await rm(manifestFile(machine, browser), { force: true });
  for (const file of [launcherFile(machine), programFile(machine)]) await rm(file, { force: true });
  await rmdir(machine.data).catch(() => undefined);
}
