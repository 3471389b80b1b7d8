import { chmod, readFile, rm, rmdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { canAccess } from '../can-access.ts';
import { BROWSERS, type Browser } from './browsers.ts';
import { launcherFile, launcherText, ownFiles, programFile } from './launcher.ts';
import type { Machine } from './machine.ts';
import { manifestFile, manifestName, manifestText, registryKeyOf } from './manifest.ts';
import { isForOnePerson } from './program.ts';
import { makeOwnFolder, moveAside, type WeakSpot, writeWhole } from './safe-files.ts';

/** What came of a registration. `unsafe`: nothing was written, since somebody else could change it. */
export type Registration =
  | { readonly kind: 'registered' | 'registry-refused'; readonly file: string }
  | { readonly kind: 'unsafe'; readonly weak: WeakSpot };

/** Registers this program with a browser, for this person alone. Safe to repeat; repairs what is broken. */
export async function register(machine: Machine, browser: Browser): Promise<Registration> {
  if (machine.program.kind === 'packaged') return leaveToPackage(machine, browser);
  const file = manifestFile(machine, browser);
  for (const folder of new Set([machine.data, path.dirname(file)])) {
    const weak = await makeOwnFolder(machine, folder);
    if (weak !== undefined) return { kind: 'unsafe', weak };
  }
  await placeProgram(machine);
  await writeWhole(file, manifestText(machine, browser), 0o600);
  return nameInRegistry(machine, browser, file);
}

/** On Windows browsers look into the registry. */
async function nameInRegistry(machine: Machine, browser: Browser, file: string): Promise<Registration> {
  if (machine.platform !== 'win32' || machine.browserDir !== undefined) return { kind: 'registered', file };
  const added = await machine.reg(['add', registryKeyOf(browser), '/ve', '/t', 'REG_SZ', '/d', file, '/f']);
  return { kind: added === undefined ? 'registry-refused' : 'registered', file };
}

/** The package has registered its program for everybody: only what hides that from this person's browser is taken away. */
async function leaveToPackage(machine: Machine, browser: Browser): Promise<Registration> {
  const file = manifestFile(machine, browser);
  if (isForOnePerson(machine.program)) return nameInRegistry(machine, browser, file);
  await unregister(machine, browser);
  return { kind: 'registered', file };
}

/** The program's copy, and what starts it where that is another file. */
async function placeProgram(machine: Machine): Promise<void> {
  const { program } = machine;
  const copy = programFile(machine);
  const content = await readFile(program.file);
  if (program.kind === 'script') {
    await writeWhole(copy, content, 0o600);
    await writeWhole(launcherFile(machine), launcherText(machine, program.node), 0o700);
    return;
  }
  // A hundred megabytes for each browser again, and on Windows nobody replaces a program that runs.
  const isThere = await readFile(copy).then(
    there => there.equals(content),
    () => false,
  );
  if (isThere) await chmod(copy, 0o700);
  else await writeWhole(copy, content, 0o700);
}

/** Takes a registration back; the browsers that it was for. On Windows some share a key: it goes for all of them. */
export async function unregister(machine: Machine, browser: Browser): Promise<readonly Browser[]> {
  if (machine.platform === 'win32' && machine.browserDir === undefined) {
    const key = registryKeyOf(browser);
    const removed = (await machine.reg(['delete', key, '/f'])) !== undefined;
    return removed ? BROWSERS.filter(other => registryKeyOf(other) === key) : [];
  }
  const file = manifestFile(machine, browser);
  if (!(await canAccess(file))) return [];
  await rm(file);
  return [browser];
}

/** Takes the program away, once no browser points at it, and its folder with it when nothing else is there. */
export async function removeProgram(machine: Machine): Promise<void> {
  if (machine.platform === 'win32')
    for (const family of ['chromium', 'firefox'] as const)
      await rm(path.join(machine.data, manifestName(family)), { force: true });
  // On Windows a program that runs, this one perhaps, can be moved but not removed.
  for (const file of ownFiles(machine)) await rm(file, { force: true }).catch(() => moveAside(file, os.tmpdir()));
  await rmdir(machine.data).catch(() => undefined);
}
