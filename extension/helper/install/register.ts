import { chmod, copyFile, mkdir, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BROWSERS, type Browser } from './browsers.ts';
import { launcherText, programFile } from './launcher.ts';
import type { Machine } from './machine.ts';
import { launcherFile, manifestFile, manifestText, registryKeyOf } from './manifest.ts';
import { exists } from './presence.ts';

/** Registers this program with a browser, for this person alone. Safe to repeat; mends what is broken. */
export async function register(
  machine: Machine,
  browser: Browser,
): Promise<{ readonly ok: boolean; readonly file: string }> {
  const launcher = launcherFile(machine);
  await mkdir(machine.data, { recursive: true });
  if (machine.program !== programFile(machine)) await copyFile(machine.program, programFile(machine));
  await writeFile(launcher, launcherText(machine));
  if (machine.platform !== 'win32') await chmod(launcher, 0o755);
  const file = manifestFile(machine, browser);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, manifestText(machine, browser));
  if (machine.platform !== 'win32' || machine.browserDir !== undefined) return { ok: true, file };
  const added = await machine.reg(['add', registryKeyOf(browser), '/ve', '/t', 'REG_SZ', '/d', file, '/f']);
  return { ok: added !== undefined, file };
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
